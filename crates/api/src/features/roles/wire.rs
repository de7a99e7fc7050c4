use authz::{Permission, ShippedRole};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::wire::{ActionWord, LanguageWord, LevelWord, Name, RelationWord, ShippedRoleWord};

/// An action in a relation: what a role can permit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Permission)]
pub struct PermissionPair {
    pub action: ActionWord,
    pub relation: RelationWord,
}

impl From<Permission> for PermissionPair {
    fn from(it: Permission) -> Self {
        Self { action: it.action.into(), relation: it.relation.into() }
    }
}

impl From<PermissionPair> for Permission {
    fn from(it: PermissionPair) -> Self {
        Self { action: it.action.into(), relation: it.relation.into() }
    }
}

/// A named set of permissions [PP-5, PO-10].
#[derive(Debug, Serialize, ToSchema)]
pub struct Role {
    pub id: Uuid,
    /// One that still bears the name it shipped with is shown in the reader's language.
    pub name: String,
    /// What it shipped as, if it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub shipped: Option<ShippedRoleWord>,
    pub permissions: Vec<PermissionPair>,
    /// What it permits beyond what it shipped with.
    pub added: Vec<PermissionPair>,
    /// What it shipped with and no longer permits.
    pub removed: Vec<PermissionPair>,
    /// Whether it can be changed: Administrator cannot.
    pub fixed: bool,
    /// How many people hold it, by themselves or through a team.
    pub people: i64,
    /// The version that `If-Match` names.
    pub version: i32,
}

/// A page of roles, by name.
#[derive(Debug, Serialize, ToSchema)]
pub struct RolePage {
    pub items: Vec<Role>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub next: Option<String>,
}

/// A role as it shall be.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleInput {
    pub name: Name,
    #[schema(max_items = 200)]
    pub permissions: Vec<PermissionPair>,
}

/// What a role would permit.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RolePermissions {
    #[schema(max_items = 200)]
    pub permissions: Vec<PermissionPair>,
}

/// What a change of a role means for the people who hold it.
#[derive(Debug, Serialize, ToSchema)]
pub struct RolePreview {
    /// How many people gain something.
    pub gaining: usize,
    /// How many people lose something.
    pub losing: usize,
    /// Those whom one may see, by name, with what changes where one sees the accounts; at most two hundred.
    pub people: Vec<PersonPreview>,
}

/// What somebody gains and loses.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonPreview {
    pub id: Uuid,
    pub name: String,
    pub shifts: Vec<ShiftShown>,
}

/// What changes at one node and below, where nothing else is said.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShiftShown {
    pub level: LevelWord,
    /// The group or site; absent for the instance.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub node_id: Option<Uuid>,
    pub gained: Vec<PermissionPair>,
    pub lost: Vec<PermissionPair>,
}

/// In which language to explain.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PermissionQuery {
    /// English, when absent.
    pub language: Option<LanguageWord>,
}

/// Everything that can be permitted, explained [PO-4].
#[derive(Debug, Serialize, ToSchema)]
pub struct PermissionList {
    pub items: Vec<ExplainedAction>,
}

/// What can be done, and what it means.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExplainedAction {
    pub action: ActionWord,
    /// What it is called in a list.
    pub label: &'static str,
    /// What it means, in one sentence.
    pub meaning: &'static str,
    /// Whether it is done to a request, rather than at a place.
    pub on_requests: bool,
    /// The relations in which it can be permitted.
    pub relations: Vec<RelationWord>,
    /// The lowest level at which a right to it means something.
    pub lowest_level: LevelWord,
    /// The promises it keeps.
    pub rows: Vec<&'static str>,
}

/// Which permissions each role has [PP-8].
#[derive(Debug, Serialize, ToSchema)]
pub struct PermissionReport {
    pub roles: Vec<ReportedRole>,
    pub rows: Vec<ReportRow>,
}

/// A column of the report.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportedRole {
    pub id: Uuid,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub shipped: Option<ShippedRoleWord>,
}

/// One action, and in which relations each role permits it, in the order of the roles.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportRow {
    pub action: ActionWord,
    pub permitted: Vec<Vec<RelationWord>>,
}

/// What a role shipped with, as pairs.
pub fn shipped_pairs(shipped: ShippedRole) -> Vec<Permission> {
    shipped.permissions().iter().collect()
}
