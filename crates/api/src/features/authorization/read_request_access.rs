use actix_web::{
    get,
    web::{Data, Json},
};
use authz::{Action, Actor, On, RequestFacts, Stamp, Viewing};
use domain::RequestId;

use super::{
    labels::Wanted,
    store::{self, BATCH, Candidate},
    telling::Telling,
    wire::{RequestAccess, Viewer},
};
use crate::{
    app::App,
    features::requests,
    http::{Answer, Cursor, Id, Order, PageQuery, PageStart, Params, Problem},
    identity::Caller,
    wire::actions,
};

/// How many batches of people one answer looks at.
const PATIENCE: usize = 10;

/// Tell who sees a request, what they may do with it, and why they see it. Who does not see the accounts of the site
/// is told of themselves.
#[utoipa::path(
    tag = "authorization",
    params(("id" = Uuid, Path, description = "The request"), PageQuery),
    responses((status = 200, description = "A page of those who see it", body = RequestAccess))
)]
#[get("/requests/{id}/access")]
pub async fn read_request_access(
    app: Data<App>,
    caller: Caller,
    id: Id<RequestId>,
    query: Params<PageQuery>,
) -> Answer<Json<RequestAccess>> {
    let page = query.0.start(Order::ByName)?;
    let read = async |actor: &Actor| {
        let request = requests::facts_of(&app.db, actor, id.0).await?.ok_or_else(Problem::not_found)?;
        let (seeing, goes_on) = seeing(&app, actor, &request, &page).await?;
        let items = told(&app, actor, &request, &seeing).await?;
        let everybody = *actor.viewers(&request).filter() == Viewing::All;
        Ok(Json(RequestAccess { items, next: goes_on.map(|cursor| cursor.encode()), everybody }))
    };
    caller.read(&app, read).await
}

/// Those of the next people who see the request, and where the list goes on.
async fn seeing(
    app: &App,
    actor: &Actor,
    request: &RequestFacts,
    page: &PageStart,
) -> Answer<(Vec<Candidate>, Option<Cursor>)> {
    let scope = actor.viewers(request);
    let mut found: Vec<Candidate> = Vec::new();
    let mut batch_start = PageStart { after: page.after.clone(), limit: BATCH };
    for _ in 0..PATIENCE {
        let batch = store::candidates(&app.db, &scope, request, &batch_start).await?;
        let is_last = u64::try_from(batch.len()).is_ok_and(|len| len < BATCH);
        for candidate in batch {
            if u64::try_from(found.len()).is_ok_and(|len| len == page.limit) {
                return Ok((found, batch_start.after));
            }
            batch_start.after = Some(Cursor::Named(candidate.last_name.clone(), candidate.user.id));
            if compiled(app, &candidate).check(Action::ViewRequest, request) {
                found.push(candidate);
            }
        }
        if is_last {
            return Ok((found, None));
        }
    }
    Ok((found, batch_start.after))
}

fn compiled(app: &App, candidate: &Candidate) -> Actor {
    Actor::compile(&candidate.subject, app.clock.now(), Stamp::default())
}

async fn told(app: &App, actor: &Actor, request: &RequestFacts, seeing: &[Candidate]) -> Answer<Vec<Viewer>> {
    let (now, telling) = (app.clock.now(), Telling::of(actor, request));
    let explain = |one: &Candidate| one.subject.explain(Action::ViewRequest, On::Request(request), now);
    let grounds: Vec<_> = seeing.iter().map(|one| explain(one).by).collect();
    let mut wanted = Wanted::default();
    grounds.iter().flatten().for_each(|ground| wanted.ground(ground));
    let labels = wanted.read(&app.db).await?;
    let viewer = |(one, grounds): (&Candidate, Vec<authz::Reason>)| Viewer {
        id: one.user.id,
        name: one.user.name.clone(),
        allowed: actions(compiled(app, one).allowed_on(request)),
        seen_by: grounds.iter().map(|ground| labels.reason(ground, &one.user, &telling)).collect(),
    };
    Ok(seeing.iter().zip(grounds).map(viewer).collect())
}
