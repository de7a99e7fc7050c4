use actix_web::{HttpResponse, HttpResponseBuilder, get, web::Data};
use authz::Actor;
use domain::RequestId;

use super::{store, wire::Request};
use crate::{
    app::App,
    http::{Answer, Id, Problem, etag},
    identity::Caller,
};

/// Read one request.
#[utoipa::path(
    tag = "requests",
    params(("id" = Uuid, Path, description = "The request")),
    responses((status = 200, description = "The request", body = Request, headers(("ETag" = String, description = "Its version"))))
)]
#[get("/requests/{id}")]
pub async fn read_request(app: Data<App>, caller: Caller, id: Id<RequestId>) -> Answer<HttpResponse> {
    answer(&app, &caller, id.0, HttpResponse::Ok()).await
}

/// The request as the caller may see it now, with its version.
pub async fn answer(
    app: &App,
    caller: &Caller,
    id: RequestId,
    mut response: HttpResponseBuilder,
) -> Answer<HttpResponse> {
    let read = async |actor: &Actor| {
        let loaded = store::find(&app.db, actor, id).await?.ok_or_else(Problem::not_found)?;
        Ok((loaded.row.version, Request::new(actor, &loaded)))
    };
    let (version, request) = caller.read(app, read).await?;
    Ok(response.insert_header(etag(version)).json(request))
}
