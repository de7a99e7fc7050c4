use actix_web::{HttpResponse, get, http::header};

use super::importing::TEMPLATE;
use crate::identity::Caller;

/// Read a file of people to begin with: every column, and two lines as examples.
#[utoipa::path(
    tag = "users",
    responses((status = 200, description = "The file", body = String, content_type = "text/csv"))
)]
#[get("/user-imports/template")]
pub async fn read_import_template(_: Caller) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"palier-users.csv\""))
        .body(TEMPLATE)
}
