//! JSON words that several features share. They stand for types of `domain` and `authz`, which know no contract.

use authz::{Action, Actions, Relation, ShippedRole};
use domain::{Language, Level, RequestStatus};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

/// Declares the word of an enum of ours in the contract, and the two ways between them.
macro_rules! stand_for {
    ($(#[$doc:meta])* $word:ident as $schema:ident for $ours:ident { $($variant:ident = $text:tt),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
        #[schema(as = $schema)]
        pub enum $word { $(#[serde(rename = $text)] $variant),+ }

        impl From<$ours> for $word {
            fn from(ours: $ours) -> Self {
                match ours { $($ours::$variant => Self::$variant),+ }
            }
        }

        impl From<$word> for $ours {
            fn from(word: $word) -> Self {
                match word { $($word::$variant => Self::$variant),+ }
            }
        }
    };
}

stand_for! {
    /// A language the app and its mails speak.
    LanguageWord as Language for Language { French = "fr", English = "en" }
}

stand_for! {
    /// Where a request stands in its life.
    RequestStatusWord as RequestStatus for RequestStatus {
        AwaitingAssignment = "awaiting_assignment",
        InProgress = "in_progress",
        OnHold = "on_hold",
        Done = "done",
        Rejected = "rejected",
        Cancelled = "cancelled",
    }
}

stand_for! {
    /// What can be done.
    ActionWord as Action for Action {
        CreateRequest = "create_request",
        ViewRequest = "view_request",
        ViewWorking = "view_working",
        ViewTags = "view_tags",
        ViewCosts = "view_costs",
        EditRequest = "edit_request",
        AssignRequest = "assign_request",
        ChangeRequestStatus = "change_request_status",
        CancelRequest = "cancel_request",
        ReopenRequest = "reopen_request",
        CommentOnRequest = "comment_on_request",
        RemarkOnRequest = "remark_on_request",
        FollowUpRequest = "follow_up_request",
        TagRequest = "tag_request",
        PublishRequest = "publish_request",
        DeleteRequest = "delete_request",
        LogTime = "log_time",
        ExportRequests = "export_requests",
        BeAssigned = "be_assigned",
        ViewUsers = "view_users",
        CreateUser = "create_user",
        ChangeUser = "change_user",
        GrantRights = "grant_rights",
        ManageTeams = "manage_teams",
        ManageResources = "manage_resources",
        ManageTags = "manage_tags",
        ManageSites = "manage_sites",
        ManageRoles = "manage_roles",
        ReadPermissionReport = "read_permission_report",
        ViewAudit = "view_audit",
        ChangeSettings = "change_settings",
        ManageDeadLetters = "manage_dead_letters",
    }
}

stand_for! {
    /// How one must stand to a request for a permission to count on it.
    RelationWord as Relation for Relation { Any = "any", Own = "own", Assigned = "assigned", Published = "published" }
}

stand_for! {
    /// A role that every instance begins with.
    ShippedRoleWord as ShippedRole for ShippedRole {
        Visitor = "visitor",
        BasicUser = "basic_user",
        Reviewer = "reviewer",
        Editor = "editor",
        TaskResponsible = "task_responsible",
        Employee = "employee",
        ReadOnly = "read_only",
        ReadWrite = "read_write",
        Manager = "manager",
        Administrator = "administrator",
    }
}

stand_for! {
    /// A level of the pyramid [PP-4].
    LevelWord as Level for Level { Instance = "instance", CompanyGroup = "company_group", Site = "site" }
}

/// A user or a team, named by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PrincipalRef {
    pub kind: PrincipalKind,
    pub id: Uuid,
}

/// What a principal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PrincipalKind {
    User,
    Team,
}

/// Somebody, or a team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PersonOrTeam {
    pub id: Uuid,
    pub kind: PrincipalKind,
    pub name: String,
}

impl LanguageWord {
    /// The language a row holds; the database holds no other.
    pub fn stored(text: &str) -> Self {
        text.parse::<Language>().unwrap_or(Language::French).into()
    }
}

/// Where the planning puts work that no resource is planned for [PP-9].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnplannedWork {
    /// Above the resources.
    #[default]
    Top,
    /// Below them.
    Bottom,
}

/// A word of the contract as a column keeps it.
pub fn word(of: &impl Serialize) -> String {
    json!(of).as_str().map(ToOwned::to_owned).unwrap_or_default()
}

