use actix_web::{HttpResponse, post, web::Data};
use authz::{Node, acts::ManageSites, decide};

use super::{
    store,
    update_company_group::answer,
    wire::{CompanyGroup, NewCompanyGroup},
};
use crate::{
    app::App,
    http::{Answer, Body},
    identity::{Acting, Caller},
};

/// Add a company group.
#[utoipa::path(
    tag = "sites",
    request_body = NewCompanyGroup,
    responses((status = 201, description = "Added", body = CompanyGroup, headers(("ETag" = String, description = "Its version"))))
)]
#[post("/company-groups")]
pub async fn create_company_group(
    app: Data<App>,
    caller: Caller,
    body: Body<NewCompanyGroup>,
) -> Answer<HttpResponse> {
    let Acting { tx, actor } = caller.begin(&app).await?;
    let permit = decide::<ManageSites>(&actor, Node::Instance)?;
    let id = store::insert_group(&tx, permit, &*app.random, app.clock.now(), body.0.name.trimmed()).await?;
    tx.commit().await?;
    answer(&app, &caller, id, HttpResponse::Created()).await
}
