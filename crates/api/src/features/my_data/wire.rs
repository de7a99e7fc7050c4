use chrono::{DateTime, Utc};
use sea_orm::FromQueryResult;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    db::entities::user_account,
    features::{
        account::ShownSession,
        audit::MyLine,
        grants::{Grant, TagGrant},
        preferences::Preferences,
        requests::{MyComment, Request},
    },
    wire::{LanguageWord, Named},
};

/// What is kept about somebody, for themselves.
#[derive(Debug, Serialize, ToSchema)]
pub struct MyData {
    pub made_at: DateTime<Utc>,
    pub account: MyAccount,
    pub preferences: Preferences,
    /// Where one is logged in.
    pub sessions: Vec<ShownSession>,
    /// The teams one belongs to.
    pub teams: Vec<Named>,
    /// What one was given, alone or through a team.
    pub grants: Vec<Grant>,
    /// The tags one is linked to, alone or through a team.
    pub tag_grants: Vec<TagGrant>,
    /// The terms of use one accepted.
    pub terms: Vec<MyAcceptance>,
    /// What one owns or entered, and still sees.
    pub requests: Vec<Request>,
    /// What one said, and still sees.
    pub comments: Vec<MyComment>,
    /// What happened to the account.
    pub history: Vec<MyLine>,
    /// The lists that hold only their newest items.
    pub incomplete: Vec<String>,
}

/// An account, for the one whose it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct MyAccount {
    pub id: Uuid,
    pub username: String,
    pub email: String,
    /// The address that waits to be confirmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub pending_email: Option<String>,
    pub first_name: String,
    pub last_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub phone: Option<String>,
    pub language: LanguageWord,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub default_site_id: Option<Uuid>,
    /// The key by which another system knows one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub external_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub ends_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

/// That one accepted a version of the terms of use.
#[derive(Debug, Serialize, ToSchema, FromQueryResult)]
pub struct MyAcceptance {
    pub version_id: Uuid,
    pub number: i32,
    pub accepted_at: DateTime<Utc>,
    /// Where one did it from.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub address: Option<String>,
}

impl MyAccount {
    pub fn new(row: user_account::Model, pending_email: Option<String>) -> Self {
        Self {
            id: row.id,
            username: row.username,
            email: row.email,
            pending_email,
            first_name: row.first_name,
            last_name: row.last_name,
            phone: row.phone,
            language: LanguageWord::stored(&row.language),
            default_site_id: row.default_site_id,
            external_id: row.external_id,
            ends_at: row.ends_at,
            created_at: row.created_at,
        }
    }
}
