use authz::Actor;
use sea_orm::FromQueryResult;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{features::requests::full_name, wire::ShownNode};

/// Somebody with an account.
#[derive(Debug, Serialize, ToSchema)]
pub struct User {
    pub id: Uuid,
    pub name: String,
    pub username: String,
    /// Whether they may log in.
    pub active: bool,
    /// Where the account lives: who manages there manages it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub home: Option<ShownNode>,
    /// Whether it is one's own.
    pub own: bool,
}

/// A page of users, by last name.
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
    /// Only those whose name or username begins with this or holds it, whatever the case.
    #[param(max_length = 120)]
    pub name: Option<String>,
    /// Where the page before this one said that it goes on.
    pub cursor: Option<String>,
    /// How many items at the most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: Option<u64>,
}

/// An account with its home, as the store reads it.
#[derive(Debug, FromQueryResult)]
pub struct UserRow {
    pub id: Uuid,
    pub first_name: String,
    pub last_name: String,
    pub username: String,
    pub active: bool,
    pub home_node_id: Option<Uuid>,
    pub level: Option<String>,
    pub home_name: Option<String>,
}

impl UserRow {
    /// The account as `actor` may see it.
    pub fn shown(self, actor: &Actor) -> User {
        let home = self.home_node_id.zip(self.level).zip(self.home_name);
        User {
            id: self.id,
            name: full_name(&self.first_name, &self.last_name),
            username: self.username,
            active: self.active,
            home: home.map(|((id, level), name)| ShownNode::stored(id, &level, name)),
            own: self.id == actor.user().0,
        }
    }
}
