use authz::{Action, Actor};
use sea_orm::FromQueryResult;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    features::requests::full_name,
    identity::facts::node_of,
    wire::{ActionWord, Label, Name, Named, ShownNode, actions},
};

/// A worker, with or without a login [PL-1]. What one may not see is absent.
#[derive(Debug, Serialize, ToSchema)]
pub struct Resource {
    pub id: Uuid,
    pub first_name: String,
    pub last_name: String,
    /// Whether they can be assigned and planned.
    pub active: bool,
    /// The number of a licence, or another, as it is printed on documents.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub code: Option<String>,
    /// One of the twelve colours, for agendas.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, minimum = 1, maximum = 12)]
    pub colour: Option<i32>,
    /// What an hour costs, in the smallest unit of the currency; absent for those who do not see costs where they live.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, minimum = 0)]
    pub hourly_rate: Option<i64>,
    /// Where they live: who manages there manages them, and they are offered at the sites on its line.
    pub home: ShownNode,
    /// Whose login is theirs; absent where they have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub login: Option<Named>,
    /// Another photo has another id; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub photo_id: Option<Uuid>,
    /// The version that `If-Match` names.
    pub version: i32,
    /// What one may do to everything where they live.
    pub allowed: Vec<ActionWord>,
}

/// A page of resources, by last name.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResourcePage {
    pub items: Vec<Resource>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub next: Option<String>,
}

/// Which resources.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ResourceQuery {
    /// Only those whose name or code holds this, whatever the case.
    #[param(max_length = 120)]
    pub name: Option<String>,
    /// Only those who can be assigned, or only those who cannot.
    pub active: Option<bool>,
    /// Only those who live at this node.
    pub home_id: Option<Uuid>,
    /// Where the page before this one said that it goes on.
    pub cursor: Option<String>,
    /// How many items at the most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: Option<u64>,
}

/// A resource to make.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewResource {
    pub first_name: Name,
    pub last_name: Name,
    /// Where they shall live.
    pub node_id: Uuid,
    /// None, when absent or empty.
    pub code: Option<Label>,
    #[schema(minimum = 1, maximum = 12)]
    pub colour: Option<i32>,
    /// Takes seeing costs there.
    #[schema(minimum = 0, maximum = 100_000_000)]
    pub hourly_rate: Option<i64>,
}

/// A resource as it shall be. What is left out is none; a rate that one does not see stays as it is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResourceInput {
    pub first_name: Name,
    pub last_name: Name,
    /// Where they shall live.
    pub node_id: Uuid,
    /// Whether they can be assigned and planned.
    pub active: bool,
    pub code: Option<Label>,
    #[schema(minimum = 1, maximum = 12)]
    pub colour: Option<i32>,
    /// Takes seeing costs where they live and where they shall.
    #[schema(minimum = 0, maximum = 100_000_000)]
    pub hourly_rate: Option<i64>,
}

/// Whose login a resource shall be; nobody's, when absent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResourceLogin {
    pub user_id: Option<Uuid>,
}

/// A resource with its home and login, as the store reads it.
#[derive(Debug, Clone, FromQueryResult)]
pub struct ResourceRow {
    pub id: Uuid,
    pub first_name: String,
    pub last_name: String,
    pub code: Option<String>,
    pub colour: Option<i32>,
    pub hourly_rate: Option<i64>,
    pub active: bool,
    pub version: i32,
    pub home_node_id: Uuid,
    pub level: String,
    pub parent_id: Option<Uuid>,
    pub node_name: String,
    pub user_id: Option<Uuid>,
    pub login_first: Option<String>,
    pub login_last: Option<String>,
    pub photo_id: Option<Uuid>,
}

impl ResourceRow {
    /// Where they live.
    pub fn home(&self) -> Option<authz::Node> {
        node_of(&self.level, self.home_node_id, self.parent_id)
    }

    /// Whether `actor` sees what they cost.
    pub fn shows_rate_to(&self, actor: &Actor) -> bool {
        self.home().is_some_and(|home| actor.may_at(Action::ViewCosts, home))
    }

    /// The resource as `actor` may see it.
    pub fn shown(self, actor: &Actor) -> Resource {
        let allowed = self.home().map(|home| actor.allowed_at(home)).unwrap_or_default();
        let login = self.login_first.as_deref().zip(self.login_last.as_deref());
        let login = login.map(|(first, last)| full_name(first, last));
        Resource {
            id: self.id,
            active: self.active,
            colour: self.colour,
            hourly_rate: self.hourly_rate.filter(|_| self.shows_rate_to(actor)),
            login: self.user_id.zip(login).map(|(id, name)| Named { id, name }),
            first_name: self.first_name,
            last_name: self.last_name,
            code: self.code,
            home: ShownNode::stored(self.home_node_id, &self.level, self.node_name),
            photo_id: self.photo_id,
            version: self.version,
            allowed: actions(allowed),
        }
    }
}
