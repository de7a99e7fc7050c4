use actix_web::{HttpResponse, get, web::Data};
use domain::ResourceId;

use super::{create_resource::answer, wire::Resource};
use crate::{
    app::App,
    http::{Answer, Id},
    identity::Caller,
};

/// Read one resource.
#[utoipa::path(
    tag = "resources",
    params(("id" = Uuid, Path, description = "The resource")),
    responses((status = 200, description = "The resource", body = Resource, headers(("ETag" = String, description = "Its version"))))
)]
#[get("/resources/{id}")]
pub async fn read_resource(app: Data<App>, caller: Caller, id: Id<ResourceId>) -> Answer<HttpResponse> {
    answer(&app, &caller, id.0, HttpResponse::Ok()).await
}
