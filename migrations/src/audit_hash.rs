//! How the first lines of the audit were chained: a copy of what the server did when the chain began, since what a
//! change once did must not change.

use sea_orm_migration::sea_orm::prelude::{DateTimeUtc, Uuid};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// What the first line continues.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// What of a line the chain vouches for.
pub struct Line<'a> {
    pub seq: i64,
    pub id: Uuid,
    pub at: DateTimeUtc,
    pub actor_id: Option<Uuid>,
    pub operation: &'a str,
    pub subject: &'a str,
    pub subject_id: Uuid,
    pub concerns_id: Option<Uuid>,
    pub working: bool,
    pub origin: Option<&'a str>,
    pub detail: &'a Value,
}

/// The hash of a line that comes after the one whose hash is `before`.
pub fn hash(before: &str, line: &Line<'_>) -> String {
    let told = json!([
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
    ]);
    Sha256::digest(canonical(&told).as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
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
        Value::Array(items) => {
            format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(","))
        }
        other => other.to_string(),
    }
}

/// The person whom a line is about beside its subject.
pub fn concerned(detail: &Value) -> Option<Uuid> {
    let user = |told: &Value| told["user"].as_str()?.parse().ok();
    user(detail).or_else(|| user(&detail["after"])).or_else(|| user(&detail["before"]))
}
