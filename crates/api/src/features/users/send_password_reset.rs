use actix_web::{HttpResponse, post, web::Data};
use domain::UserId;

use super::{
    store,
    touch::{Touched, touch},
};
use crate::{
    app::App,
    features::{links, settings},
    http::{Answer, Id, Kind, Problem, ProblemDocument},
    identity::Caller,
};

/// Send somebody a link to choose a new password: the one they have works until they do.
#[utoipa::path(
    tag = "users",
    params(("id" = Uuid, Path, description = "The user")),
    responses(
        (status = 202, description = "The mail is on its way"),
        (status = 409, description = "They have no password yet, or are not let in", body = ProblemDocument,
         content_type = "application/problem+json"),
    )
)]
#[post("/users/{id}/password-reset")]
pub async fn send_password_reset(app: Data<App>, caller: Caller, id: Id<UserId>) -> Answer<HttpResponse> {
    let Touched { acting, row, permit } = touch(&app, &caller, id.0).await?;
    store::refuse_closed(&row, app.clock.now())?;
    if row.account.password_hash.is_none() {
        return Err(Problem::because(Kind::Conflict, "they have no password yet: invite them"));
    }
    let organisation = settings::switches(&acting.tx).await?.organisation_name;
    let sent = (links::Kind::PasswordReset, "send_password_reset");
    store::send_link(&acting.tx, permit, app.tools(), &row.account, &organisation, sent).await?;
    acting.tx.commit().await?;
    app.outbox.notify_one();
    Ok(HttpResponse::Accepted().finish())
}
