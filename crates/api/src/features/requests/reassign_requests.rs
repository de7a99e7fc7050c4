use actix_web::{
    post,
    web::{Data, Json},
};
use authz::{Actor, acts::AssignRequest, decide};
use chrono::{DateTime, Utc};
use domain::RequestId;
use uuid::Uuid;

use super::{
    store::{self, Loaded},
    wire::{Assignee, Reassigned, Reassignment, Unassignable, UnassignableReason},
};
use crate::{
    app::App,
    db::Tx,
    http::{Answer, Body, Kind, Problem},
    identity::{Acting, Caller},
    random::Random,
};

/// Put somebody else in the place of a user, team or resource, or nobody, in many requests at once [PL-9].
///
/// Each request is judged for itself, and all that can be done is done together: `refused` names the others, and why.
/// A request that is not assigned to `from` any more stays as it is and counts as done: sent twice, it is done once.
#[utoipa::path(
    tag = "requests",
    request_body = Reassignment,
    responses((status = 200, description = "What was done, and what could not be", body = Reassigned))
)]
#[post("/reassignments")]
pub async fn reassign_requests(
    app: Data<App>,
    caller: Caller,
    body: Body<Reassignment>,
) -> Answer<Json<Reassigned>> {
    let Reassignment { request_ids, from, to } = body.0;
    if to == Some(from) {
        return Err(Problem::at(
            Kind::InvalidBody,
            "/to",
            "itself",
            "they have it already: name somebody else",
        ));
    }
    let now = app.clock.now();
    let Acting { tx, actor } = caller.begin(&app).await?;
    let change = Change { from, to, now };
    let mut answer = Reassigned { reassigned: Vec::new(), refused: Vec::new() };
    let mut ids = request_ids;
    // In one order, so that two who do the same never wait for each other.
    ids.sort_unstable();
    ids.dedup();
    for id in ids {
        match change.make(&tx, &actor, &*app.random, RequestId(id)).await? {
            Ok(()) => answer.reassigned.push(id),
            Err(reason) => answer.refused.push(Unassignable { request_id: id, reason }),
        }
    }
    tx.commit().await?;
    Ok(Json(answer))
}

#[derive(Debug, Clone, Copy)]
struct Change {
    from: Uuid,
    to: Option<Uuid>,
    now: DateTime<Utc>,
}

impl Change {
    /// Changes one request, or says why not.
    async fn make(
        self,
        tx: &Tx,
        actor: &Actor,
        random: &dyn Random,
        id: RequestId,
    ) -> Answer<Result<(), UnassignableReason>> {
        let Some(request) = store::lock(tx, actor, id).await? else {
            return Ok(Err(UnassignableReason::NotFound));
        };
        let Ok(permit) = decide::<AssignRequest>(actor, request.facts.clone()) else {
            return Ok(Err(UnassignableReason::Refused));
        };
        // Looked for first: who only assigns learns from no answer who works on it.
        let Some(successor) = self.successor(tx, actor, &request).await? else {
            return Ok(Err(UnassignableReason::NoCandidate));
        };
        if !request.assignees.iter().any(|one| one.id == self.from) {
            return Ok(Ok(()));
        }
        let kept = request.assignees.iter().filter(|one| one.id != self.from && Some(one.id) != self.to);
        let assignees: Vec<Assignee> = kept.cloned().chain(successor).collect();
        store::change::assign(tx, permit, random, self.now, &request, &assignees).await?;
        Ok(Ok(()))
    }

    /// Who comes in their place, if anybody; nothing when they cannot be assigned there.
    async fn successor(self, tx: &Tx, actor: &Actor, request: &Loaded) -> Answer<Option<Option<Assignee>>> {
        let Some(to) = self.to else { return Ok(Some(None)) };
        let offered = actor.candidates(&request.facts, self.now);
        Ok(store::candidates::find(tx, &offered, &[to]).await?.pop().map(Some))
    }
}
