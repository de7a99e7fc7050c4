use actix_web::{HttpResponse, delete, web::Data};
use authz::{acts::ChangeOwnAccount, decide};

use super::{cookie, store};
use crate::{
    app::App,
    http::Answer,
    identity::{Acting, Caller},
};

/// End all of one's sessions, on every device, this one included.
#[utoipa::path(tag = "session", responses((status = 204, description = "Logged out everywhere")))]
#[delete("/sessions")]
pub async fn log_out_everywhere(app: Data<App>, caller: Caller) -> Answer<HttpResponse> {
    let Acting { tx, actor } = caller.begin(&app).await?;
    let permit = decide::<ChangeOwnAccount>(&actor, actor.user())?;
    store::end_all_sessions(&tx, permit, app.tools()).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().cookie(cookie::forget(&app.config)).finish())
}
