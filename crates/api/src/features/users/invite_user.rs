use actix_web::{HttpResponse, post, web::Data};
use domain::UserId;

use super::{
    read_user::answer,
    store,
    touch::{Touched, touch},
    wire::Account,
};
use crate::{
    app::App,
    features::{links, settings},
    http::{Answer, Id, Kind, Problem, ProblemDocument},
    identity::Caller,
};

/// Send somebody the mail that lets them choose their password [PP-10]. It is valid for five days, and works once; the one
/// before it works no more. Where the invitation stands is part of the account.
#[utoipa::path(
    tag = "users",
    params(("id" = Uuid, Path, description = "The user")),
    responses(
        (status = 200, description = "The mail is on its way", body = Account, headers(("ETag" = String, description = "Its version"))),
        (status = 409, description = "They have a password already, or are not let in", body = ProblemDocument,
         content_type = "application/problem+json"),
    )
)]
#[post("/users/{id}/invitation")]
pub async fn invite_user(app: Data<App>, caller: Caller, id: Id<UserId>) -> Answer<HttpResponse> {
    let Touched { acting, row, permit } = touch(&app, &caller, id.0).await?;
    store::refuse_closed(&row, app.clock.now())?;
    // A provisional password is none of their own: they may still be invited to choose one.
    if row.account.password_hash.is_some() && !row.account.password_provisional {
        return Err(Problem::because(
            Kind::Conflict,
            "they have a password already: they log in, or reset it",
        ));
    }
    let organisation = settings::switches(&acting.tx).await?.organisation_name;
    let sent = (links::Kind::Invitation, "invite_user");
    store::send_link(&acting.tx, permit, app.tools(), &row.account, &organisation, sent).await?;
    acting.tx.commit().await?;
    app.outbox.notify_one();
    answer(&app, &caller, id.0, HttpResponse::Ok()).await
}
