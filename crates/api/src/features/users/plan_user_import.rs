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

/// Say line by line what a file of people would do: make, change, leave or refuse, and why. Nothing is done.
///
/// At most 5 MiB and 10,000 lines. The administrators' page on importing tells the columns.
#[utoipa::path(
    tag = "users",
    request_body(content = UserFile, content_type = "text/csv"),
    responses((status = 200, description = "What it would do", body = UserImport))
)]
#[post("/user-imports/plan")]
pub async fn plan_user_import(app: Data<App>, caller: Caller, file: Upload) -> Answer<Json<UserImport>> {
    Ok(Json(run(&app, &caller, file, Mode::Plan).await?))
}
