use actix_web::{HttpResponse, get, web::Data};
use authz::Actor;
use domain::ResourceId;

use super::store;
use crate::{
    app::App,
    features::pictures::{IfNoneMatch, PictureFile, shown},
    http::{Answer, Id, Problem},
    identity::Caller,
};

/// Read the photo of a resource that one may see.
#[utoipa::path(
    tag = "resources",
    params(
        ("id" = Uuid, Path, description = "The resource"),
        ("If-None-Match" = Option<String>, Header, description = "The `ETag` of the one that is there already"),
    ),
    responses(
        (status = 200, description = "The photo", body = PictureFile, content_type = "image/jpeg",
         headers(("ETag" = String, description = "Another one has another"))),
        (status = 304, description = "The one that is there already"),
    )
)]
#[get("/resources/{id}/photo")]
pub async fn read_resource_photo(
    app: Data<App>,
    caller: Caller,
    id: Id<ResourceId>,
    known: IfNoneMatch,
) -> Answer<HttpResponse> {
    let read = async |actor: &Actor| {
        let row = store::photo_of(&app.db, actor, id.0).await?.ok_or_else(Problem::not_found)?;
        Ok(shown(row, &known))
    };
    caller.read(&app, read).await
}
