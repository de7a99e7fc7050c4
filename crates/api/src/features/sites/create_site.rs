use actix_web::{HttpResponse, post, web::Data};
use authz::{Node, acts::ChangeSite, decide};
use domain::NodeId;

use super::{
    store,
    wire::{NewSite, Site},
};
use crate::{
    app::App,
    http::{Answer, Body, Kind, Problem, etag},
    identity::Caller,
};

/// Add a site to a company group [OP-1, OP-4].
#[utoipa::path(
    tag = "sites",
    request_body = NewSite,
    responses((status = 201, description = "Added", body = Site, headers(("ETag" = String, description = "Its version"))))
)]
#[post("/sites")]
pub async fn create_site(app: Data<App>, caller: Caller, body: Body<NewSite>) -> Answer<HttpResponse> {
    let Body(new) = body;
    let tx = app.db.begin().await?;
    if !store::has_group(&tx, &caller.actor, new.company_group_id).await? {
        return Err(Problem::at(
            Kind::InvalidBody,
            "/company_group_id",
            "unknown",
            "there is no such company group",
        ));
    }
    let permit = decide::<ChangeSite>(&caller.actor, Node::CompanyGroup(NodeId(new.company_group_id)))?;
    let id = store::insert_site(&tx, permit, &*app.random, app.clock.now(), &new).await?;
    tx.commit().await?;
    let row = store::find(&app.db, &caller.actor, id).await?.ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Created().insert_header(etag(row.version)).json(Site::new(&caller.actor, row)))
}
