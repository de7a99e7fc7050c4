//! Using a link up: what decides is looked at once more, in the transaction that relies on it.

use actix_web::HttpRequest;
use domain::{UserId, fold_case};

use super::{
    open_link::gone,
    store::{self, Followed, Kind},
};
use crate::{
    app::App,
    db::{Hold, Tx, entities::user_account, unfenced::Because},
    features::users,
    http::{self, Answer, Problem, client_address},
    identity::facts::is_let_in,
};

/// A transaction in which `followed` is used up, with its account as it is now.
///
/// Nobody else changes rights meanwhile. Whoever sent the link must still have all that its account may do: else a link
/// outlives their right, and the account could have been given more since.
///
/// # Errors
/// 403 for a closed account; 410 for a link that is good no more.
pub async fn redeem(
    app: &App,
    request: &HttpRequest,
    followed: &Followed,
) -> Answer<(Tx, user_account::Model)> {
    let (now, owner) = (app.clock.now(), UserId(followed.account.id));
    let sender = followed.row.created_by.map(UserId).filter(|sender| *sender != owner);
    let begun = app.db.begin_as(sender.unwrap_or(owner), Hold::Alone).await?;
    let (tx, stamp) = begun.ok_or_else(gone)?;
    let tx = tx.from(client_address(request, &app.config));
    if let Some(sender) = sender {
        let unfenced = tx.unfenced(Because::NobodyIsKnownYet);
        let actor = app.rights.actor(&unfenced, sender, stamp, now).await?.ok_or_else(gone)?;
        let change = users::change_of_login(&tx, owner, now).await?;
        actor.may_touch_user(&change).map_err(|_| gone())?;
    }
    let account = store::account(&tx, owner).await?.ok_or_else(gone)?;
    refuse_closed(&account, now)?;
    // It proves the address that it was sent to, and no other.
    let proves = followed.kind() == Kind::EmailChange || fold_case(&followed.row.email) == account.email_key;
    if !proves || !store::consume(&tx, followed.row.id, now).await? {
        return Err(gone());
    }
    Ok((tx, account))
}

/// Refuses to let anybody into a closed account.
///
/// # Errors
/// 403, with what to do.
pub fn refuse_closed(account: &user_account::Model, now: chrono::DateTime<chrono::Utc>) -> Answer<()> {
    if is_let_in(account, now) {
        return Ok(());
    }
    Err(Problem::because(http::Kind::Refused, "this account is closed: ask whoever manages it"))
}
