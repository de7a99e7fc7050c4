use actix_web::{HttpResponse, put, web::Data};
use authz::{SuperStatus, acts::SuperAdministrator, decide};
use domain::UserId;

use super::{
    read_user::answer,
    store,
    wire::{Account, SuperAdministratorInput},
};
use crate::{
    app::App,
    http::{Answer, Body, Id, IfMatch, Problem, if_seen},
    identity::{Acting, Caller},
};

/// Make somebody a super administrator, whom nothing can lock out, or take that status away again [CT-5]. Only another
/// super administrator does, and there is always one.
#[utoipa::path(
    tag = "users",
    params(
        ("id" = Uuid, Path, description = "The user"),
        ("If-Match" = String, Header, description = "The version of the account, as in its `ETag`"),
    ),
    request_body = SuperAdministratorInput,
    responses((status = 200, description = "Changed", body = Account, headers(("ETag" = String, description = "Its version"))))
)]
#[put("/users/{id}/super-administrator")]
pub async fn change_super_administrator(
    app: Data<App>,
    caller: Caller,
    id: Id<UserId>,
    version: IfMatch,
    body: Body<SuperAdministratorInput>,
) -> Answer<HttpResponse> {
    let Acting { tx, actor } = caller.begin_on_rights(&app).await?;
    let row = store::lock(&tx, &actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let others = store::other_super_administrators(&tx, id.0).await?;
    let change = SuperStatus { of: id.0, becomes: body.0.super_administrator, others };
    let permit = decide::<SuperAdministrator>(&actor, change)?;
    version.check(row.account.version)?;
    store::change_super_status(&tx, permit, &*app.random, app.clock.now(), &row.account).await?;
    tx.commit().await?;
    if_seen(answer(&app, &caller, id.0, HttpResponse::Ok()).await)
}
