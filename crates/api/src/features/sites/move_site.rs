use actix_web::{HttpResponse, put, web::Data};
use authz::{acts::MoveSite, decide};
use domain::NodeId;

use super::{
    create_site::answer,
    nodes, store,
    wire::{Site, SiteMove},
};
use crate::{
    app::App,
    http::{Answer, Body, Id, IfMatch, Kind, Problem, if_seen},
    identity::{Acting, Caller},
};

/// Move a site to another company group: its requests and what is given at it go along, what is given at the group
/// is now given at the other.
#[utoipa::path(
    tag = "sites",
    params(
        ("id" = Uuid, Path, description = "The site"),
        ("If-Match" = String, Header, description = "The version of the site, as in its `ETag`"),
    ),
    request_body = SiteMove,
    responses((status = 200, description = "Moved", body = Site, headers(("ETag" = String, description = "Its version"))))
)]
#[put("/sites/{id}/company-group")]
pub async fn move_site(
    app: Data<App>,
    caller: Caller,
    id: Id<NodeId>,
    version: IfMatch,
    body: Body<SiteMove>,
) -> Answer<HttpResponse> {
    let to = NodeId(body.0.company_group_id);
    let Acting { tx, actor } = caller.begin_on_rights(&app).await?;
    let site = store::lock(&tx, &actor, id.0).await?.ok_or_else(Problem::not_found)?;
    if !store::has_group(&tx, &actor, to.0).await? {
        let detail = "there is no such company group";
        return Err(Problem::at(Kind::InvalidBody, "/company_group_id", "unknown", detail));
    }
    let now = app.clock.now();
    let permit = decide::<MoveSite>(&actor, store::moving(&tx, &site, to, now).await?)?;
    version.check(site.version)?;
    nodes::move_site(&tx, permit, &*app.random, now, site).await?;
    tx.commit().await?;
    if_seen(answer(&app, &caller, id.0, HttpResponse::Ok()).await)
}
