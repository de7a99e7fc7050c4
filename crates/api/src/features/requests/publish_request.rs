use actix_web::{HttpResponse, put, web::Data};
use authz::{acts::PublishRequest, decide};
use domain::RequestId;

use super::{
    read_request::answer,
    store,
    wire::{Publication, Request},
};
use crate::{
    app::App,
    http::{Answer, Body, Id, IfMatch, Problem, if_seen},
    identity::{Acting, Caller},
};

/// Show a request to all who see the published ones of its site, or keep it from them [PO-3].
#[utoipa::path(
    tag = "requests",
    params(
        ("id" = Uuid, Path, description = "The request"),
        ("If-Match" = String, Header, description = "The version of the request, as in its `ETag`"),
    ),
    request_body = Publication,
    responses((status = 200, description = "Done", body = Request, headers(("ETag" = String, description = "Its version"))))
)]
#[put("/requests/{id}/publication")]
pub async fn publish_request(
    app: Data<App>,
    caller: Caller,
    id: Id<RequestId>,
    version: IfMatch,
    body: Body<Publication>,
) -> Answer<HttpResponse> {
    let Acting { tx, actor } = caller.begin(&app).await?;
    let loaded = store::lock(&tx, &actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let permit = decide::<PublishRequest>(&actor, loaded.facts.clone())?;
    version.check(loaded.row.version)?;
    store::change::publish(&tx, permit, &*app.random, app.clock.now(), &loaded, body.0.published).await?;
    tx.commit().await?;
    if_seen(answer(&app, &caller, id.0, HttpResponse::Ok()).await)
}