/// What a column keeps; the database holds no other word.
pub fn stored<T: DeserializeOwned + Default>(word: &str) -> T {
    serde_json::from_value(Value::from(word)).unwrap_or_default()
}

/// A set of actions as a list of words.
pub fn actions(set: Actions) -> Vec<ActionWord> {
    set.iter().map(Into::into).collect()
}

/// Something with a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Named {
    pub id: Uuid,
    pub name: String,
}

/// A role by its name; one that still bears the name it shipped with is shown in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HeldRole {
    pub id: Uuid,
    pub name: String,
    /// What it shipped as, if it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub shipped: Option<ShippedRoleWord>,
}

impl HeldRole {
    /// The role a row holds.
    pub fn stored(id: Uuid, name: String, shipped: Option<&str>) -> Self {
        Self { id, name, shipped: shipped.and_then(ShippedRole::named).map(Into::into) }
    }
}

/// A node of the pyramid [PP-4].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Node)]
pub struct ShownNode {
    pub id: Uuid,
    pub level: LevelWord,
    pub name: String,
}

impl ShownNode {
    /// The node a row holds; the database holds no other level.
    pub fn stored(id: Uuid, level: &str, name: String) -> Self {
        Self { id, level: level.parse::<Level>().unwrap_or(Level::Site).into(), name }
    }
}

/// Declares a text that the contract describes: its length, its pattern (ECMA-262).
macro_rules! texts {
    ($($(#[$doc:meta])+ $name:ident($min:tt to $max:tt, $pattern:tt)),+ $(,)?) => {$(
        $(#[$doc])+
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
        #[serde(transparent)]
        #[schema(value_type = String, min_length = $min, max_length = $max, pattern = $pattern)]
        pub struct $name(pub String);

        impl $name {
            /// Without the spaces around it.
            #[must_use]
            pub fn trimmed(&self) -> String {
                self.0.trim().to_owned()
            }
        }
    )+};
}

texts! {
    /// One line that says something: no control characters, not only spaces.
    Name(1 to 120, r"^[^\x00-\x1f\x7f]*[^\x00-\x20\x7f][^\x00-\x1f\x7f]*$"),
    /// One line that may be empty.
    Label(0 to 120, r"^[^\x00-\x1f\x7f]*$"),
    /// Text of several lines that says something.
    Prose(1 to 10000, r"^[^\x00]*[^\x00-\x20][^\x00]*$"),
    /// A document: text of many lines that says something.
    Document(1 to 50000, r"^[^\x00]*[^\x00-\x20][^\x00]*$"),
    /// A mail address, without a display name.
    MailAddress(
        6 to 254,
        r"^(?=[^@]{1,64}@)[A-Za-z0-9_'+-]+(\.[A-Za-z0-9_'+-]+)*@[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$"
    ),
    /// A name to log in with: no spaces, no signs that mean something in addresses of pages.
    Username(1 to 120, r##"^[^\s\x00-\x1f\x7f/\\?#%"<>,;:]+$"##),
    /// The key by which another system knows somebody.
    ExternalId(1 to 200, r"^[^\x00-\x1f\x7f]*[^\x00-\x20\x7f][^\x00-\x1f\x7f]*$"),
    /// A new password: length, and nothing else (NIST SP 800-63B-4).
    NewPassword(15 to 256, r"^[^\x00]*$"),
}

impl Label {
    /// The text, or nothing where it is empty.
    #[must_use]
    pub fn filled(this: Option<&Self>) -> Option<String> {
        this.map(Self::trimmed).filter(|text| !text.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::{ActionWord, LanguageWord, RequestStatusWord};

    fn words<W: serde::Serialize>(words: impl Iterator<Item = W>) -> Vec<String> {
        words
            .map(|word| serde_json::to_value(word).expect("json").as_str().expect("word").to_owned())
            .collect()
    }

    #[test]
    fn the_contract_spells_its_words_as_domain_and_authz_do() {
        assert!(
            words(authz::Action::ALL.iter().map(|&it| ActionWord::from(it)))
                .iter()
                .eq(authz::Action::ALL.iter().map(|it| it.word()))
        );
        assert!(
            words(domain::Language::ALL.iter().map(|&it| LanguageWord::from(it)))
                .iter()
                .eq(domain::Language::ALL.iter().map(|it| it.word()))
        );
        assert!(
            words(domain::RequestStatus::ALL.iter().map(|&it| RequestStatusWord::from(it)))
                .iter()
                .eq(domain::RequestStatus::ALL.iter().map(|it| it.word()))
        );
    }
}
