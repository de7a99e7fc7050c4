use actix_web::{HttpResponse, put, web::Data};
use authz::{acts::ManageSites, decide};
use domain::NodeId;

use super::{
    create_site::answer,
    store,
    wire::{Site, SiteChange},
};
use crate::{
    app::App,
    http::{Answer, Body, Id, IfMatch, Problem, if_seen},
    identity::{Acting, Caller},
};

/// Change a site: its name, its mail address, its labels [OP-1, OP-4].
#[utoipa::path(
    tag = "sites",
    params(
        ("id" = Uuid, Path, description = "The site"),
        ("If-Match" = String, Header, description = "The version of the site, as in its `ETag`"),
    ),
    request_body = SiteChange,
    responses((status = 200, description = "Changed", body = Site, headers(("ETag" = String, description = "Its version"))))
)]
#[put("/sites/{id}")]
pub async fn update_site(
    app: Data<App>,
    caller: Caller,
    id: Id<NodeId>,
    version: IfMatch,
    body: Body<SiteChange>,
) -> Answer<HttpResponse> {
    let Acting { tx, actor } = caller.begin(&app).await?;
    let site = store::lock(&tx, &actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let permit = decide::<ManageSites>(&actor, store::place_of(&site))?;
    version.check(site.version)?;
    store::update_site(&tx, permit, &*app.random, app.clock.now(), site, &body.0).await?;
    tx.commit().await?;
    if_seen(answer(&app, &caller, id.0, HttpResponse::Ok()).await)
}
