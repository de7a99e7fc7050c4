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

/// Keep another photo of oneself: PNG, JPEG or WebP, at most 10 MiB.
///
/// It is turned upright, made small, and loses all that it says besides.
#[utoipa::path(
    tag = "account",
    request_body(content(
        (PictureFile = "image/png"), (PictureFile = "image/jpeg"), (PictureFile = "image/webp"),
    )),
    responses((status = 200, description = "Kept", body = KeptPicture))
)]
#[put("/me/photo")]
pub async fn set_my_photo(app: Data<App>, caller: Caller, upload: Upload) -> Answer<Json<KeptPicture>> {
    own::set(&app, &caller, upload, "set_my_photo", PictureKind::Photo).await
}
