use actix_web::{HttpResponse, delete, web::Data};

use super::own;
use crate::{app::App, http::Answer, identity::Caller, pictures::PictureKind};

/// Keep no signature of oneself.
#[utoipa::path(
    tag = "account",
    responses((status = 204, description = "There is none"))
)]
#[delete("/me/signature")]
pub async fn remove_my_signature(app: Data<App>, caller: Caller) -> Answer<HttpResponse> {
    own::remove(&app, &caller, "remove_my_signature", PictureKind::Signature).await
}
