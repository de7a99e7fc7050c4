use actix_web::{
    get,
    web::{Data, Json},
};
use authz::Actor;
use domain::RequestId;

use super::{
    store,
    wire::{CandidateQuery, Candidates},
};
use crate::{
    app::App,
    http::{Answer, Id, Params, Problem},
    identity::Caller,
};

/// List the people, teams and resources one may assign to a request, by name.
#[utoipa::path(
    tag = "requests",
    params(("id" = Uuid, Path, description = "The request"), CandidateQuery),
    responses((status = 200, description = "Those who can be assigned; none for those who may not assign", body = Candidates))
)]
#[get("/requests/{id}/assignee-candidates")]
pub async fn list_assignee_candidates(
    app: Data<App>,
    caller: Caller,
    id: Id<RequestId>,
    query: Params<CandidateQuery>,
) -> Answer<Json<Candidates>> {
    let read = async |actor: &Actor| {
        let loaded = store::find(&app.db, actor, id.0).await?.ok_or_else(Problem::not_found)?;
        let scope = actor.candidates(&loaded.facts, app.clock.now());
        let items = store::candidates::list(&app.db, &scope, query.0.name.as_deref()).await?;
        Ok(Json(Candidates { items }))
    };
    caller.read(&app, read).await
}
