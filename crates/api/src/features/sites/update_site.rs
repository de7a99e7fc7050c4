use actix_web::{HttpResponse, put, web::Data};
use authz::{acts::ChangeSite, decide};
use domain::NodeId;

use super::{
    store,
    wire::{Site, SiteChange},
};
use crate::{
    app::App,
    http::{Answer, Body, Id, IfMatch, Problem, etag},
    identity::Caller,
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
    let tx = app.db.begin().await?;
    let site = store::lock(&tx, &caller.actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let permit = decide::<ChangeSite>(&caller.actor, store::place_of(&site))?;
    version.check(site.version)?;
    store::update_site(&tx, permit, &*app.random, app.clock.now(), site, &body.0).await?;
    tx.commit().await?;
    let row = store::find(&app.db, &caller.actor, id.0).await?.ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok().insert_header(etag(row.version)).json(Site::new(&caller.actor, row)))
}
