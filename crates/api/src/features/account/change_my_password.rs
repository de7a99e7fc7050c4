use actix_web::{HttpResponse, put, web::Data};
use authz::{acts::ChangeOwnPassword, decide};
use domain::UserId;
use secrecy::{ExposeSecret, SecretString};

use super::{
    store,
    wire::{Me, PasswordChange},
};
use crate::{
    app::App,
    db::entities::user_account,
    features::{account::read_me::answer, links, session::Throttle, settings},
    http::{Answer, Body, Kind, Problem, ProblemDocument, if_seen},
    identity::{Acting, Newcomer},
};

/// Choose another password. All other sessions end, every link that was sent works no more, and a mail says that it
/// happened. Whose password somebody else has set must do this before anything else [PO-9].
#[utoipa::path(
    tag = "account",
    request_body = PasswordChange,
    responses(
        (status = 200, description = "Changed", body = Me, headers(("ETag" = String, description = "Its version"))),
        (status = 429, description = "Too many wrong passwords", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
#[put("/me/password")]
pub async fn change_my_password(
    app: Data<App>,
    caller: Newcomer,
    body: Body<PasswordChange>,
) -> Answer<HttpResponse> {
    let Body(change) = body;
    let account = caller.read(&app, async |actor| Ok(store::find_account(&app.db, actor).await?)).await?;
    let account = account.ok_or_else(gone)?;
    let organisation = settings::name_of_instance(&app.db).await?.map(|(name, ..)| name).unwrap_or_default();
    links::flaw_at("/password", change.password.expose_secret(), &links::known_of(&account, &organisation))?;
    if !account.password_provisional {
        prove(&app, &account, "/current_password", change.current_password.as_ref()).await?;
    }
    if app.passwords.check(change.password.clone(), account.password_hash.clone()).await? {
        return Err(Problem::at(Kind::InvalidBody, "/password", "same", "this is the password you have"));
    }
    let hash = app.passwords.hash(change.password).await?;
    let Acting { tx, actor } = caller.begin_on_rights(&app).await?;
    let held = store::lock_account(&tx, &actor).await?.ok_or_else(gone)?;
    // Somebody set another one while this was hashed: it is not the one that was proven.
    if held.password_hash != account.password_hash {
        return Err(Problem::new(Kind::PreconditionFailed));
    }
    let permit = decide::<ChangeOwnPassword>(&actor, actor.user())?;
    store::change_password(&tx, permit, app.tools(), held, (hash, caller.session), &organisation).await?;
    tx.commit().await?;
    app.outbox.notify_one();
    if_seen(answer(&app, &caller).await)
}

/// Checks that whoever holds the session knows the password too.
///
/// # Errors
/// 422 at `pointer` without one or with a wrong one, 429 after too many.
pub async fn prove(
    app: &App,
    account: &user_account::Model,
    pointer: &str,
    password: Option<&SecretString>,
) -> Answer<()> {
    let refuse = |code, detail| Err(Problem::at(Kind::InvalidBody, pointer, code, detail));
    let Some(password) = password else {
        return refuse("required", "your password, to be sure that it is you");
    };
    let throttle = Throttle::of_account(&format!("proof {}", UserId(account.id)));
    throttle.admit(&app.db, app.clock.now()).await?;
    if !app.passwords.check(password.clone(), account.password_hash.clone()).await? {
        return refuse("wrong", "this is not your password");
    }
    Ok(throttle.forgive(&app.db).await?)
}

fn gone() -> Problem {
    Problem::new(Kind::NotAuthenticated)
}
