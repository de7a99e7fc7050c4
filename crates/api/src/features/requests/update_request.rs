use actix_web::{HttpResponse, put, web::Data};
use authz::{acts::EditRequest, decide};
use domain::RequestId;

use super::{
    create_request::not_in_the_future,
    read_request::answer,
    store,
    wire::{Request, RequestChange, sees_contact},
};
use crate::{
    app::App,
    http::{Answer, Body, Id, IfMatch, Problem, if_seen},
    identity::{Acting, Caller},
};

/// Change what a request says: its title, its text, the requester's details [PO-3, CT-3, CT-4].
#[utoipa::path(
    tag = "requests",
    params(
        ("id" = Uuid, Path, description = "The request"),
        ("If-Match" = String, Header, description = "The version of the request, as in its `ETag`"),
    ),
    request_body = RequestChange,
    responses((status = 200, description = "Changed", body = Request, headers(("ETag" = String, description = "Its version"))))
)]
#[put("/requests/{id}")]
pub async fn update_request(
    app: Data<App>,
    caller: Caller,
    id: Id<RequestId>,
    version: IfMatch,
    body: Body<RequestChange>,
) -> Answer<HttpResponse> {
    not_in_the_future(body.0.noticed_on, app.clock.now())?;
    let Acting { tx, actor } = caller.begin(&app).await?;
    let loaded = store::lock(&tx, &actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let permit = decide::<EditRequest>(&actor, loaded.facts.clone())?;
    version.check(loaded.row.version)?;
    let sees = sees_contact(&actor, &loaded.facts);
    store::change::update(&tx, permit, &*app.random, app.clock.now(), &loaded, &body.0, sees).await?;
    tx.commit().await?;
    if_seen(answer(&app, &caller, id.0, HttpResponse::Ok()).await)
}
