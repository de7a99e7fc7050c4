use authz::Actor;
use chrono::{DateTime, Utc};
use domain::fold_case;
use sea_orm::FromQueryResult;
use secrecy::SecretString;
use serde::{Deserialize, Serialize, Serializer};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    db::entities::user_account,
    features::{links::ShownInvitation, requests::full_name},
    http::RefusalRule,
    wire::{ActionWord, ExternalId, Label, LanguageWord, MailAddress, ShownNode, Username},
};

/// Whether an account is let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum UserState {
    Active,
    /// Deactivated [PO-7].
    Inactive,
    /// For a while [CT-8].
    Suspended,
    /// Past its end date [CT-8].
    Ended,
}

/// What users are ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum UserOrder {
    /// Last name first.
    #[default]
    Name,
    Username,
    /// The newest account first.
    Newest,
}

/// Somebody with an account.
#[derive(Debug, Serialize, ToSchema)]
pub struct User {
    pub id: Uuid,
    pub name: String,
    pub username: String,
    pub email: String,
    /// Whether nobody deactivated it.
    pub active: bool,
    pub state: UserState,
    /// Whether they have a password: without one there is no login [CT-8].
    pub has_password: bool,
    /// Where the account lives: who manages there manages it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub home: Option<ShownNode>,
    pub created_at: DateTime<Utc>,
    /// Another photo has another id; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub photo_id: Option<Uuid>,
    /// Whether it is one's own.
    pub own: bool,
}

/// A page of users.
#[derive(Debug, Serialize, ToSchema)]
pub struct UserPage {
    pub items: Vec<User>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub next: Option<String>,
}

/// Which users.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct UserQuery {
    /// Only those whose name, username or email address begins with this or holds it, whatever the case.
    #[param(max_length = 120)]
    pub name: Option<String>,
    /// Only those in this state.
    #[param(inline)]
    pub state: Option<UserState>,
    /// Only those whose account lives at this node or below.
    pub node_id: Option<Uuid>,
    /// What they are ordered by; a `cursor` goes with the order that gave it.
    #[param(inline, required = false)]
    #[serde(default)]
    pub sort: UserOrder,
    /// Where the page before this one said that it goes on.
    pub cursor: Option<String>,
    /// How many items at the most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: Option<u64>,
}

/// Somebody's account, with all that the caller may know of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Account {
    pub id: Uuid,
    pub username: String,
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub phone: Option<String>,
    /// In which the app opens [PP-2].
    pub language: LanguageWord,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub home: Option<ShownNode>,
    /// The site that forms start with.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub default_site_id: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub external_id: Option<String>,
    /// Whether nobody deactivated it.
    pub active: bool,
    pub state: UserState,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub suspended_until: Option<DateTime<Utc>>,
    /// The first moment at which the account is no longer valid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub ends_at: Option<DateTime<Utc>>,
    pub has_password: bool,
    /// Whether somebody else set that password: they choose their own at the next login.
    pub password_provisional: bool,
    /// The latest invitation.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub invitation: Option<ShownInvitation>,
    /// The address that waits to be confirmed as theirs.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub pending_email: Option<String>,
    /// Whether nothing can lock them out [CT-5].
    pub super_administrator: bool,
    /// Whether they hold the role Administrator at the instance, now or later.
    pub administrator: bool,
    pub created_at: DateTime<Utc>,
    /// Another photo has another id; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub photo_id: Option<Uuid>,
    pub own: bool,
    /// The version that `If-Match` names.
    pub version: i32,
    /// What the caller may do to everything where the account lives.
    pub allowed: Vec<ActionWord>,
    /// The rule by which the caller may not change this account; absent where they may.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub locked_by: Option<RefusalRule>,
}

/// An account to make.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUser {
    /// Fixed from then on; an email address is a good one.
    pub username: Username,
    pub email: MailAddress,
    /// Without first and last name they are called by their username.
    pub first_name: Option<Label>,
    pub last_name: Option<Label>,
    pub phone: Option<Label>,
    pub language: LanguageWord,
    /// Where the account shall live: who manages there manages it.
    pub node_id: Uuid,
    /// The site that their forms start with.
    pub default_site_id: Option<Uuid>,
    pub external_id: Option<ExternalId>,
    /// To be changed at the first login. Without one there is no login until an invitation gives one [PO-9].
    #[schema(min_length = 15, max_length = 256, pattern = r"^[^\x00]*$", format = Password, value_type = Option<String>)]
    #[serde(serialize_with = "is_there")]
    pub provisional_password: Option<SecretString>,
}

/// An account as it shall be. The username is fixed; email address, password and state change elsewhere.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UserInput {
    pub first_name: Option<Label>,
    pub last_name: Option<Label>,
    pub phone: Option<Label>,
    pub language: LanguageWord,
    /// Where the account shall live.
    pub node_id: Uuid,
    pub default_site_id: Option<Uuid>,
    pub external_id: Option<ExternalId>,
}

