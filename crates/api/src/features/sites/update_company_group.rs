use actix_web::{HttpResponse, HttpResponseBuilder, put, web::Data};
use authz::{Actor, Node, acts::ManageSites, decide};
use domain::NodeId;

use super::{
    nodes,
    wire::{CompanyGroup, NewCompanyGroup},
};
use crate::{
    app::App,
    http::{Answer, Body, Id, IfMatch, Problem, etag, if_seen},
    identity::{Acting, Caller},
};

/// Call a company group something else.
#[utoipa::path(
    tag = "sites",
    params(
        ("id" = Uuid, Path, description = "The company group"),
        ("If-Match" = String, Header, description = "The version of the company group, as in its `ETag`"),
    ),
    request_body = NewCompanyGroup,
    responses((status = 200, description = "Changed", body = CompanyGroup, headers(("ETag" = String, description = "Its version"))))
)]
#[put("/company-groups/{id}")]
pub async fn update_company_group(
    app: Data<App>,
    caller: Caller,
    id: Id<NodeId>,
    version: IfMatch,
    body: Body<NewCompanyGroup>,
) -> Answer<HttpResponse> {
    let Acting { tx, actor } = caller.begin(&app).await?;
    let group = nodes::lock_group(&tx, &actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let permit = decide::<ManageSites>(&actor, Node::CompanyGroup(id.0))?;
    version.check(group.version)?;
    let name = body.0.name.trimmed();
    nodes::rename_group(&tx, permit, &*app.random, app.clock.now(), group, name).await?;
    tx.commit().await?;
    if_seen(answer(&app, &caller, id.0, HttpResponse::Ok()).await)
}

/// The company group as the caller may see it now, with its version.
pub async fn answer(
    app: &App,
    caller: &Caller,
    id: NodeId,
    mut response: HttpResponseBuilder,
) -> Answer<HttpResponse> {
    let read = async |actor: &Actor| {
        let row = nodes::find_group(&app.db, actor, id).await?.ok_or_else(Problem::not_found)?;
        Ok(nodes::shown_group(actor, row))
    };
    let group = caller.read(app, read).await?;
    Ok(response.insert_header(etag(group.version)).json(group))
}
