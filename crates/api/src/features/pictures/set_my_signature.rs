use actix_web::{
    put,
    web::{Data, Json},
};

use super::{KeptPicture, PictureFile, own};
use crate::{
    app::App,
    http::{Answer, Upload},
    identity::Caller,
    pictures::PictureKind,
};

/// Keep another signature of oneself, as it is printed on documents: PNG, JPEG or WebP, at most 10 MiB [PP-3].
///
/// Nobody else sets it, and nobody else sees it.
#[utoipa::path(
    tag = "account",
    request_body(content(
        (PictureFile = "image/png"), (PictureFile = "image/jpeg"), (PictureFile = "image/webp"),
    )),
    responses((status = 200, description = "Kept", body = KeptPicture))
)]
#[put("/me/signature")]
pub async fn set_my_signature(app: Data<App>, caller: Caller, upload: Upload) -> Answer<Json<KeptPicture>> {
    own::set(&app, &caller, upload, "set_my_signature", PictureKind::Signature).await
}
