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
    let members = store::members(&tx, &actor, id.0).await?;
    let permit = decide::<ManageTeams>(&actor, store::leaving(&tx, &team, &members, now).await?)?;
    version.check(team.version)?;
    let (assigned, seen) = store::assigned(&tx, &actor, id.0).await?;
    if assigned > 0 {
        return Err(Problem::because(Kind::Conflict, in_the_way(assigned, seen)));
    }
    store::delete(&tx, permit, &*app.random, now, &team, &members).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

/// How many requests stand in the way, of those that one sees; of the others only that there are some.
fn in_the_way(assigned: u64, seen: u64) -> String {
    match assigned - seen {
        0 => format!("{seen} requests are assigned to this team: assign them to others first"),
        _ if seen == 0 => {
            "requests that you do not see are assigned to this team: ask those who see them to assign \
                           them to others first"
                .to_owned()
        }
        _ => format!(
            "{seen} requests are assigned to this team, and some that you do not see: assign them to others first, \
             or ask those who see them"
        ),
    }
}
