use actix_web::{HttpResponse, put, web::Data};
use authz::{acts::ChangeOwnAccount, decide};

use super::{
    read_me::answer,
    store,
    wire::{Me, MyInput},
};
use crate::{
    app::App,
    features::users,
    http::{Answer, Body, IfMatch, Kind, Problem, if_seen},
    identity::{Acting, Caller},
};

/// Change how one is called and reached, and the site that forms start with [PP-9].
#[utoipa::path(
    tag = "account",
    params(("If-Match" = String, Header, description = "The `ETag` of the account")),
    request_body = MyInput,
    responses((status = 200, description = "Changed", body = Me, headers(("ETag" = String, description = "Its version"))))
)]
#[put("/me")]
pub async fn update_me(
    app: Data<App>,
    caller: Caller,
    version: IfMatch,
    body: Body<MyInput>,
) -> Answer<HttpResponse> {
    let acting = caller.begin_on_rights(&app).await?;
    users::has_site(&acting, body.0.default_site_id).await?;
    let Acting { tx, actor } = acting;
    let account =
        store::lock_account(&tx, &actor).await?.ok_or_else(|| Problem::new(Kind::NotAuthenticated))?;
    version.check(account.version)?;
    let permit = decide::<ChangeOwnAccount>(&actor, actor.user())?;
    store::update(&tx, permit, app.tools(), account, &body.0).await?;
    tx.commit().await?;
    if_seen(answer(&app, &caller).await)
}
