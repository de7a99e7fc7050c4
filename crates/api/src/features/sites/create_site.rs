use actix_web::{HttpResponse, HttpResponseBuilder, post, web::Data};
use authz::{Actor, Node, acts::ManageSites, decide};
use domain::NodeId;

use super::{
    store,
    wire::{NewSite, Site},
};
use crate::{
    app::App,
    http::{Answer, Body, Kind, Problem, etag},
    identity::{Acting, Caller},
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
    let Acting { tx, actor } = caller.begin(&app).await?;
    if !store::has_group(&tx, &actor, new.company_group_id).await? {
        return Err(Problem::at(
            Kind::InvalidBody,
            "/company_group_id",
            "unknown",
            "there is no such company group",
        ));
    }
    let permit = decide::<ManageSites>(&actor, Node::CompanyGroup(NodeId(new.company_group_id)))?;
    let id = store::insert_site(&tx, permit, &*app.random, app.clock.now(), &new).await?;
    tx.commit().await?;
    answer(&app, &caller, id, HttpResponse::Created()).await
}

/// The site as the caller may see it now, with its version.
pub async fn answer(
    app: &App,
    caller: &Caller,
    id: NodeId,
    mut response: HttpResponseBuilder,
) -> Answer<HttpResponse> {
    let read = async |actor: &Actor| {
        let row = store::find(&app.db, actor, id).await?.ok_or_else(Problem::not_found)?;
        Ok(Site::new(actor, row))
    };
    let site = caller.read(app, read).await?;
    Ok(response.insert_header(etag(site.version)).json(site))
}
