use actix_web::{HttpResponse, put, web::Data};
use authz::{acts::ManageTeams, decide};
use domain::TeamId;

use super::{
    create_team::{answer, named_already},
    store,
    wire::{Team, TeamInput},
};
use crate::{
    app::App,
    http::{Answer, Body, Id, IfMatch, Problem, ProblemDocument, if_seen},
    identity::{Acting, Caller},
};

/// Call a team something else.
#[utoipa::path(
    tag = "teams",
    params(
        ("id" = Uuid, Path, description = "The team"),
        ("If-Match" = String, Header, description = "The version of the team, as in its `ETag`"),
    ),
    request_body = TeamInput,
    responses(
        (status = 200, description = "Changed", body = Team, headers(("ETag" = String, description = "Its version"))),
        (status = 409, description = "Another team at this place has this name", body = ProblemDocument,
         content_type = "application/problem+json"),
    )
)]
#[put("/teams/{id}")]
pub async fn update_team(
    app: Data<App>,
    caller: Caller,
    id: Id<TeamId>,
    version: IfMatch,
    body: Body<TeamInput>,
) -> Answer<HttpResponse> {
    let Acting { tx, actor } = caller.begin(&app).await?;
    let team = store::lock(&tx, &actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let permit = decide::<ManageTeams>(&actor, store::without_rights(&team)?)?;
    version.check(team.version)?;
    let changed = store::rename(&tx, permit, &*app.random, app.clock.now(), &team, &body.0).await;
    changed.map_err(named_already)?;
    tx.commit().await?;
    if_seen(answer(&app, &caller, id.0, HttpResponse::Ok()).await)
}
