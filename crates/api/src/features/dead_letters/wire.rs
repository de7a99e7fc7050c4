use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{db::entities::outbox, mail::Mail};

/// A mail that could not be sent, and will not be tried again by itself.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeadLetter {
    pub id: Uuid,
    pub to: String,
    pub subject: String,
    pub created_at: DateTime<Utc>,
    pub attempts: i32,
    /// The mail server's own words, the last time.
    pub last_error: String,
}

/// A page of dead letters, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeadLetterPage {
    pub items: Vec<DeadLetter>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub next: Option<String>,
}

impl From<outbox::Model> for DeadLetter {
    fn from(row: outbox::Model) -> Self {
        let mail = serde_json::from_value::<Mail>(row.message).ok();
        Self {
            id: row.id,
            to: mail.as_ref().map(|mail| mail.to().to_string()).unwrap_or_default(),
            subject: mail.as_ref().map(Mail::subject).unwrap_or_default(),
            created_at: row.created_at,
            attempts: row.attempts,
            last_error: row.last_error.unwrap_or_default(),
        }
    }
}
