use actix_web::{HttpResponse, put, web::Data};
use domain::UserId;

use super::{
    read_user_preferences::answer,
    store,
    update_my_preferences::refuse_unknown,
    wire::{Preferences, PreferencesInput},
};
use crate::{
    app::App,
    features::users::{Touched, touch},
    http::{Answer, Body, Id, IfMatch, if_seen},
    identity::Caller,
};

/// Change how somebody wants the screens [PP-9]. It takes having all that they have.
#[utoipa::path(
    tag = "users",
    params(
        ("id" = Uuid, Path, description = "The user"),
        ("If-Match" = String, Header, description = "The `ETag` of the preferences"),
    ),
    request_body = PreferencesInput,
    responses((status = 200, description = "Changed", body = Preferences,
               headers(("ETag" = String, description = "Their version"))))
)]
#[put("/users/{id}/preferences")]
pub async fn update_user_preferences(
    app: Data<App>,
    caller: Caller,
    id: Id<UserId>,
    version: IfMatch,
    body: Body<PreferencesInput>,
) -> Answer<HttpResponse> {
    let Touched { acting, permit, .. } = touch(&app, &caller, id.0).await?;
    let before = store::find_held(&acting.tx, &acting.actor, id.0).await?;
    version.check(before.version)?;
    refuse_unknown(&acting, &body.0).await?;
    store::update(&acting.tx, permit, app.tools(), &before, &body.0).await?;
    acting.tx.commit().await?;
    if_seen(answer(&app, &caller, id.0).await)
}
