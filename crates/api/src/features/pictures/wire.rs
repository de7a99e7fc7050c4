use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::db::entities::picture;

/// A picture that was kept, made anew from what was sent.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeptPicture {
    /// Another picture has another id.
    pub id: Uuid,
    pub width: i32,
    pub height: i32,
}

/// The bytes of a picture.
#[derive(Debug, ToSchema)]
#[schema(value_type = String, format = Binary)]
pub struct PictureFile(#[expect(dead_code, reason = "only its schema is used")] Vec<u8>);

impl From<picture::Model> for KeptPicture {
    fn from(row: picture::Model) -> Self {
        Self { id: row.id, width: row.width, height: row.height }
    }
}
