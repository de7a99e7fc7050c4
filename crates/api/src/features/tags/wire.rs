use authz::{Action, Actions, Actor, Node};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::store::{categories::Category, tags::Loaded};
use crate::wire::{ActionWord, Name, ShownNode, actions};

/// An axis along which tags classify, and how its tags are displayed [CT-1].
#[derive(Debug, Serialize, ToSchema)]
pub struct TagCategory {
    pub id: Uuid,
    pub name: String,
    /// Where it lives: its tags are put on requests there and below.
    pub home: ShownNode,
    /// One of the twelve colours.
    #[schema(minimum = 1, maximum = 12)]
    pub colour: i32,
    /// Whether lists of requests show its tags, or only the request itself.
    pub in_lists: bool,
    /// Tags of a lower position stand first.
    pub position: i32,
    /// How many tags it holds.
    pub tags: i64,
    /// The version that `If-Match` names.
    pub version: i32,
    /// What one may do to it and to its tags.
    pub allowed: Vec<ActionWord>,
}

/// A page of tag categories, by name.
#[derive(Debug, Serialize, ToSchema)]
pub struct TagCategoryPage {
    pub items: Vec<TagCategory>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub next: Option<String>,
}

/// An axis to add.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTagCategory {
    pub name: Name,
    /// Where it shall live: its tags are put on requests there and below.
    pub node_id: Uuid,
    /// One of the twelve colours.
    #[schema(minimum = 1, maximum = 12)]
    pub colour: i32,
    /// Whether lists of requests shall show its tags.
    pub in_lists: bool,
    /// Tags of a lower position stand first.
    #[schema(minimum = 0, maximum = 9999)]
    pub position: i32,
}

/// An axis as it shall be. Where it lives stays.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TagCategoryChange {
    pub name: Name,
    /// One of the twelve colours.
    #[schema(minimum = 1, maximum = 12)]
    pub colour: i32,
    /// Whether lists of requests shall show its tags.
    pub in_lists: bool,
    /// Tags of a lower position stand first.
    #[schema(minimum = 0, maximum = 9999)]
    pub position: i32,
}

/// A word that requests bear.
#[derive(Debug, Serialize, ToSchema)]
pub struct Tag {
    pub id: Uuid,
    pub name: String,
    pub category: CategoryOfTag,
    /// How many requests bear it, of those that one may see; at most the five hundred newest are counted.
    pub requests: i64,
    /// How many links lead from it to people and teams, of those that one may see; absent for those who see none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub links: Option<i64>,
    /// The version that `If-Match` names.
    pub version: i32,
    /// What one may do to it.
    pub allowed: Vec<ActionWord>,
}

/// The axis of a tag, and how it is displayed.
#[derive(Debug, Serialize, ToSchema)]
pub struct CategoryOfTag {
    pub id: Uuid,
    pub name: String,
    /// One of the twelve colours.
    #[schema(minimum = 1, maximum = 12)]
    pub colour: i32,
    /// Whether lists of requests show its tags, or only the request itself.
    pub in_lists: bool,
}

/// A page of tags, by name.
#[derive(Debug, Serialize, ToSchema)]
pub struct TagPage {
    pub items: Vec<Tag>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub next: Option<String>,
}

/// Which tags.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TagQuery {
    /// Only of this category.
    pub category_id: Option<Uuid>,
    /// Only those whose name holds this, upper and lower case alike.
    #[param(max_length = 120)]
    pub name: Option<String>,
    /// Where the page before this one said that it goes on.
    pub cursor: Option<String>,
    /// How many items at the most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: Option<u64>,
}

/// A tag to add.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTag {
    pub category_id: Uuid,
    pub name: Name,
}

/// A tag as it shall be. Its category stays; to move what bears it to another axis, merge it into a tag of that one.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TagChange {
    pub name: Name,
}

/// What a tag shall become.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Merger {
    /// The tag that stays, with the requests and the links of both.
    pub into_id: Uuid,
}

impl TagCategory {
    /// The category as `actor` may see it.
    pub fn new(actor: &Actor, loaded: Category) -> Self {
        let Category { row, home, home_name, tags } = loaded;
        Self {
            id: row.id,
            name: row.name,
            home: ShownNode { id: row.node_id, level: home.level().into(), name: home_name },
            colour: row.colour,
            in_lists: row.in_lists,
            position: row.position,
            tags,
            version: row.version,
            allowed: managing(actor, home),
        }
    }
}

impl Tag {
    /// The tag as `actor` may see it.
    pub fn new(actor: &Actor, loaded: Loaded) -> Self {
        Self {
            id: loaded.row.id,
            name: loaded.row.name,
            category: loaded.category,
            requests: loaded.requests,
            links: Some(loaded.links).filter(|_| !actor.seen_grants().filter().is_empty()),
            version: loaded.row.version,
            allowed: managing(actor, loaded.home),
        }
    }
}

fn managing(actor: &Actor, home: Node) -> Vec<ActionWord> {
    actions(actor.allowed_at(home).intersection(Actions::of(&[Action::ManageTags])))
}
