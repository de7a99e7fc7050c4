//! All the worker's SQL.

use chrono::{DateTime, TimeDelta, Utc};
use domain::OutboxId;
use sea_orm::{
    ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect, UpdateMany,
    sea_query::{Expr, LockBehavior, LockType},
};

use super::{
    clean,
    outbox::{DEAD, SENT, WAITING},
};
use crate::db::{
    Db, DbError,
    entities::outbox::{Column, Entity, Model},
    unfenced::Because::TheServerWorksByItself,
};

/// How long a worker has for what it claimed; afterwards another one takes it over.
pub const CLAIM: TimeDelta = TimeDelta::minutes(2);

/// How much of the mail server's words is kept.
const ERROR_CHARS: usize = 500;

/// A row that is this worker's until its claim runs out.
#[derive(Debug, Clone)]
pub struct Claimed {
    pub id: OutboxId,
    pub message: serde_json::Value,
    pub created_at: DateTime<Utc>,
    /// How often it failed so far.
    pub attempts: i32,
    claimed_until: DateTime<Utc>,
}

/// What became of a claimed row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Sent {
        at: DateTime<Utc>,
    },
    /// To be tried again.
    Later {
        due_at: DateTime<Utc>,
        error: String,
    },
    Dead {
        error: String,
    },
}

/// Whether there is anything to claim. It takes no lock, unlike [`claim`] on SQLite.
pub async fn any_due(db: &Db, now: DateTime<Utc>) -> Result<bool, DbError> {
    let unfenced = db.unfenced(TheServerWorksByItself);
    let row = unfenced.find::<Entity>().filter(due(now)).limit(1).one(unfenced.connection()).await?;
    Ok(row.is_some())
}

/// Claims the `most` rows that have been due the longest and that nobody works on.
pub async fn claim(db: &Db, now: DateTime<Utc>, most: u64) -> Result<Vec<Claimed>, DbError> {
    let tx = db.begin().await?;
    let unfenced = tx.unfenced(TheServerWorksByItself);
    let rows = unfenced
        .find::<Entity>()
        .filter(due(now))
        .order_by_asc(Column::DueAt)
        .limit(most)
        // Dropped on SQLite, whose transaction holds everything.
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .all(unfenced.connection())
        .await?;
    if rows.is_empty() {
        return Ok(vec![]);
    }
    let until = now + CLAIM;
    unfenced
        .update_many::<Entity>()
        .col_expr(Column::ClaimedUntil, Expr::value(until))
        .filter(Column::Id.is_in(rows.iter().map(|row| row.id)))
        .exec(unfenced.connection())
        .await?;
    tx.commit().await?;
    Ok(rows.into_iter().map(|row| Claimed::new(row, until)).collect())
}

/// Writes down what became of a claimed row, unless another worker has taken it over.
pub async fn settle(db: &Db, claimed: &Claimed, outcome: &Outcome) -> Result<(), DbError> {
    let unfenced = db.unfenced(TheServerWorksByItself);
    let update = unfenced.update_many::<Entity>().filter(Column::Id.eq(claimed.id.0));
    let update = match outcome {
        // The server has it, whoever holds the claim by now.
        Outcome::Sent { at } => {
            as_sent(update, *at).col_expr(Column::Message, Expr::value(without_link(&claimed.message)))
        }
        Outcome::Later { due_at, error } => {
            as_failed(update, claimed, error).col_expr(Column::DueAt, Expr::value(*due_at))
        }
        Outcome::Dead { error } => {
            as_failed(update, claimed, error).col_expr(Column::State, Expr::value(DEAD))
        }
    };
    update.exec(unfenced.connection()).await?;
    Ok(())
}

fn due(now: DateTime<Utc>) -> Condition {
    let nobody_is_at_it =
        Condition::any().add(Column::ClaimedUntil.is_null()).add(Column::ClaimedUntil.lte(now));
    Condition::all().add(Column::State.eq(WAITING)).add(Column::DueAt.lte(now)).add(nobody_is_at_it)
}

fn as_sent(update: UpdateMany<Entity>, at: DateTime<Utc>) -> UpdateMany<Entity> {
    update
        .col_expr(Column::State, Expr::value(SENT))
        .col_expr(Column::SentAt, Expr::value(at))
        .col_expr(Column::ClaimedUntil, Expr::value(None::<DateTime<Utc>>))
        .col_expr(Column::LastError, Expr::value(None::<String>))
}

/// Once a link went out, only its hash stays.
fn without_link(message: &serde_json::Value) -> serde_json::Value {
    let mut message = message.clone();
    if let Some(fields) = message.as_object_mut() {
        fields.remove("link");
    }
    message
}

fn as_failed(update: UpdateMany<Entity>, claimed: &Claimed, error: &str) -> UpdateMany<Entity> {
    update
        .col_expr(Column::Attempts, Expr::value(claimed.attempts.saturating_add(1)))
        .col_expr(Column::ClaimedUntil, Expr::value(None::<DateTime<Utc>>))
        .col_expr(Column::LastError, Expr::value(kept(error)))
        .filter(Column::State.eq(WAITING))
        .filter(Column::ClaimedUntil.eq(claimed.claimed_until))
}

/// The words of a mail server as they are kept: one line, not too long.
pub fn kept(error: &str) -> String {
    clean::cut(&clean::one_line(error), ERROR_CHARS)
}

impl Claimed {
    fn new(row: Model, claimed_until: DateTime<Utc>) -> Self {
        Self {
            id: OutboxId(row.id),
            message: row.message,
            created_at: row.created_at,
            attempts: row.attempts,
            claimed_until,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::kept;

    #[test]
    fn the_words_of_the_server_are_kept_on_one_line_of_500_characters() {
        assert_eq!(kept("550 no\r\nsuch user\0"), "550 no such user");
        assert_eq!(kept(&"é".repeat(900)).chars().count(), 500);
    }
}
