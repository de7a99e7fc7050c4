use actix_web::{HttpResponse, delete, web::Data};
use authz::{acts::ChangeOwnAccount, decide};

use super::store;
use crate::{
    app::App,
    http::Answer,
    identity::{Acting, Caller},
};

/// End all of one's sessions but the one that asks.
#[utoipa::path(tag = "account", responses((status = 204, description = "Ended")))]
#[delete("/me/sessions")]
pub async fn end_my_other_sessions(app: Data<App>, caller: Caller) -> Answer<HttpResponse> {
    let Acting { tx, actor } = caller.begin(&app).await?;
    let permit = decide::<ChangeOwnAccount>(&actor, actor.user())?;
    store::end_other_sessions(&tx, permit, app.tools(), caller.session).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
