use actix_web::{HttpResponse, delete, web::Data};
use authz::{acts::ChangeOwnAccount, decide};

use super::store;
use crate::{
    app::App,
    http::Answer,
    identity::{Acting, Caller},
};

/// Keep the email address one has: the one that waits to be confirmed is forgotten [PP-2].
#[utoipa::path(tag = "account", responses((status = 204, description = "Nothing waits any more")))]
#[delete("/me/email")]
pub async fn cancel_my_email_change(app: Data<App>, caller: Caller) -> Answer<HttpResponse> {
    let Acting { tx, actor } = caller.begin(&app).await?;
    let permit = decide::<ChangeOwnAccount>(&actor, actor.user())?;
    store::cancel_email_change(&tx, permit, app.tools()).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
