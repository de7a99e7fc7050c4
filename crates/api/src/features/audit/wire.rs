use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::wire::Named;

/// Which part of the audit.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AuditQuery {
    /// Only from this moment on.
    pub from: Option<DateTime<Utc>>,
    /// Only before this moment.
    pub until: Option<DateTime<Utc>>,
    /// Only what this person did.
    pub actor_id: Option<Uuid>,
    /// Only what was done to this thing, or what is about this person.
    pub about_id: Option<Uuid>,
    /// Only what was done to this kind of thing.
    #[param(max_length = 60)]
    pub kind: Option<String>,
    /// Only what this operation did.
    #[param(max_length = 60)]
    pub operation: Option<String>,
    /// Where the page before this one said that it goes on.
    pub cursor: Option<String>,
    /// How many items at the most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: Option<u64>,
}

/// One thing that happened.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditLine {
    pub id: Uuid,
    /// Its place in the chain, without gaps.
    pub line: i64,
    pub at: DateTime<Utc>,
    /// Who did it; absent where nobody was logged in.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub actor: Option<Named>,
    #[schema(example = "update_role")]
    pub operation: String,
    /// The kind of thing it was done to.
    #[schema(example = "role")]
    pub kind: String,
    pub thing_id: Uuid,
    /// The name of the thing, as it is now, or was then; absent where it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub thing: Option<String>,
    /// Whom it is about, beside the thing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub person: Option<Named>,
    pub changes: Vec<AuditChange>,
    /// Where it came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub address: Option<String>,
    /// SHA-256 of this line and of the one before it.
    pub hash: String,
}

/// What was changed, before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AuditChange {
    #[schema(example = "name")]
    pub field: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub before: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub after: Option<String>,
    /// It was personal, and has been erased.
    pub erased: bool,
}

/// A page of what happened, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditPage {
    pub items: Vec<AuditLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub next: Option<String>,
}

/// Something that happened to one's own account.
#[derive(Debug, Serialize, ToSchema)]
pub struct MyLine {
    pub at: DateTime<Utc>,
    pub operation: String,
    /// Whether one did it oneself.
    pub by_me: bool,
    /// Where one did it from.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub address: Option<String>,
    /// In ids and words.
    pub detail: serde_json::Value,
    pub values: Vec<PersonalValue>,
}

/// A name, an address or a number before or after it.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonalValue {
    pub name: String,
    pub side: String,
    pub value: String,
}
