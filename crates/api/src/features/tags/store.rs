//! All SQL of tags: axes, the words on them, and what follows from their links.

pub mod categories;
pub mod links;
pub mod merging;
pub mod tags;

use authz::Node;
use sea_orm::{
    ColumnTrait, DbErr, EntityTrait, IntoSimpleExpr, RelationDef,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use crate::{
    audit::Happened,
    db::{
        DbError,
        entities::{node, tag, tag_category},
    },
    http::{Cursor, PageStart},
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

/// The rows after the page before, in the order of `key` and `id`.
fn beyond(page: &PageStart, key: impl ColumnTrait, id: impl ColumnTrait) -> Option<Expr> {
    let Some(Cursor::Named(name, last)) = &page.after else { return None };
    let ours = Expr::tuple([key.into_simple_expr(), id.into_simple_expr()]);
    Some(ours.gt(Expr::tuple([Expr::val(name), Expr::val(*last)])))
}

fn happened(operation: &'static str, subject: &'static str, id: Uuid, detail: serde_json::Value) -> Happened {
    Happened { operation, subject, id, working: true, detail }
}
