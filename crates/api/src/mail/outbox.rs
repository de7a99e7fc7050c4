//! Puts mails where the worker finds them, in the transaction of the change that they tell of.

use chrono::{DateTime, Utc};
use domain::OutboxId;
use sea_orm::{ActiveValue::Set, DbErr};

use super::Mail;
use crate::{
    db::{DbError, Writer, entities::outbox},
    random::Random,
};

/// States of an outbox row.
pub const WAITING: &str = "waiting";
/// The mail server took it.
pub const SENT: &str = "sent";
/// Given up; somebody must look at it.
pub const DEAD: &str = "dead";

/// Puts `mail` into the outbox, due at once. Wake the worker after the commit.
///
/// # Errors
/// When the database fails.
pub async fn put(
    writer: &Writer<'_>,
    random: &dyn Random,
    now: DateTime<Utc>,
    mail: &Mail,
) -> Result<OutboxId, DbError> {
    let id = OutboxId(random.id(now));
    writer.insert(row(id, now, mail)?).await?;
    Ok(id)
}

/// The row of `mail`, for whoever puts it in without a permit.
///
/// # Errors
/// When the mail cannot be kept.
pub fn row(id: OutboxId, now: DateTime<Utc>, mail: &Mail) -> Result<outbox::ActiveModel, DbError> {
    let message = serde_json::to_value(mail).map_err(|error| DbErr::Json(error.to_string()))?;
    Ok(outbox::ActiveModel {
        id: Set(id.0),
        state: Set(WAITING.to_owned()),
        message: Set(message),
        created_at: Set(now),
        due_at: Set(now),
        claimed_until: Set(None),
        attempts: Set(0),
        last_error: Set(None),
        sent_at: Set(None),
    })
}
