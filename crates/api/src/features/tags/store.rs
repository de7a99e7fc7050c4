//! All SQL of tags: axes, the words on them, and what follows from their links.

pub mod categories;
pub mod links;
pub mod merging;
pub mod tags;

use authz::Node;
use sea_orm::{DbErr, EntityTrait, RelationDef};
use uuid::Uuid;

use crate::{
    audit::Happened,
    db::{
        DbError,
        entities::{node, tag, tag_category},
    },
    identity::facts::node_of,
};

fn to_home() -> RelationDef {
    tag_category::Entity::belongs_to(node::Entity)
        .from(tag_category::Column::NodeId)
        .to(node::Column::Id)
        .into()
}

fn to_category() -> RelationDef {
    tag::Entity::belongs_to(tag_category::Entity)
        .from(tag::Column::CategoryId)
        .to(tag_category::Column::Id)
        .into()
}

/// The home that a row names; the tree holds it.
fn home(level: &str, id: Uuid, parent: Option<Uuid>) -> Result<Node, DbError> {
    node_of(level, id, parent).ok_or_else(|| DbError::Broken(DbErr::RecordNotFound(format!("the node {id}"))))
}

fn happened(operation: &'static str, subject: &'static str, id: Uuid, detail: serde_json::Value) -> Happened {
    Happened { operation, subject, id, working: true, detail }
}
