use actix_web::{HttpResponse, delete, web::Data};
use authz::{acts::ManageTeams, decide};
use domain::TeamId;

use super::store;
use crate::{
    app::App,
    http::{Answer, Id, IfMatch, Kind, Problem, ProblemDocument},
    identity::{Acting, Caller},
};

/// Delete a team: its members lose what it gave them.
#[utoipa::path(
    tag = "teams",
    params(
        ("id" = Uuid, Path, description = "The team"),
        ("If-Match" = String, Header, description = "The version of the team, as in its `ETag`"),
    ),
    responses(
        (status = 204, description = "Deleted"),
        (status = 409, description = "Requests are assigned to it", body = ProblemDocument,
         content_type = "application/problem+json"),
    )
)]
#[delete("/teams/{id}")]
pub async fn delete_team(
    app: Data<App>,
    caller: Caller,
    id: Id<TeamId>,
    version: IfMatch,
) -> Answer<HttpResponse> {
    let Acting { tx, actor } = caller.begin_on_rights(&app).await?;
    let team = store::lock(&tx, &actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let now = app.clock.now();
    let members = store::members(&tx, id.0).await?;
    let permit = decide::<ManageTeams>(&actor, store::leaving(&tx, &team, &members, now).await?)?;
    version.check(team.version)?;
    let assigned = store::assigned(&tx, id.0).await?;
    if assigned > 0 {
        let detail = format!("{assigned} requests are assigned to this team: assign them to others first");
        return Err(Problem::because(Kind::Conflict, detail));
    }
    store::delete(&tx, permit, &*app.random, now, &team).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
