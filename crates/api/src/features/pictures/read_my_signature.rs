use actix_web::{HttpResponse, get, web::Data};

use super::{IfNoneMatch, PictureFile, own};
use crate::{
    app::App,
    http::{Answer, ProblemDocument},
    identity::Caller,
    pictures::PictureKind,
};

/// Read one's own signature.
#[utoipa::path(
    tag = "account",
    params(("If-None-Match" = Option<String>, Header, description = "The `ETag` of the one that is there already")),
    responses(
        (status = 200, description = "The signature", body = PictureFile, content_type = "image/png",
         headers(("ETag" = String, description = "Another one has another"))),
        (status = 304, description = "The one that is there already"),
        (status = 404, description = "There is none", body = ProblemDocument,
         content_type = "application/problem+json"),
    )
)]
#[get("/me/signature")]
pub async fn read_my_signature(app: Data<App>, caller: Caller, known: IfNoneMatch) -> Answer<HttpResponse> {
    own::read(&app, &caller, &known, PictureKind::Signature).await
}
