use authz::Actor;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    db::entities::user_account,
    wire::{ActionWord, LanguageWord, actions},
};

/// One's own account.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    pub id: Uuid,
    pub username: String,
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub phone: Option<String>,
    pub language: LanguageWord,
    /// The site that forms start with.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub default_site_id: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub default_site_name: Option<String>,
    /// The highest role held anywhere, for display.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub role: Option<RoleWord>,
    /// What one may do somewhere: which screens make sense.
    pub allowed: Vec<ActionWord>,
    /// The version that `If-Match` names.
    pub version: i32,
}

/// A role.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = Role)]
pub enum RoleWord {
    Visitor,
    Manager,
    Administrator,
}

impl From<authz::Role> for RoleWord {
    fn from(role: authz::Role) -> Self {
        match role {
            authz::Role::Visitor => Self::Visitor,
            authz::Role::Manager => Self::Manager,
            authz::Role::Administrator => Self::Administrator,
        }
    }
}

/// The language to speak from now on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LanguageChoice {
    pub language: LanguageWord,
}

impl Me {
    pub fn new(actor: &Actor, row: user_account::Model, default_site_name: Option<String>) -> Self {
        Self {
            id: row.id,
            username: row.username,
            email: row.email,
            first_name: row.first_name,
            last_name: row.last_name,
            phone: row.phone,
            language: LanguageWord::stored(&row.language),
            default_site_id: row.default_site_id,
            default_site_name,
            role: actor.grants().iter().map(|grant| grant.role).max().map(Into::into),
            allowed: actions(actor.allowed_anywhere()),
            version: row.version,
        }
    }
}
