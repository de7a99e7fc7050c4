use actix_web::{HttpResponse, put, web::Data};
use authz::{acts::ShutOut, decide};
use domain::UserId;

use super::{
    read_user::answer,
    store,
    wire::{Account, StandingInput},
};
use crate::{
    app::App,
    http::{Answer, Body, Id, IfMatch, Problem, if_seen, refuse_unkept},
    identity::{Acting, Caller},
};

/// Deactivate an account, suspend it for a while or let it end, and undo that [PO-7, CT-8].
///
/// It holds for their very next request, in every tab and on every server [PL-10]. Nobody shuts themselves out, and
/// nobody a super administrator [CT-5].
#[utoipa::path(
    tag = "users",
    params(
        ("id" = Uuid, Path, description = "The user"),
        ("If-Match" = String, Header, description = "The version of the account, as in its `ETag`"),
    ),
    request_body = StandingInput,
    responses((status = 200, description = "Changed", body = Account, headers(("ETag" = String, description = "Its version"))))
)]
#[put("/users/{id}/standing")]
pub async fn change_user_standing(
    app: Data<App>,
    caller: Caller,
    id: Id<UserId>,
    version: IfMatch,
    body: Body<StandingInput>,
) -> Answer<HttpResponse> {
    let now = app.clock.now();
    let Acting { tx, actor } = caller.begin_on_rights(&app).await?;
    let row = store::lock(&tx, &actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let change = store::change_of(&tx, &row, now).await?;
    let permit = decide::<ShutOut>(&actor, change)?;
    version.check(row.account.version)?;
    refuse_unkept([("/suspended_until", body.0.suspended_until), ("/ends_at", body.0.ends_at)])?;
    store::shut_out(&tx, permit, &*app.random, now, &row.account, &body.0).await?;
    tx.commit().await?;
    if_seen(answer(&app, &caller, id.0, HttpResponse::Ok()).await)
}
