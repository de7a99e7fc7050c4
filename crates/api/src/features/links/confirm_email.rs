use actix_web::{
    HttpRequest, post,
    web::{Data, Json},
};
use domain::UserId;
use serde_json::json;

use super::{
    open_link::gone,
    redeem::redeem,
    store::{self, Kind},
    wire::{LinkState, LinkUsed, Presented},
};
use crate::{
    app::App,
    audit::Happened,
    db::{Tx, entities::user_account, unfenced::Because},
    features::users,
    http::{Answer, Body, Problem, ProblemDocument},
};

/// Prove that an address is one's own: from then on it is the one of the account [PP-2].
#[utoipa::path(
    tag = "links",
    request_body = Presented,
    security(()),
    responses(
        (status = 200, description = "It is the address of the account now", body = LinkUsed),
        (status = 403, description = "The account is closed", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "Somebody else has that address by now", body = ProblemDocument,
         content_type = "application/problem+json"),
        (status = 410, description = "The link was used, ran out, or another one took its place", body = ProblemDocument,
         content_type = "application/problem+json"),
    )
)]
#[post("/links/email")]
pub async fn confirm_email(
    request: HttpRequest,
    app: Data<App>,
    body: Body<Presented>,
) -> Answer<Json<LinkUsed>> {
    let now = app.clock.now();
    let followed = store::find(&app.db, &body.0.token).await?.ok_or_else(gone)?;
    let opens = matches!(followed.state(now), LinkState::Sent | LinkState::Opened);
    if followed.kind() != Kind::EmailChange || !opens {
        return Err(gone());
    }
    let (tx, account) = redeem(&app, &request, &followed).await?;
    keep(&app, &tx, &account, &followed.row.email).await?;
    tx.commit().await?;
    Ok(Json(LinkUsed { username: followed.account.username }))
}

async fn keep(app: &App, tx: &Tx, account: &user_account::Model, email: &str) -> Answer<()> {
    let now = app.clock.now();
    let taken = |error| Problem::taken_at(error, "/token", "somebody else has this address by now");
    users::set_proven_email(tx, UserId(account.id), email).await.map_err(taken)?;
    // What was sent to the old address opens nothing any more.
    store::cancel_the_rest(tx, account.id, now).await?;
    let detail = json!({});
    let line =
        Happened { operation: "confirm_email", subject: "user", id: account.id, working: true, detail };
    line.personal("email", Some(&account.email), Some(email)).record_unfenced(
        tx,
        Because::NobodyIsKnownYet,
        &*app.random,
        now,
        Some(UserId(account.id)),
    );
    Ok(())
}
