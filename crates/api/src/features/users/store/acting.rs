//! What is done as somebody: links, passwords, addresses, sessions.

use authz::{Permit, acts::ChangeUser};
use chrono::{DateTime, Utc};
use domain::{UserId, fold_case};
use sea_orm::{ActiveValue::Set, IntoActiveModel};
use serde_json::json;

use super::{super::wire::UserRow, writing::happened};
use crate::{
    db::{DbError, Tx, entities::user_account},
    features::{
        links::{self, Letter, Tools},
        session::end_by,
    },
    http::{Answer, Kind, Problem},
    identity::facts::is_let_in,
};

/// Refuses to send a link to whoever it would not let in.
///
/// # Errors
/// 409, with what to do first.
pub fn refuse_closed(row: &UserRow, now: DateTime<Utc>) -> Answer<()> {
    if is_let_in(&row.account, now) {
        return Ok(());
    }
    Err(Problem::because(Kind::Conflict, "this account is closed: activate it first"))
}

/// Sends somebody a link to their address.
pub async fn send_link(
    tx: &Tx,
    permit: Permit<ChangeUser>,
    tools: Tools<'_>,
    account: &user_account::Model,
    organisation: &str,
    (kind, operation): (links::Kind, &'static str),
) -> Result<(), DbError> {
    let (writer, by) = (tx.by(&permit), permit.by());
    links::send(writer, tools, Letter { kind, account, to: &account.email, by: Some(by), organisation })
        .await?;
    let line = happened(operation, account.id, json!({}));
    line.personal("email", None, Some(&account.email)).record(writer, tools.random, tools.now, by).await
}

/// Sets a provisional password.
pub async fn set_password(
    tx: &Tx,
    permit: Permit<ChangeUser>,
    tools: Tools<'_>,
    account: &user_account::Model,
    hash: String,
    organisation: &str,
) -> Result<(), DbError> {
    let writer = tx.by(&permit);
    let mut row = account.clone().into_active_model();
    row.password_hash = Set(Some(hash));
    row.password_provisional = Set(true);
    row.version = Set(account.version + 1);
    writer.update(row).await?;
    end_by(writer, UserId(account.id), None, tools.now).await?;
    links::after_new_password(writer, tools, account, organisation).await?;
    let line = happened("set_user_password", account.id, json!({}));
    line.record(writer, tools.random, tools.now, permit.by()).await
}

/// Asks the new address to confirm, and tells the old one.
pub async fn ask_to_confirm(
    tx: &Tx,
    permit: Permit<ChangeUser>,
    tools: Tools<'_>,
    account: &user_account::Model,
    email: &str,
    organisation: &str,
) -> Result<(), DbError> {
    let (writer, by) = (tx.by(&permit), permit.by());
    links::ask_to_confirm(writer, tools, (account, email, false), (by, "change_user_email"), organisation)
        .await
}

/// Changes the address of somebody who never came in, or how theirs is written.
pub async fn set_email(
    tx: &Tx,
    permit: Permit<ChangeUser>,
    tools: Tools<'_>,
    account: &user_account::Model,
    email: &str,
) -> Result<user_account::Model, DbError> {
    let writer = tx.by(&permit);
    let mut row = account.clone().into_active_model();
    row.email = Set(email.to_owned());
    row.email_key = Set(fold_case(email));
    row.version = Set(account.version + 1);
    let after = writer.update(row).await?;
    links::cancel_all(writer, account.id, tools.now).await?;
    let line = happened("change_user_email", account.id, json!({ "confirmed": true }));
    let line = line.personal("email", Some(&account.email), Some(email));
    line.record(writer, tools.random, tools.now, permit.by()).await?;
    Ok(after)
}

/// Ends every session of somebody.
pub async fn end_sessions(
    tx: &Tx,
    permit: Permit<ChangeUser>,
    tools: Tools<'_>,
    account: &user_account::Model,
) -> Result<(), DbError> {
    let writer = tx.by(&permit);
    let ended = end_by(writer, UserId(account.id), None, tools.now).await?;
    let line = happened("end_user_sessions", account.id, json!({ "ended": ended }));
    line.record(writer, tools.random, tools.now, permit.by()).await
}
