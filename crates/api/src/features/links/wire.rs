use chrono::{DateTime, Utc};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::store::Kind;
use crate::wire::LanguageWord;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    Invitation,
    PasswordReset,
    EmailChange,
}

impl From<Kind> for LinkKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Invitation => Self::Invitation,
            Kind::PasswordReset => Self::PasswordReset,
            Kind::EmailChange => Self::EmailChange,
        }
    }
}

/// Where a link stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinkState {
    /// The mail has not gone out yet.
    Waiting,
    /// The mail could not be sent.
    Failed,
    /// The mail went out.
    Sent,
    /// Somebody followed it.
    Opened,
    Used,
    Expired,
    /// Another one came after it.
    Cancelled,
}

/// An invitation, for those who deal with whom it invites.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Invitation)]
pub struct ShownInvitation {
    pub state: LinkState,
    /// Where it was sent.
    pub email: String,
    pub asked_at: DateTime<Utc>,
    /// When its mail went out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub sent_at: Option<DateTime<Utc>>,
    pub expires_at: DateTime<Utc>,
}

/// A link that was followed: what stands behind the `#` of its address.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Presented {
    #[schema(min_length = 1, max_length = 100, value_type = String)]
    pub token: SecretString,
}

/// What a link is good for, to whoever holds it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AccountLink)]
pub struct FollowedLink {
    pub kind: LinkKind,
    /// `opened` for one that can be used.
    pub state: LinkState,
    /// How they are called.
    pub name: String,
    pub username: String,
    /// The address that it proves.
    pub email: String,
    pub language: LanguageWord,
    pub expires_at: DateTime<Utc>,
}

/// A password for the account that a link opens.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChosenPassword {
    #[schema(min_length = 1, max_length = 100, value_type = String)]
    pub token: SecretString,
    #[schema(min_length = 15, max_length = 256, pattern = r"^[^\x00]*$", format = Password, value_type = String)]
    pub password: SecretString,
}

/// Whose account it is: with which name to log in now.
#[derive(Debug, Serialize, ToSchema)]
pub struct LinkUsed {
    pub username: String,
}

/// Who forgot their password.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordResetAsk {
    /// Username or email address, upper and lower case alike.
    #[schema(min_length = 1, max_length = 254, pattern = r"^[^\x00]*$")]
    pub login: String,
}
