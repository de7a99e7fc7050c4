use actix_web::{HttpResponse, delete, web::Data};
use domain::UserId;

use super::{
    store,
    touch::{Touched, touch},
};
use crate::{
    app::App,
    http::{Answer, Id},
    identity::Caller,
};

/// End every session of somebody: they are logged out at once, everywhere, and may log in again.
#[utoipa::path(
    tag = "users",
    params(("id" = Uuid, Path, description = "The user")),
    responses((status = 204, description = "Ended"))
)]
#[delete("/users/{id}/sessions")]
pub async fn end_user_sessions(app: Data<App>, caller: Caller, id: Id<UserId>) -> Answer<HttpResponse> {
    let Touched { acting, row, permit } = touch(&app, &caller, id.0).await?;
    store::end_sessions(&acting.tx, permit, app.tools(), &row.account).await?;
    acting.tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
