use actix_web::{HttpResponse, get, web::Data};
use authz::Actor;
use domain::UserId;

use super::{IfNoneMatch, PictureFile, shown, store};
use crate::{
    app::App,
    http::{Answer, Id, Problem},
    identity::Caller,
};

/// Read the photo of somebody whose account one may see.
#[utoipa::path(
    tag = "users",
    params(
        ("id" = Uuid, Path, description = "The user"),
        ("If-None-Match" = Option<String>, Header, description = "The `ETag` of the one that is there already"),
    ),
    responses(
        (status = 200, description = "The photo", body = PictureFile, content_type = "image/jpeg",
         headers(("ETag" = String, description = "Another one has another"))),
        (status = 304, description = "The one that is there already"),
    )
)]
#[get("/users/{id}/photo")]
pub async fn read_user_photo(
    app: Data<App>,
    caller: Caller,
    id: Id<UserId>,
    known: IfNoneMatch,
) -> Answer<HttpResponse> {
    let read = async |actor: &Actor| {
        let row = store::photo_of(&app.db, actor, id.0).await?.ok_or_else(Problem::not_found)?;
        Ok(shown(row, &known))
    };
    caller.read(&app, read).await
}
