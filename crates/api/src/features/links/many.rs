//! What was sent to many people: an import asks once a slice, not once a line.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    store::{Kind, state},
    wire::LinkState,
};
use crate::db::{DbError, Tx, entities::account_link, one_of, unfenced::Because};

/// What was sent to somebody.
#[derive(Debug, Clone, Default)]
pub struct Sent {
    /// The invitation that is good still.
    pub invitation: Option<Invited>,
    /// The address that waits to be proven as theirs.
    pub pending_email: Option<String>,
}

/// An invitation, as far as it says whether it lets anybody in.
#[derive(Debug, Clone)]
pub struct Invited {
    pub email: String,
    pub by: Option<Uuid>,
}

/// What was sent to each of `users`.
///
/// # Errors
/// When the database fails.
pub async fn sent_to(tx: &Tx, users: &[Uuid], now: DateTime<Utc>) -> Result<HashMap<Uuid, Sent>, DbError> {
    let mut sent: HashMap<Uuid, Sent> = HashMap::new();
    if users.is_empty() {
        return Ok(sent);
    }
    let unfenced = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
    let rows = unfenced
        .find::<account_link::Entity>()
        .filter(one_of(account_link::Column::UserId, users, tx.engine()))
        .order_by_asc(account_link::Column::CreatedAt)
        .order_by_asc(account_link::Column::Id);
    for row in rows.all(unfenced.connection()).await? {
        let of = sent.entry(row.user_id).or_default();
        let waits = matches!(state(&row, now), LinkState::Sent | LinkState::Opened);
        match Kind::stored(&row.kind) {
            // One at most: each cancels the one before it.
            Kind::Invitation if waits => {
                of.invitation = Some(Invited { email: row.email, by: row.created_by });
            }
            // The latest one counts.
            Kind::EmailChange => of.pending_email = waits.then_some(row.email),
            Kind::Invitation | Kind::PasswordReset => {}
        }
    }
    Ok(sent)
}
