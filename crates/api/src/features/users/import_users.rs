use actix_web::{
    post,
    web::{Data, Json},
};

use super::importing::{Mode, UserFile, UserImport, run};
use crate::{
    app::App,
    http::{Answer, Upload},
    identity::Caller,
};

/// Make and change accounts as a file says, each line as the operations for one person would: a line is done whole or not
/// at all, and told. People are known by external id or username, so the same file again changes nothing.
///
/// Lines are written 200 at a time. What is told as done is durable; should the server stop, send the file again.
#[utoipa::path(
    tag = "users",
    request_body(content = UserFile, content_type = "text/csv"),
    responses((status = 200, description = "What it did", body = UserImport))
)]
#[post("/user-imports")]
pub async fn import_users(app: Data<App>, caller: Caller, file: Upload) -> Answer<Json<UserImport>> {
    Ok(Json(run(&app, &caller, file, Mode::Apply).await?))
}
