use authz::{Actor, Gate, Node};
use chrono::{DateTime, Utc};
use domain::SessionId;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    db::entities::{session, user_account},
    features::preferences::{Screens, SiteTreeTop, StartScreen},
    wire::{ActionWord, HeldRole, Label, LanguageWord, MailAddress, actions},
};

/// One's own account.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    pub id: Uuid,
    pub username: String,
    pub email: String,
    /// The address that waits to be confirmed as one's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub pending_email: Option<String>,
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
    /// What must be done before anything else; absent when nothing waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub waiting: Option<Waiting>,
    /// The roles held, those of the highest level first, for display.
    pub roles: Vec<HeldRole>,
    /// What one may do somewhere: which screens make sense.
    pub allowed: Vec<ActionWord>,
    /// What one may do everywhere: what is done at the top of the pyramid takes that.
    pub allowed_everywhere: Vec<ActionWord>,
    /// Another photo has another id; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub photo_id: Option<Uuid>,
    /// What the app opens on after logging in [PP-9].
    pub start_screen: StartScreen,
    /// By what the sites of a filter are gathered [PP-9].
    pub site_tree_top: SiteTreeTop,
    /// The sites that filters begin with; all, where there are none [PP-9].
    pub preselected_sites: Vec<Uuid>,
    /// The version that `If-Match` names.
    pub version: i32,
}

/// What is read beside the row of an account.
#[derive(Debug)]
pub struct Beside {
    pub pending_email: Option<String>,
    pub photo_id: Option<Uuid>,
    pub default_site_name: Option<String>,
    pub roles: Vec<HeldRole>,
    pub screens: Screens,
    pub preselected_sites: Vec<Uuid>,
}

/// What must be done before anything else is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Waiting {
    /// A password of one's own must be chosen: somebody else has set this one [PO-9].
    Password,
    /// The terms of use must be accepted [CT-7].
    Terms,
}

impl Waiting {
    const fn at(gate: Gate) -> Option<Self> {
        match gate {
            Gate::Password => Some(Self::Password),
            Gate::Terms => Some(Self::Terms),
            Gate::Open | Gate::Inactive | Gate::Suspended | Gate::Ended => None,
        }
    }
}

/// The language to speak from now on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LanguageChoice {
    pub language: LanguageWord,
}

/// One's account as it shall be. The username is fixed; email address, password and language change elsewhere.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MyInput {
    pub first_name: Option<Label>,
    pub last_name: Option<Label>,
    pub phone: Option<Label>,
    pub default_site_id: Option<Uuid>,
}

/// Another password.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The one that one has; not asked for while it is provisional.
    #[schema(min_length = 1, max_length = 256, pattern = r"^[^\x00]*$", format = Password, value_type = Option<String>)]
    pub current_password: Option<SecretString>,
    #[schema(min_length = 15, max_length = 256, pattern = r"^[^\x00]*$", format = Password, value_type = String)]
    pub password: SecretString,
}

/// Another email address.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EmailChange {
    pub email: MailAddress,
    /// One's password, to be sure who asks.
    #[schema(min_length = 1, max_length = 256, pattern = r"^[^\x00]*$", format = Password, value_type = String)]
    pub password: SecretString,
}

/// Where somebody is logged in.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LoginSession)]
pub struct ShownSession {
    pub id: Uuid,
    /// What the browser says of itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub device: Option<String>,
    /// Where it was opened from.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub address: Option<String>,
    pub created_at: DateTime<Utc>,
    pub last_used_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// Where somebody is logged in.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionList {
    pub items: Vec<ShownSession>,
}

impl ShownSession {
    pub fn of(row: session::Model, current: SessionId) -> Self {
        Self {
            current: row.id == current.0,
            id: row.id,
            device: row.device,
            address: row.address,
            created_at: row.created_at,
            last_used_at: row.last_used_at,
            expires_at: row.expires_at,
        }
    }
}

impl Me {
    pub fn new(actor: &Actor, row: user_account::Model, beside: Beside) -> Self {
        Self {
            id: row.id,
            username: row.username,
            email: row.email,
            pending_email: beside.pending_email,
            first_name: row.first_name,
            last_name: row.last_name,
            phone: row.phone,
            language: LanguageWord::stored(&row.language),
            default_site_id: row.default_site_id,
            default_site_name: beside.default_site_name,
            waiting: Waiting::at(actor.gate()),
            roles: beside.roles,
            allowed: actions(actor.allowed_anywhere()),
            allowed_everywhere: actions(actor.allowed_at(Node::Instance)),
            photo_id: beside.photo_id,
            start_screen: beside.screens.start(),
            site_tree_top: beside.screens.tree_top(),
            preselected_sites: beside.preselected_sites,
            version: row.version,
        }
    }
}
