//! The audit as a chain: each line carries the hash of itself and of the line before it, and the head is sealed with a
//! key outside the database [PP-12]. Lines are chained when their transaction commits, and at no other place.
//!
//! INVARIANT: the lock of the head is the last that a transaction takes, so that nobody waits for it while holding it.

use std::sync::{Arc, OnceLock};

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QuerySelect, QueryTrait,
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    Db, DbError,
    entities::{audit, audit_head, audit_value},
    unfenced::ROWS_A_STATEMENT,
};
use crate::sealing::AuditKey;

/// What the first line continues.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The key of this server, once it has been read; without one the head stays unsealed, and verifying says so.
pub type Signet = Arc<OnceLock<AuditKey>>;

/// A line that is to be chained.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub actor_id: Option<Uuid>,
    pub operation: String,
    pub subject: String,
    pub subject_id: Uuid,
    pub working: bool,
    pub detail: Value,
    pub values: Vec<PersonalValue>,
}

/// A personal value before or after a change, with the salt of its digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonalValue {
    pub name: &'static str,
    pub side: &'static str,
    pub salt: String,
    pub value: String,
}

/// Chains `lines` to what is there.
#[expect(clippy::disallowed_methods, reason = "the audit has no other pen")]
pub async fn append(
    tx: &DatabaseTransaction,
    lines: Vec<Line>,
    origin: Option<&str>,
    signet: &Signet,
) -> Result<(), DbError> {
    if lines.is_empty() {
        return Ok(());
    }
    let head = audit_head::Entity::find().lock_exclusive().one(tx).await?;
    let head = head.ok_or_else(|| DbError::Broken(DbErr::RecordNotFound("audit_head".to_owned())))?;
    let (mut seq, mut hash) = (head.seq, head.hash.clone());
    let (mut rows, mut values) = (Vec::new(), Vec::new());
    for mut line in lines {
        seq += 1;
        values.extend(stored(line.id, std::mem::take(&mut line.values)));
        let row = line.chained(seq, &hash, origin);
        hash.clone_from(&row.hash);
        rows.push(row.into_active_model().reset_all());
    }
    while !rows.is_empty() {
        let rest = rows.split_off(rows.len().min(ROWS_A_STATEMENT));
        audit::Entity::insert_many(std::mem::replace(&mut rows, rest)).exec_without_returning(tx).await?;
    }
    while !values.is_empty() {
        let rest = values.split_off(values.len().min(ROWS_A_STATEMENT));
        audit_value::Entity::insert_many(std::mem::replace(&mut values, rest))
            .exec_without_returning(tx)
            .await?;
    }
    let seal = next_seal(&head, signet, seq, &hash);
    let head = audit_head::Model { id: head.id, seq, hash, seal };
    audit_head::Entity::update(head.into_active_model().reset_all()).exec_without_returning(tx).await?;
    Ok(())
}

impl Db {
    /// Seals the head as it is: right after the chain was made, or when an operator accepts what they found.
    ///
    /// # Errors
    /// When the database fails.
    #[expect(clippy::disallowed_methods, reason = "the audit has no other pen")]
    pub async fn seal_audit(&self) -> Result<(), DbError> {
        let tx = self.begin().await?;
        let head = audit_head::Entity::find().lock_exclusive().one(tx.connection()).await?;
        if let (Some(mut head), Some(key)) = (head, self.signet().get()) {
            head.seal = key.seal(head.seq, &head.hash);
            let head = head.into_active_model().reset_all();
            audit_head::Entity::update(head).exec_without_returning(tx.connection()).await?;
        }
        tx.commit().await
    }
}

/// Who wrote to the head past us must not have it sealed by our next line: an unsealed head stays one.
fn next_seal(head: &audit_head::Model, signet: &Signet, seq: i64, hash: &str) -> String {
    let Some(key) = signet.get() else { return String::new() };
    if key.sealed(head.seq, &head.hash, &head.seal) {
        return key.seal(seq, hash);
    }
    tracing::error!("somebody wrote to the audit past this server; run `palier audit verify`");
    String::new()
}

fn stored(audit_id: Uuid, values: Vec<PersonalValue>) -> impl Iterator<Item = audit_value::ActiveModel> {
    values.into_iter().map(move |it| {
        let PersonalValue { name, side, salt, value } = it;
        let row = audit_value::Model { audit_id, name: name.to_owned(), side: side.to_owned(), salt, value };
        row.into_active_model().reset_all()
    })
}

impl Line {
    fn chained(self, seq: i64, before: &str, origin: Option<&str>) -> audit::Model {
        let mut row = audit::Model {
            id: self.id,
            seq,
            at: self.at,
            actor_id: self.actor_id,
            operation: self.operation,
            subject: self.subject,
            subject_id: self.subject_id,
            concerns_id: concerned(&self.detail),
            working: self.working,
            detail: self.detail,
            origin: origin.map(ToOwned::to_owned),
            hash: String::new(),
        };
        row.hash = hash(before, &row);
        row
    }
}

/// The personal values of the lines about somebody.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "a subquery")]
pub fn values_about(person: Uuid) -> Condition {
    let about =
        Condition::any().add(audit::Column::SubjectId.eq(person)).add(audit::Column::ConcernsId.eq(person));
    let lines = audit::Entity::find().select_only().column(audit::Column::Id).filter(about).into_query();
    audit_value::Column::AuditId.in_subquery(lines).into()
}

/// The hash of a line that comes after the one whose hash is `before`.
#[must_use]
pub fn hash(before: &str, line: &audit::Model) -> String {
    hexadecimal(&json!([
        before,
        line.seq,
        line.id.to_string(),
        line.at.timestamp_micros(),
        line.actor_id.map(|id| id.to_string()),
        line.operation,
        line.subject,
        line.subject_id.to_string(),
        line.concerns_id.map(|id| id.to_string()),
        line.working,
        line.origin,
        line.detail,
    ]))
}

/// What a line keeps of a personal value: nothing can be learnt from it once the salt is gone.
#[must_use]
pub fn salted(salt: &str, value: &str) -> String {
    hexadecimal(&json!([salt, value]))
}

fn hexadecimal(told: &Value) -> String {
    Sha256::digest(canonical(told).as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// JSON without spaces, keys in order: the same text whatever the database made of it.
fn canonical(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by_key(|(key, _)| *key);
            let fields = fields.iter().map(|(key, value)| format!("{}:{}", json!(key), canonical(value)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(",")),
        other => other.to_string(),
    }
}

/// The person whom a line is about beside its subject: whoever a grant or a membership is for.
fn concerned(detail: &Value) -> Option<Uuid> {
    let user = |told: &Value| told["user"].as_str()?.parse().ok();
    user(detail).or_else(|| user(&detail["after"])).or_else(|| user(&detail["before"]))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{canonical, salted};

    #[test]
    fn the_order_of_keys_changes_no_hash() {
        let [one, other] =
            [r#"{"b":[1,{"d":"é\"","c":null}],"a":true}"#, r#"{"a":true,"b":[1,{"c":null,"d":"é\""}]}"#];
        let read = |text| serde_json::from_str(text).expect("JSON");
        assert_eq!(canonical(&read(one)), canonical(&read(other)));
        assert_eq!(canonical(&read(one)), other);
    }

    #[test]
    fn a_digest_tells_salt_from_value() {
        assert_ne!(salted("a", "bc"), salted("ab", "c"));
        assert_eq!(canonical(&json!(["a", "bc"])), r#"["a","bc"]"#);
    }
}
