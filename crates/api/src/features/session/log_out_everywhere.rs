use actix_web::{HttpResponse, delete, web::Data};

use super::{cookie, store};
use crate::{app::App, http::Answer, identity::Caller};

/// End all of one's sessions, on every device, this one included.
#[utoipa::path(tag = "session", responses((status = 204, description = "Logged out everywhere")))]
#[delete("/sessions")]
pub async fn log_out_everywhere(app: Data<App>, caller: Caller) -> Answer<HttpResponse> {
    store::end_all_sessions(&app.db, app.clock.now(), caller.user()).await?;
    Ok(HttpResponse::NoContent().cookie(cookie::forget(&app.config)).finish())
}
