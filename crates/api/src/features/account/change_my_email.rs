use actix_web::{HttpResponse, put, web::Data};
use authz::{acts::ChangeOwnAccount, decide};

use super::{change_my_password::prove, store, wire::EmailChange};
use crate::{
    app::App,
    features::{session::Throttle, settings, users},
    http::{Answer, Body, Kind, Problem, ProblemDocument},
    identity::{Acting, Caller},
};

/// Have another email address. It takes the password, and is confirmed at the new address; the old one is told [PP-2].
#[utoipa::path(
    tag = "account",
    request_body = EmailChange,
    responses(
        (status = 202, description = "A mail to the new address waits to be confirmed"),
        (status = 429, description = "Too many wrong passwords, or too many addresses", body = ProblemDocument,
         content_type = "application/problem+json"),
    )
)]
#[put("/me/email")]
pub async fn change_my_email(
    app: Data<App>,
    caller: Caller,
    body: Body<EmailChange>,
) -> Answer<HttpResponse> {
    let gone = || Problem::new(Kind::NotAuthenticated);
    let Body(change) = body;
    let account = caller.read(&app, async |actor| Ok(store::find_account(&app.db, actor).await?)).await?;
    let proven = account.ok_or_else(gone)?;
    prove(&app, &proven, "/password", Some(&change.password)).await?;
    // Mails to addresses that nobody proved yet: a few.
    Throttle::of_account(&format!("email {}", caller.user())).admit(&app.db, app.clock.now()).await?;
    let Acting { tx, actor } = caller.begin_on_rights(&app).await?;
    let account = store::lock_account(&tx, &actor).await?.ok_or_else(gone)?;
    if account.password_hash != proven.password_hash {
        return Err(Problem::new(Kind::PreconditionFailed));
    }
    // Whose address it is, is nobody's business: what one is told is the same, and nothing is sent there.
    let taken = users::is_taken(&tx, &change.email.0, caller.user()).await?;
    let organisation = settings::switches(&tx).await?.organisation_name;
    let permit = decide::<ChangeOwnAccount>(&actor, actor.user())?;
    let wanted = (&account, change.email.0.as_str(), taken);
    store::ask_to_confirm(&tx, permit, app.tools(), wanted, &organisation).await?;
    tx.commit().await?;
    app.outbox.notify_one();
    Ok(HttpResponse::Accepted().finish())
}
