use authz::Actor;
use sea_orm::FromQueryResult;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    identity::facts::node_of,
    wire::{ActionWord, Name, ShownNode, actions},
};

/// A set of users that has rights and can be assigned.
#[derive(Debug, Serialize, ToSchema)]
pub struct Team {
    pub id: Uuid,
    pub name: String,
    /// Where it lives: who manages there manages it.
    pub home: ShownNode,
    /// How many people belong to it.
    pub people: i64,
    /// The version that `If-Match` names.
    pub version: i32,
    /// What one may do to everything where it lives.
    pub allowed: Vec<ActionWord>,
}

/// A page of teams, by name.
#[derive(Debug, Serialize, ToSchema)]
pub struct TeamPage {
    pub items: Vec<Team>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub next: Option<String>,
}

/// Which teams.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TeamQuery {
    /// Only those whose name holds this, whatever the case.
    #[param(max_length = 120)]
    pub name: Option<String>,
    /// Only those to which this person belongs.
    pub member_id: Option<Uuid>,
    /// Where the page before this one said that it goes on.
    pub cursor: Option<String>,
    /// How many items at the most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: Option<u64>,
}

/// A team to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTeam {
    pub name: Name,
    /// Where it shall live.
    pub node_id: Uuid,
}

/// A team as it shall be called.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TeamInput {
    pub name: Name,
}

/// Somebody who belongs to a team.
#[derive(Debug, Serialize, ToSchema)]
pub struct TeamMember {
    pub id: Uuid,
    pub name: String,
    /// Absent where one does not see the account, like `active`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub username: Option<String>,
    /// Whether they may log in.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub active: Option<bool>,
}

/// A page of those who belong to a team, by last name.
#[derive(Debug, Serialize, ToSchema)]
pub struct TeamMemberPage {
    pub items: Vec<TeamMember>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub next: Option<String>,
}

/// A team with its node, as the store reads it.
#[derive(Debug, Clone, FromQueryResult)]
pub struct TeamRow {
    pub id: Uuid,
    pub name: String,
    pub version: i32,
    pub node_id: Uuid,
    pub level: String,
    pub parent_id: Option<Uuid>,
    pub node_name: String,
    pub people: i64,
}

impl TeamRow {
    /// Where it lives.
    pub fn home(&self) -> Option<authz::Node> {
        node_of(&self.level, self.node_id, self.parent_id)
    }

    /// The team as `actor` may see it.
    pub fn shown(self, actor: &Actor) -> Team {
        let allowed = self.home().map(|home| actor.allowed_at(home)).unwrap_or_default();
        Team {
            id: self.id,
            name: self.name,
            home: ShownNode::stored(self.node_id, &self.level, self.node_name),
            people: self.people,
            version: self.version,
            allowed: actions(allowed),
        }
    }
}
