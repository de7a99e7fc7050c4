use actix_web::{HttpResponse, put, web::Data};
use authz::{ResourceChange, acts::ManageResources, decide};
use domain::ResourceId;

use super::{
    create_resource::{answer, coded_already},
    store,
    wire::{Resource, ResourceInput},
};
use crate::{
    app::App,
    features::sites,
    http::{Answer, Body, Id, IfMatch, Problem, ProblemDocument, if_seen},
    identity::{Acting, Caller},
};

/// Change a resource. An inactive one is no longer offered; what it is assigned stays [PL-1].
#[utoipa::path(
    tag = "resources",
    params(
        ("id" = Uuid, Path, description = "The resource"),
        ("If-Match" = String, Header, description = "The version of the resource, as in its `ETag`"),
    ),
    request_body = ResourceInput,
    responses(
        (status = 200, description = "Changed", body = Resource, headers(("ETag" = String, description = "Its version"))),
        (status = 409, description = "Another resource at this place has this code", body = ProblemDocument,
         content_type = "application/problem+json"),
    )
)]
#[put("/resources/{id}")]
pub async fn update_resource(
    app: Data<App>,
    caller: Caller,
    id: Id<ResourceId>,
    version: IfMatch,
    body: Body<ResourceInput>,
) -> Answer<HttpResponse> {
    let Acting { tx, actor } = caller.begin(&app).await?;
    let before = store::lock(&tx, &actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let home = before.home().ok_or_else(Problem::not_found)?;
    let mut change = ResourceChange { homes: vec![home], sets_rate: body.0.hourly_rate.is_some() };
    if body.0.node_id != before.home_node_id {
        // Who sees rates there would learn one that they do not see here.
        change.sets_rate |= before.hourly_rate.is_some();
        change.homes.push(sites::node_at(&tx, &actor, body.0.node_id).await?);
    }
    let permit = decide::<ManageResources>(&actor, change)?;
    version.check(before.version)?;
    let (now, sees_rate) = (app.clock.now(), before.shows_rate_to(&actor));
    let changed = store::update(&tx, permit, &*app.random, now, &before, &body.0, sees_rate).await;
    changed.map_err(coded_already)?;
    tx.commit().await?;
    if_seen(answer(&app, &caller, id.0, HttpResponse::Ok()).await)
}
