use actix_web::{HttpResponse, put, web::Data};
use authz::{Candidates, Scope, acts::AssignRequest, decide};
use domain::RequestId;
use uuid::Uuid;

use super::{
    read_request::answer,
    store,
    wire::{Assignee, Assignment, Request},
};
use crate::{
    app::App,
    db::Tx,
    http::{Answer, Body, Fault, Id, IfMatch, Problem, if_seen},
    identity::{Acting, Caller},
};

/// Say who does the work: people, teams, and workers without a login [OP-3, OP-9, PL-1].
#[utoipa::path(
    tag = "requests",
    params(
        ("id" = Uuid, Path, description = "The request"),
        ("If-Match" = String, Header, description = "The version of the request, as in its `ETag`"),
    ),
    request_body = Assignment,
    responses((status = 200, description = "Assigned", body = Request, headers(("ETag" = String, description = "Its version"))))
)]
#[put("/requests/{id}/assignment")]
pub async fn assign_request(
    app: Data<App>,
    caller: Caller,
    id: Id<RequestId>,
    version: IfMatch,
    body: Body<Assignment>,
) -> Answer<HttpResponse> {
    let Acting { tx, actor } = caller.begin(&app).await?;
    let loaded = store::lock(&tx, &actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let permit = decide::<AssignRequest>(&actor, loaded.facts.clone())?;
    version.check(loaded.row.version)?;
    let now = app.clock.now();
    let offered = actor.candidates(&loaded.facts, now);
    let assignees = candidates(&tx, &offered, &body.0.assignee_ids).await?;
    store::change::assign(&tx, permit, &*app.random, now, &loaded, &assignees).await?;
    tx.commit().await?;
    if_seen(answer(&app, &caller, id.0, HttpResponse::Ok()).await)
}

/// The people, teams and resources of that list, each of whom must be a candidate at the site.
async fn candidates(tx: &Tx, offered: &Scope<Candidates>, ids: &[Uuid]) -> Answer<Vec<Assignee>> {
    let found = store::candidates::find(tx, offered, ids).await?;
    let fault = |(at, _): (usize, &Uuid)| {
        Fault::at(&format!("/assignee_ids/{at}"), "unknown", "nobody of that id can be assigned at this site")
    };
    let faults: Vec<Fault> = ids
        .iter()
        .enumerate()
        .filter(|(_, id)| !found.iter().any(|person| person.id == **id))
        .map(fault)
        .collect();
    if faults.is_empty() { Ok(found) } else { Err(Problem::invalid(faults)) }
}
