use actix_web::{HttpResponse, get, web::Data};
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
    let loaded = store::find(&app.db, &caller.actor, id.0).await?.ok_or_else(Problem::not_found)?;
    Ok(answer(&caller, &loaded, HttpResponse::Ok()))
}

/// The request as the caller may see it, with its version.
pub fn answer(
    caller: &Caller,
    loaded: &store::Loaded,
    mut response: actix_web::HttpResponseBuilder,
) -> HttpResponse {
    response.insert_header(etag(loaded.row.version)).json(Request::new(&caller.actor, loaded))
}
