use actix_web::{HttpResponse, get, web::Data};
use domain::UserId;

use super::{store, wire::Preferences};
use crate::{
    app::App,
    features::users,
    http::{Answer, Id, etag},
    identity::Caller,
};

/// Read how somebody wants the screens [PP-9]. It takes what changing their account takes.
#[utoipa::path(
    tag = "users",
    params(("id" = Uuid, Path, description = "The user")),
    responses((status = 200, description = "The preferences", body = Preferences,
               headers(("ETag" = String, description = "Their version"))))
)]
#[get("/users/{id}/preferences")]
pub async fn read_user_preferences(app: Data<App>, caller: Caller, id: Id<UserId>) -> Answer<HttpResponse> {
    users::judge_first(&app, &caller, id.0).await?;
    answer(&app, &caller, id.0).await
}

/// Somebody's preferences as they are now, with their version, for whoever may change them.
pub async fn answer(app: &App, caller: &Caller, id: UserId) -> Answer<HttpResponse> {
    let theirs = caller.read(app, async |actor| Ok(store::find(&app.db, actor, id).await?)).await?;
    Ok(HttpResponse::Ok().insert_header(etag(theirs.version)).json(theirs))
}
