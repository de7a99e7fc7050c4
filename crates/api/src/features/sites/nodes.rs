//! SQL of the pyramid as a whole: nodes of any level, and what changes the tree.

use authz::{
    Actor, Node, Permit, Pyramid,
    acts::{ManageSites, MoveSite},
};
use chrono::{DateTime, Utc};
use domain::{Level, NodeId, fold_case};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;
use uuid::Uuid;

use super::wire::{CompanyGroup, NodeQuery, PlacedNode};
use crate::{
    audit::Happened,
    db::{
        Db, DbError, Tx,
        entities::{node, site},
        names,
    },
    http::{Answer, Kind, PageStart, Problem},
    identity::facts::node_of,
    random::Random,
    wire::{ShownNode, actions},
};

/// A page of the nodes that a query describes, by name.
pub async fn list(
    db: &Db,
    actor: &Actor,
    query: &NodeQuery,
    page: &PageStart,
) -> Result<Vec<node::Model>, DbError> {
    let named = names::sought(query.name.as_deref());
    let which = Condition::all()
        .add_option(page.after_name(node::Column::Name, node::Column::Id))
        .add_option(named.map(|name| names::holds(node::Column::NameKey, &name)))
        .add_option(query.level.map(|level| node::Column::Level.eq(Level::from(level).word())));
    let nodes = db.visible::<node::Entity, Pyramid>(&actor.pyramid(query.may.map(Into::into)));
    let nodes = nodes.narrow(|nodes| {
        let nodes = nodes.filter(which).order_by_asc(node::Column::Name).order_by_asc(node::Column::Id);
        nodes.limit(page.fetch())
    });
    nodes.all().await
}

/// The node of an id that a body names at `/node_id`, if `actor` has anything to do with it.
///
/// # Errors
/// 422 when there is none for the caller.
pub async fn node_at(tx: &Tx, actor: &Actor, id: Uuid) -> Answer<Node> {
    let nodes = tx.visible::<node::Entity, Pyramid>(&actor.pyramid(None));
    let row = nodes.narrow(|nodes| nodes.filter(node::Column::Id.eq(id))).one().await?;
    let node = row.and_then(|row| node_of(&row.level, row.id, row.parent_id));
    node.ok_or_else(|| Problem::at(Kind::InvalidBody, "/node_id", "unknown", "there is no such node"))
}

/// All nodes that `actor` has anything to do with, the upper ones first.
///
/// # Errors
/// When the database fails.
pub async fn all_nodes(tx: &Tx, actor: &Actor) -> Result<Vec<node::Model>, DbError> {
    let mut nodes = tx.visible::<node::Entity, Pyramid>(&actor.pyramid(None)).all().await?;
    nodes.sort_by_key(|row| (row.level.parse::<Level>().unwrap_or(Level::Site), row.id));
    Ok(nodes)
}

/// A node that `actor` has anything to do with.
///
/// # Errors
/// When the database fails, or the rights have changed.
pub async fn find_node(db: &Db, actor: &Actor, id: Uuid) -> Result<Option<Node>, DbError> {
    let nodes = db.visible::<node::Entity, Pyramid>(&actor.pyramid(None));
    let row = nodes.narrow(|nodes| nodes.filter(node::Column::Id.eq(id))).one().await?;
    Ok(row.and_then(|row| node_of(&row.level, row.id, row.parent_id)))
}

/// A company group that `actor` has to do with.
pub async fn find_group(db: &Db, actor: &Actor, id: NodeId) -> Result<Option<node::Model>, DbError> {
    let groups = db.visible::<node::Entity, authz::CompanyGroups>(&actor.company_groups());
    groups.narrow(|groups| groups.filter(node::Column::Id.eq(id.0))).one().await
}

/// A company group, held against other writers.
pub async fn lock_group(tx: &Tx, actor: &Actor, id: NodeId) -> Result<Option<node::Model>, DbError> {
    let groups = tx.visible::<node::Entity, authz::CompanyGroups>(&actor.company_groups());
    groups.locked().narrow(|groups| groups.filter(node::Column::Id.eq(id.0))).one().await
}

/// Calls a company group something else.
pub async fn rename_group(
    tx: &Tx,
    permit: Permit<ManageSites>,
    random: &dyn Random,
    now: DateTime<Utc>,
    group: node::Model,
    name: String,
) -> Result<(), DbError> {
    let writer = tx.by(&permit);
    let (id, version) = (group.id, group.version + 1);
    let detail = json!({ "before": { "name": group.name }, "after": { "name": name } });
    let mut row = group.into_active_model();
    row.name_key = Set(fold_case(&name));
    row.name = Set(name);
    row.version = Set(version);
    writer.update(row).await?;
    let happened = Happened { operation: "update_company_group", subject: "node", id, working: true, detail };
    happened.record(writer, random, now, permit.by()).await
}

/// Moves a site to the company group that the permit is for; its requests go along.
pub async fn move_site(
    tx: &Tx,
    permit: Permit<MoveSite>,
    random: &dyn Random,
    now: DateTime<Utc>,
    site: site::Model,
) -> Result<(), DbError> {
    let group = permit.on().to;
    let writer = tx.by(&permit);
    let (id, from, version) = (site.id, site.group_id, site.version + 1);
    let node = node::ActiveModel { id: Set(id), parent_id: Set(Some(group.0)), ..Default::default() };
    writer.update(node).await?;
    let mut row = site.into_active_model();
    row.group_id = Set(group.0);
    row.version = Set(version);
    writer.update(row).await?;
    let detail = json!({ "from": from, "to": group });
    let happened = Happened { operation: "move_site", subject: "node", id, working: true, detail };
    happened.record(writer, random, now, permit.by()).await
}

/// A company group as `actor` may see it.
pub fn shown_group(actor: &Actor, row: node::Model) -> CompanyGroup {
    let allowed = actor.allowed_at(Node::CompanyGroup(NodeId(row.id)));
    CompanyGroup { id: row.id, name: row.name, version: row.version, allowed: actions(allowed) }
}

/// A node as `actor` may see it.
pub fn shown(actor: &Actor, row: node::Model) -> PlacedNode {
    let node = node_of(&row.level, row.id, row.parent_id);
    let allowed = node.map(|node| actor.allowed_at(node)).unwrap_or_default();
    PlacedNode {
        node: ShownNode::stored(row.id, &row.level, row.name),
        parent_id: row.parent_id,
        allowed: actions(allowed),
    }
}
