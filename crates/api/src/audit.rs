//! What happened, written in the transaction of the change and chained to what happened before: see `db::chain`.

use std::future::{Ready, ready};

use chrono::{DateTime, Utc};
use domain::UserId;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    db::{
        DbError, Line, PersonalValue, Tx, Writer, entities::audit_value, salted, unfenced::Because,
        values_about,
    },
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
    /// Before and after. Holds ids and words, no personal values: those are [`Happened::personal`].
    pub detail: Value,
}

/// A line with personal values: they stand apart from it, so that they can be erased.
#[derive(Debug)]
pub struct Personal {
    line: Happened,
    values: Vec<(&'static str, &'static str, String)>,
}

impl Happened {
    /// Writes the line when the transaction commits.
    ///
    /// # Errors
    /// When the rights are not held.
    pub fn record(
        self,
        writer: Writer<'_>,
        random: &dyn Random,
        now: DateTime<Utc>,
        by: UserId,
    ) -> Ready<Result<(), DbError>> {
        self.plain().record(writer, random, now, by)
    }

    /// Writes many lines.
    ///
    /// # Errors
    /// When the rights are not held.
    pub fn record_all(
        lines: impl Iterator<Item = Self>,
        writer: Writer<'_>,
        random: &dyn Random,
        now: DateTime<Utc>,
        by: UserId,
    ) -> Ready<Result<(), DbError>> {
        ready(
            lines.map(|line| line.plain().row(random, now, Some(by))).try_for_each(|line| writer.note(line)),
        )
    }

    /// Writes the line in a transaction without a permit; say why there is none.
    pub fn record_unfenced(
        self,
        tx: &Tx,
        because: Because,
        random: &dyn Random,
        now: DateTime<Utc>,
        by: Option<UserId>,
    ) {
        self.plain().record_unfenced(tx, because, random, now, by);
    }

    /// A personal value that changed: a name, an address, a number. Where both are the same it is left out.
    #[must_use]
    pub fn personal(self, name: &'static str, before: Option<&str>, after: Option<&str>) -> Personal {
        self.plain().personal(name, before, after)
    }

    const fn plain(self) -> Personal {
        Personal { line: self, values: Vec::new() }
    }
}

impl Personal {
    /// As [`Happened::personal`].
    #[must_use]
    pub fn personal(mut self, name: &'static str, before: Option<&str>, after: Option<&str>) -> Self {
        if before != after {
            let sides = [("before", before), ("after", after)].into_iter();
            self.values.extend(sides.filter_map(|(side, value)| Some((name, side, value?.to_owned()))));
        }
        self
    }

    /// As [`Happened::record`].
    ///
    /// # Errors
    /// When the rights are not held.
    pub fn record(
        self,
        writer: Writer<'_>,
        random: &dyn Random,
        now: DateTime<Utc>,
        by: UserId,
    ) -> Ready<Result<(), DbError>> {
        ready(writer.note(self.row(random, now, Some(by))))
    }

    /// As [`Happened::record_unfenced`].
    pub fn record_unfenced(
        self,
        tx: &Tx,
        because: Because,
        random: &dyn Random,
        now: DateTime<Utc>,
        by: Option<UserId>,
    ) {
        tx.note(because, self.row(random, now, by));
    }

    fn row(self, random: &dyn Random, now: DateTime<Utc>, by: Option<UserId>) -> Line {
        let values = self.values.into_iter().map(|(name, side, value)| PersonalValue {
            name,
            side,
            salt: random.token(),
            value,
        });
        let values: Vec<PersonalValue> = values.collect();
        let mut detail = self.line.detail;
        for value in &values {
            detail["personal"][value.name][value.side] = json!(salted(&value.salt, &value.value));
        }
        Line {
            id: random.id(now),
            at: now,
            actor_id: by.map(|by| by.0),
            operation: self.line.operation.to_owned(),
            subject: self.line.subject.to_owned(),
            subject_id: self.line.id,
            working: self.line.working,
            detail,
            values,
        }
    }
}

/// Erases the personal values of all lines about somebody; the lines and the chain stay as they are.
///
/// # Errors
/// When the database fails, or the rights are not held.
pub async fn erase_values(writer: Writer<'_>, person: Uuid) -> Result<(), DbError> {
    writer.delete::<audit_value::Entity>(values_about(person)).await
}
