//! What happened, written in the transaction of the change.

use chrono::{DateTime, Utc};
use domain::UserId;
use sea_orm::ActiveValue::Set;
use serde_json::Value;
use uuid::Uuid;

use crate::{
    db::{DbError, Writer, entities::audit},
    random::Random,
};

/// One line of what happened.
#[derive(Debug)]
pub struct Happened {
    /// The `operationId` that did it.
    pub operation: &'static str,
    /// The kind of thing it was done to.
    pub subject: &'static str,
    pub id: Uuid,
    /// Only for those who see the working version.
    pub working: bool,
    /// Before and after. Holds ids and words, no personal values.
    pub detail: Value,
}

impl Happened {
    /// Writes the line.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn record(
        self,
        writer: Writer<'_>,
        random: &dyn Random,
        now: DateTime<Utc>,
        by: UserId,
    ) -> Result<(), DbError> {
        writer.insert(self.row(random, now, by)).await.map(drop)
    }

    /// Writes many lines.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn record_all(
        lines: impl Iterator<Item = Self>,
        writer: Writer<'_>,
        random: &dyn Random,
        now: DateTime<Utc>,
        by: UserId,
    ) -> Result<(), DbError> {
        writer.insert_all(lines.map(|line| line.row(random, now, by)).collect()).await
    }

    fn row(self, random: &dyn Random, now: DateTime<Utc>, by: UserId) -> audit::ActiveModel {
        audit::ActiveModel {
            id: Set(random.id(now)),
            at: Set(now),
            actor_id: Set(Some(by.0)),
            operation: Set(self.operation.to_owned()),
            subject: Set(self.subject.to_owned()),
            subject_id: Set(self.id),
            working: Set(self.working),
            detail: Set(self.detail),
        }
    }
}
