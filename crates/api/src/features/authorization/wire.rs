use authz::Gate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    features::roles::PermissionPair,
    wire::{ActionWord, HeldRole, Named, PersonOrTeam, RelationWord, ShownNode},
};

/// What an account is allowed at all, before any grant is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccountState {
    /// All that its grants open.
    Open,
    /// The password was set by somebody else, and must be replaced [PO-9].
    PasswordPending,
    /// The terms of use wait to be accepted [CT-7].
    TermsPending,
    /// Deactivated [PO-7].
    Inactive,
    /// Suspended for a while [CT-8].
    Suspended,
    /// Past its end date [CT-8].
    Ended,
}

impl From<Gate> for AccountState {
    fn from(gate: Gate) -> Self {
        match gate {
            Gate::Open => Self::Open,
            Gate::Password => Self::PasswordPending,
            Gate::Terms => Self::TermsPending,
            Gate::Inactive => Self::Inactive,
            Gate::Suspended => Self::Suspended,
            Gate::Ended => Self::Ended,
        }
    }
}

/// What a reason rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReasonKind {
    /// A super administrator may do everything.
    SuperAdministrator,
    Grant,
    TagGrant,
}

/// One thing that is enough by itself. Of a tag that one does not see on the request, of an assignment that one does not
/// see, and of what was given to somebody else where one does not see the accounts, only the kind and the node are told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Reason {
    pub kind: ReasonKind,
    /// The grant or tag link.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub id: Option<Uuid>,
    /// Whom it was given to: the person, or a team of theirs.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub to: Option<PersonOrTeam>,
    /// Where it was given; it counts there and below.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub node: Option<ShownNode>,
    /// The role that the grant is tied to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub role: Option<HeldRole>,
    /// How the person stands to the request for it to count.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub relation: Option<RelationWord>,
    /// The tag that is linked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub tag: Option<Named>,
}

/// What stands against something that would be a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// It counts on requests that are one's own, assigned to one, or published; this one is not.
    NotRelated,
    /// It was given at another node.
    Elsewhere,
    /// The action means something higher up the pyramid only [PP-1].
    TooLow,
    /// It does not count yet, or no longer.
    NotNow,
    /// The tag is linked, but not here, not now, or to see only.
    TagSaysLess,
}

/// Something that would be a reason, and what stands against it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NearReason {
    pub against: Obstacle,
    pub reason: Reason,
}

/// What is asked: may this person do this to that?
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Oneself, when absent.
    pub user_id: Option<Uuid>,
    pub action: ActionWord,
    /// The request it would be done to; this or `node_id`.
    pub request_id: Option<Uuid>,
    /// The node it would be done at; this or `request_id`.
    pub node_id: Option<Uuid>,
}

/// Whether somebody may do something, and why, or why not.
#[derive(Debug, Serialize, ToSchema)]
pub struct Explanation {
    pub allowed: bool,
    pub state: AccountState,
    /// What gives the action itself; each is enough.
    pub by: Vec<Reason>,
    /// What lets the request be seen, which every other action on it takes too; each is enough.
    pub seen_by: Vec<Reason>,
    /// Where the answer is no: what would be a reason if something were otherwise. Of others, only what was given
    /// where one sees the accounts.
    pub nearly: Vec<NearReason>,
    /// Where the answer is no and the account is open: the permission that would be needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub missing: Option<ActionWord>,
}

/// Who sees a request, what they may do with it, and why they see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct RequestAccess {
    /// By last name. A page may be short or empty and still have a `next`.
    pub items: Vec<Viewer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub next: Option<String>,
    /// Whether all who see it are told of; else only oneself, for want of `view_users` at the site.
    pub everybody: bool,
}

/// Somebody who sees a request.
#[derive(Debug, Serialize, ToSchema)]
pub struct Viewer {
    pub id: Uuid,
    pub name: String,
    /// All that they may do with it.
    pub allowed: Vec<ActionWord>,
    /// Why they see it; each is enough.
    pub seen_by: Vec<Reason>,
}

/// What somebody may do, per node of the pyramid.
#[derive(Debug, Serialize, ToSchema)]
pub struct EffectivePermissions {
    pub user: Named,
    pub state: AccountState,
    /// Whether they may do everything, whatever is given [CT-5].
    pub super_administrator: bool,
    /// The sum of all grants, where it differs from the node above.
    pub at: Vec<NodePermissions>,
    /// What linked tags open besides [CT-3].
    pub tags: Vec<TagPermissions>,
    /// Whether this is all; of others one is told what counts where one sees the accounts.
    pub complete: bool,
}

/// What somebody may do at a node and below.
#[derive(Debug, Serialize, ToSchema)]
pub struct NodePermissions {
    pub node: ShownNode,
    pub permissions: Vec<PermissionPair>,
}

/// What somebody may do with the requests at a node that bear a tag.
#[derive(Debug, Serialize, ToSchema)]
pub struct TagPermissions {
    pub tag: Named,
    pub node: ShownNode,
    /// Whether they may also edit them.
    pub edit: bool,
}
