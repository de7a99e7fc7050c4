use actix_web::{HttpResponse, put, web::Data};
use authz::{acts::ManageRoles, decide};
use domain::RoleId;

use super::{
    create_role::{answer, meant, named_already},
    store,
    wire::{Role, RoleInput},
};
use crate::{
    app::App,
    http::{Answer, Body, Id, IfMatch, Problem, ProblemDocument, if_seen},
    identity::{Acting, Caller},
};

/// Change a role [PP-5]. It holds for the very next request of everybody who has it [PL-7].
#[utoipa::path(
    tag = "roles",
    params(
        ("id" = Uuid, Path, description = "The role"),
        ("If-Match" = String, Header, description = "The version of the role, as in its `ETag`"),
    ),
    request_body = RoleInput,
    responses(
        (status = 200, description = "Changed", body = Role, headers(("ETag" = String, description = "Its version"))),
        (status = 409, description = "Another role has this name", body = ProblemDocument,
         content_type = "application/problem+json"),
    )
)]
#[put("/roles/{id}")]
pub async fn update_role(
    app: Data<App>,
    caller: Caller,
    id: Id<RoleId>,
    version: IfMatch,
    body: Body<RoleInput>,
) -> Answer<HttpResponse> {
    let pairs = meant(&body.0.permissions, "/permissions")?;
    let Acting { tx, actor } = caller.begin_on_rights(&app).await?;
    let role = store::lock(&tx, &actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let held_at = store::held_at(&tx, id.0).await?;
    let change = store::change(Some(&role), pairs.iter().copied().collect(), held_at);
    let permit = decide::<ManageRoles>(&actor, change)?;
    version.check(role.row.version)?;
    let changed = store::update(&tx, permit, &*app.random, app.clock.now(), role, &body.0, &pairs).await;
    changed.map_err(named_already)?;
    tx.commit().await?;
    if_seen(answer(&app, &caller, id.0, HttpResponse::Ok()).await)
}
