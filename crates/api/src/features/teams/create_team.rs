use actix_web::{HttpResponse, HttpResponseBuilder, http::header, post, web::Data};
use authz::{Actor, TeamChange, acts::ManageTeams, decide};
use domain::TeamId;

use super::{
    store,
    wire::{NewTeam, Team},
};
use crate::{
    app::App,
    db::DbError,
    features::sites,
    http::{Answer, Body, Problem, ProblemDocument, etag},
    identity::{Acting, Caller},
};

/// Make a team. It has no rights and no members yet.
#[utoipa::path(
    tag = "teams",
    request_body = NewTeam,
    responses(
        (status = 201, description = "Made", body = Team,
         headers(("ETag" = String, description = "Its version"), ("Location" = String, description = "Its address"))),
        (status = 409, description = "Another team at this place has this name", body = ProblemDocument,
         content_type = "application/problem+json"),
    )
)]
#[post("/teams")]
pub async fn create_team(app: Data<App>, caller: Caller, body: Body<NewTeam>) -> Answer<HttpResponse> {
    let Body(new) = body;
    let Acting { tx, actor } = caller.begin(&app).await?;
    let home = sites::node_at(&tx, &actor, new.node_id).await?;
    let change = TeamChange::at(home);
    let permit = decide::<ManageTeams>(&actor, change)?;
    let made = store::insert(&tx, permit, &*app.random, app.clock.now(), &new).await;
    let id = made.map_err(named_already)?;
    tx.commit().await?;
    let mut response = HttpResponse::Created();
    response.insert_header((header::LOCATION, format!("/api/v1/teams/{id}")));
    answer(&app, &caller, id, response).await
}

/// The team as the caller may see it now, with its version.
pub async fn answer(
    app: &App,
    caller: &Caller,
    id: TeamId,
    mut response: HttpResponseBuilder,
) -> Answer<HttpResponse> {
    let read = async |actor: &Actor| {
        let row = store::find(&app.db, actor, id).await?.ok_or_else(Problem::not_found)?;
        Ok(row.shown(actor))
    };
    let team = caller.read(app, read).await?;
    Ok(response.insert_header(etag(team.version)).json(team))
}

/// Two teams of one name could not be told apart.
pub fn named_already(error: DbError) -> Problem {
    Problem::taken_at(error, "/name", "there is a team of this name at this place already")
}
