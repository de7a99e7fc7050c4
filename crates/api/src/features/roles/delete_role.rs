use actix_web::{HttpResponse, delete, web::Data};
use authz::{Permissions, acts::ManageRoles, decide};
use domain::RoleId;

use super::store;
use crate::{
    app::App,
    http::{Answer, Id, IfMatch, Kind, Problem, ProblemDocument},
    identity::{Acting, Caller},
};

/// Delete a role that nobody holds.
#[utoipa::path(
    tag = "roles",
    params(
        ("id" = Uuid, Path, description = "The role"),
        ("If-Match" = String, Header, description = "The version of the role, as in its `ETag`"),
    ),
    responses(
        (status = 204, description = "Deleted"),
        (status = 409, description = "Somebody holds it", body = ProblemDocument,
         content_type = "application/problem+json"),
    )
)]
#[delete("/roles/{id}")]
pub async fn delete_role(
    app: Data<App>,
    caller: Caller,
    id: Id<RoleId>,
    version: IfMatch,
) -> Answer<HttpResponse> {
    let Acting { tx, actor } = caller.begin_on_rights(&app).await?;
    let role = store::lock(&tx, &actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let held_at = store::held_at(&tx, id.0).await?;
    let in_use = !held_at.is_empty();
    let permit = decide::<ManageRoles>(&actor, store::change(Some(&role), Permissions::NONE, held_at))?;
    version.check(role.row.version)?;
    if in_use {
        let detail = match role.people {
            0 => "only teams that nobody belongs to hold this role: give them another one first".to_owned(),
            people => format!("{people} people hold this role: give them another one first"),
        };
        return Err(Problem::because(Kind::Conflict, detail));
    }
    store::delete(&tx, permit, &*app.random, app.clock.now(), role).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
