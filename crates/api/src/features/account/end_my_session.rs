use actix_web::{HttpResponse, delete, web::Data};
use authz::{acts::ChangeOwnAccount, decide};
use domain::SessionId;

use super::store;
use crate::{
    app::App,
    http::{Answer, Id, Problem},
    identity::{Acting, Caller},
};

/// End one of one's sessions: whoever uses it is logged out at once.
#[utoipa::path(
    tag = "account",
    params(("id" = Uuid, Path, description = "The session")),
    responses((status = 204, description = "Ended"))
)]
#[delete("/me/sessions/{id}")]
pub async fn end_my_session(app: Data<App>, caller: Caller, id: Id<SessionId>) -> Answer<HttpResponse> {
    let Acting { tx, actor } = caller.begin(&app).await?;
    store::find_session(&tx, &actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let permit = decide::<ChangeOwnAccount>(&actor, actor.user())?;
    store::end_session(&tx, permit, app.tools(), id.0).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
