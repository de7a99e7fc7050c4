use actix_web::{
    HttpRequest, post,
    web::{Data, Json},
};
use domain::password_flaw;
use secrecy::ExposeSecret;
use serde_json::json;

use super::{
    open_link::gone,
    redeem::{redeem, refuse_closed},
    store::{self, Kind},
    wire::{ChosenPassword, LinkState, LinkUsed},
};
use crate::{
    app::App,
    audit::Happened,
    db::{DbError, Tx, entities::user_account, unfenced::Because},
    features::{session, settings},
    http::{self, Answer, Body, Problem, ProblemDocument},
    mail,
};
use domain::UserId;

/// Choose the password of the account that an invitation or a reset opens [PP-10]. The link is used up by that; every
/// session of the account ends, and every other link of it.
#[utoipa::path(
    tag = "links",
    request_body = ChosenPassword,
    security(()),
    responses(
        (status = 200, description = "Chosen: log in with it", body = LinkUsed),
        (status = 403, description = "The account is closed", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 410, description = "The link was used, ran out, or another one took its place", body = ProblemDocument,
         content_type = "application/problem+json"),
    )
)]
#[post("/links/password")]
pub async fn choose_password(
    request: HttpRequest,
    app: Data<App>,
    body: Body<ChosenPassword>,
) -> Answer<Json<LinkUsed>> {
    let Body(chosen) = body;
    let now = app.clock.now();
    // Looked at before the password is hashed: whoever holds no link costs nothing.
    let followed = store::find(&app.db, &chosen.token).await?.ok_or_else(gone)?;
    let opens = matches!(followed.state(now), LinkState::Sent | LinkState::Opened);
    if followed.kind() == Kind::EmailChange || !opens {
        return Err(gone());
    }
    refuse_closed(&followed.account, now)?;
    let organisation = settings::name_of_instance(&app.db).await?.map(|(name, ..)| name).unwrap_or_default();
    flaw_at("/password", chosen.password.expose_secret(), &known_of(&followed.account, &organisation))?;
    let hash = app.passwords.hash(chosen.password).await?;
    let (tx, account) = redeem(&app, &request, &followed).await?;
    keep(&app, &tx, (followed.kind(), &account), hash, &organisation).await?;
    tx.commit().await?;
    app.outbox.notify_one();
    Ok(Json(LinkUsed { username: followed.account.username }))
}

async fn keep(
    app: &App,
    tx: &Tx,
    (kind, account): (Kind, &user_account::Model),
    hash: String,
    organisation: &str,
) -> Answer<()> {
    let now = app.clock.now();
    session::set_own_password(tx, UserId(account.id), hash).await?;
    session::end_all_within(tx, now, UserId(account.id)).await?;
    store::cancel_the_rest(tx, account.id, now).await?;
    if kind == Kind::PasswordReset {
        tell(app, tx, account, organisation).await?;
    }
    let detail = json!({ "link": kind.word() });
    let line =
        Happened { operation: "choose_password", subject: "user", id: account.id, working: true, detail };
    line.record_unfenced(tx, Because::NobodyIsKnownYet, &*app.random, now, Some(UserId(account.id)));
    Ok(())
}

/// Whoever did not choose it themselves must know.
async fn tell(app: &App, tx: &Tx, account: &user_account::Model, organisation: &str) -> Result<(), DbError> {
    let letter = store::password_changed(account, organisation)?;
    let id = domain::OutboxId(app.random.id(app.clock.now()));
    let row = mail::outbox::row(id, app.clock.now(), &letter)?;
    tx.unfenced(Because::NobodyIsKnownYet).insert(row).await.map(drop)
}

/// Refuses a password that others would guess.
///
/// # Errors
/// 422 at `pointer`, with the rule as its code.
pub fn flaw_at(pointer: &str, password: &str, known: &[String]) -> Answer<()> {
    use domain::PasswordFlaw::{Common, Pattern, Personal, TooLong, TooShort};
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let Some(flaw) = password_flaw(password, &known) else { return Ok(()) };
    let detail = match flaw {
        TooShort => "take at least 15 characters: a few words make a good password",
        TooLong => "take at most 256 characters",
        Common => "this is hardly more than words that everybody tries first: take others",
        Personal => "this is hardly more than a name that others know: take other words",
        Pattern => "this is one pattern over and over: take a few words instead",
    };
    Err(Problem::at(http::Kind::InvalidBody, pointer, flaw.word(), detail))
}

/// What others know of somebody.
pub fn known_of(account: &user_account::Model, organisation: &str) -> [String; 5] {
    let text = |text: &str| text.to_owned();
    [
        text(&account.username),
        text(&account.email),
        text(&account.first_name),
        text(&account.last_name),
        text(organisation),
    ]
}