/// Who is let in, and for how long.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StandingInput {
    /// Nobody gets in while this is `false` [PO-7].
    pub active: bool,
    /// Not before then [CT-8].
    pub suspended_until: Option<DateTime<Utc>>,
    /// From then on no more [CT-8].
    pub ends_at: Option<DateTime<Utc>>,
}

/// What becomes of what somebody owns.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Deletion {
    /// Who takes it over; only who owns nothing can go without.
    pub successor_id: Option<Uuid>,
}

/// A password that somebody else sets.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProvisionalPassword {
    #[schema(min_length = 15, max_length = 256, pattern = r"^[^\x00]*$", format = Password, value_type = String)]
    pub password: SecretString,
}

/// An address to reach somebody at.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EmailInput {
    pub email: MailAddress,
}

/// Whether somebody can be shut out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SuperAdministratorInput {
    pub super_administrator: bool,
}

/// Whether a username can be taken.
#[derive(Debug, Serialize, ToSchema)]
pub struct UsernameCheck {
    pub available: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub flaw: Option<UsernameFlaw>,
}

/// Why a username cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum UsernameFlaw {
    /// It has characters that no username has, or none at all.
    Malformed,
    /// Letters of several alphabets could pass for one another.
    MixedScripts,
    /// Somebody logs in with it.
    Taken,
    /// It looks like somebody else's.
    Confusable,
}

/// Whether there is one: what is kept of a body must not help to guess a password.
fn is_there<S: Serializer>(secret: &Option<SecretString>, to: S) -> Result<S::Ok, S::Error> {
    secret.is_some().serialize(to)
}

/// How somebody shall be called: by their names, or else by their username.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    pub first: String,
    pub last: String,
}

impl Names {
    pub fn of(first: Option<&Label>, last: Option<&Label>, username: &str) -> Self {
        let text = |label: Option<&Label>| Label::filled(label).unwrap_or_default();
        let (first, last) = (text(first), text(last));
        if first.is_empty() && last.is_empty() {
            Self { first, last: username.to_owned() }
        } else {
            Self { first, last }
        }
    }

    /// The form in which people are found.
    pub fn key(&self) -> String {
        fold_case(&full_name(&self.first, &self.last))
    }
}

/// An account with its home, as the store reads it.
#[derive(Debug, FromQueryResult)]
pub struct UserRow {
    #[sea_orm(nested)]
    pub account: user_account::Model,
    pub level: Option<String>,
    pub parent_id: Option<Uuid>,
    pub home_name: Option<String>,
    pub photo_id: Option<Uuid>,
}

/// The state of an account at a moment.
pub fn state_of(account: &user_account::Model, now: DateTime<Utc>) -> UserState {
    match () {
        () if !account.active => UserState::Inactive,
        () if account.ends_at.is_some_and(|end| end <= now) => UserState::Ended,
        () if account.suspended_until.is_some_and(|until| now < until) => UserState::Suspended,
        () => UserState::Active,
    }
}

impl UserRow {
    fn home(&self) -> Option<ShownNode> {
        let home = self.account.home_node_id.zip(self.level.as_ref()).zip(self.home_name.clone());
        home.map(|((id, level), name)| ShownNode::stored(id, level, name))
    }

    /// The account in a list, as `actor` may see it.
    pub fn shown(self, actor: &Actor, now: DateTime<Utc>) -> User {
        User {
            home: self.home(),
            state: state_of(&self.account, now),
            id: self.account.id,
            name: full_name(&self.account.first_name, &self.account.last_name),
            username: self.account.username,
            email: self.account.email,
            active: self.account.active,
            has_password: self.account.password_hash.is_some(),
            created_at: self.account.created_at,
            photo_id: self.photo_id,
            own: self.account.id == actor.user().0,
        }
    }

    /// The account by itself, as `actor` may see it.
    pub fn account(self, actor: &Actor, now: DateTime<Utc>, judged: Judged, under_way: UnderWay) -> Account {
        let home = self.home();
        let account = self.account;
        Account {
            home,
            state: state_of(&account, now),
            id: account.id,
            username: account.username,
            email: account.email,
            first_name: account.first_name,
            last_name: account.last_name,
            phone: account.phone,
            language: LanguageWord::stored(&account.language),
            default_site_id: account.default_site_id,
            external_id: account.external_id,
            active: account.active,
            suspended_until: account.suspended_until,
            ends_at: account.ends_at,
            has_password: account.password_hash.is_some(),
            password_provisional: account.password_provisional,
            invitation: under_way.invitation,
            pending_email: under_way.pending_email,
            super_administrator: account.super_administrator,
            administrator: judged.administrator,
            created_at: account.created_at,
            photo_id: self.photo_id,
            own: account.id == actor.user().0,
            version: account.version,
            allowed: judged.allowed,
            locked_by: judged.locked_by,
        }
    }
}

/// What was sent to somebody and waits for them.
#[derive(Debug)]
pub struct UnderWay {
    pub invitation: Option<ShownInvitation>,
    pub pending_email: Option<String>,
}

/// What the engine says of an account.
#[derive(Debug)]
pub struct Judged {
    pub administrator: bool,
    pub allowed: Vec<ActionWord>,
    pub locked_by: Option<RefusalRule>,
}
