use actix_web::{HttpResponse, delete, web::Data};

use super::{cookie, store};
use crate::{app::App, http::Answer, identity::Newcomer};

/// Log out of this session.
#[utoipa::path(tag = "session", responses((status = 204, description = "Logged out")))]
#[delete("/session")]
pub async fn log_out(app: Data<App>, caller: Newcomer) -> Answer<HttpResponse> {
    store::end_session(&app.db, app.clock.now(), caller.session).await?;
    Ok(HttpResponse::NoContent().cookie(cookie::forget(&app.config)).finish())
}
