//! SQL of tag links.

use authz::{Accounts, Actor, Grants, Node, Permit, Principal, Right, Tags, Validity, acts::GrantRights};
use chrono::{DateTime, Utc};
use domain::{TagGrantId, TagId};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, IntoSimpleExpr,
    JoinType, QueryFilter, QueryOrder, QuerySelect, RelationDef, Select,
};
use serde_json::json;
use uuid::Uuid;

use super::{
    store::{Recipient, columns, with_recipient},
    wire::{TagGrant, TagGrantInput, TagGrantQuery},
};
use crate::{
    audit::Happened,
    db::{
        Db, DbError, Scoped, Tx,
        entities::{tag, tag_category, tag_grant},
        one_of,
    },
    http::PageStart,
    identity::facts::{node_of, principal},
    random::Random,
    wire::{Named, ShownNode},
};

/// A tag link with the names around it.
#[derive(Debug)]
pub struct Loaded {
    pub row: tag_grant::Model,
    pub to: Principal,
    pub node: Node,
    shown: TagGrant,
}

impl Loaded {
    /// What it gives.
    pub fn right(&self) -> Right {
        let validity = Validity { from: self.row.valid_from, until: self.row.valid_until };
        right(self.to, self.node, self.row.edit, validity)
    }

    /// The link as it is told.
    pub fn shown(self) -> TagGrant {
        self.shown
    }
}

/// What a link opens, whatever the tag.
pub fn right(to: Principal, node: Node, edit: bool, validity: Validity) -> Right {
    let link =
        authz::TagGrant { id: TagGrantId(Uuid::nil()), to, tag: TagId(Uuid::nil()), edit, node, validity };
    Right::from(&link)
}

/// A page of the tag links that `actor` may see, the latest first.
pub async fn list(
    db: &Db,
    actor: &Actor,
    query: &TagGrantQuery,
    page: &PageStart,
) -> Result<Vec<Loaded>, DbError> {
    let which = Condition::all()
        .add_option(query.user_id.map(|user| tag_grant::Column::UserId.eq(user)))
        .add_option(query.team_id.map(|team| tag_grant::Column::TeamId.eq(team)))
        .add_option(query.tag_id.map(|tag| tag_grant::Column::TagId.eq(tag)))
        .add_option(page.before_moment(tag_grant::Column::CreatedAt, tag_grant::Column::Id));
    let links = db.visible::<tag_grant::Entity, Grants>(&actor.seen_grants()).narrow(|links| {
        with_names(links)
            .filter(which)
            .order_by_desc(tag_grant::Column::CreatedAt)
            .order_by_desc(tag_grant::Column::Id)
            .limit(page.fetch())
    });
    Ok(links.rows::<Row>().await?.into_iter().filter_map(loaded).collect())
}

/// The tags that `actor` is linked to, alone or through a team, the latest first.
///
/// # Errors
/// When the database fails, or the rights have changed.
pub async fn linked_to_myself(db: &Db, actor: &Actor) -> Result<Vec<TagGrant>, DbError> {
    let links = db.visible::<tag_grant::Entity, Accounts>(&actor.own_account());
    let links = links.narrow(|links| with_names(links).order_by_desc(tag_grant::Column::CreatedAt));
    let rows = links.rows::<Row>().await?.into_iter().filter_map(loaded);
    Ok(rows.map(Loaded::shown).collect())
}

/// One tag link that `actor` may see.
pub async fn find(db: &Db, actor: &Actor, id: TagGrantId) -> Result<Option<Loaded>, DbError> {
    load(db.visible(&actor.seen_grants()), id).await
}

/// One tag link that `actor` may see, as it stands in a transaction in which nobody else changes rights.
pub async fn lock(tx: &Tx, actor: &Actor, id: TagGrantId) -> Result<Option<Loaded>, DbError> {
    load(tx.visible(&actor.seen_grants()), id).await
}

/// The tag links of many people, of those that `actor` may see.
///
/// # Errors
/// When the database fails.
pub async fn of_many(tx: &Tx, actor: &Actor, users: &[Uuid]) -> Result<Vec<Loaded>, DbError> {
    if users.is_empty() {
        return Ok(Vec::new());
    }
    let theirs = one_of(tag_grant::Column::UserId, users, tx.engine());
    let links = tx.visible::<tag_grant::Entity, Grants>(&actor.seen_grants());
    let links = links.narrow(|links| with_names(links).filter(theirs));
    Ok(links.rows::<Row>().await?.into_iter().filter_map(loaded).collect())
}

/// A tag that `actor` may come across.
pub async fn has_tag(tx: &Tx, actor: &Actor, id: Uuid) -> Result<bool, DbError> {
    let tags = tx.visible::<tag::Entity, Tags>(&actor.seen_tags());
    Ok(tags.narrow(|tags| tags.filter(tag::Column::Id.eq(id))).one().await?.is_some())
}

/// Which tag is linked to whom, and where.
#[derive(Debug, Clone, Copy)]
pub struct Linked {
    pub to: Principal,
    pub tag_id: Uuid,
    pub node_id: Uuid,
}

/// Links a tag.
pub async fn insert(
    tx: &Tx,
    permit: Permit<GrantRights>,
    random: &dyn Random,
    now: DateTime<Utc>,
    linked: Linked,
    new: &TagGrantInput,
) -> Result<TagGrantId, DbError> {
    let id = random.id(now);
    let (user_id, team_id) = columns(linked.to);
    let writer = tx.by(&permit);
    let row = tag_grant::ActiveModel {
        id: Set(id),
        user_id: Set(user_id),
        team_id: Set(team_id),
        tag_id: Set(linked.tag_id),
        node_id: Set(linked.node_id),
        edit: Set(new.edit),
        valid_from: Set(new.valid_from),
        valid_until: Set(new.valid_until),
        version: Set(1),
        created_at: Set(now),
    };
    let row = writer.insert(row).await?;
    happened("create_tag_grant", id, told(&row)).record(writer, random, now, permit.by()).await?;
    Ok(TagGrantId(id))
}

/// Makes of a link what the permit is for.
pub async fn update(
    tx: &Tx,
    permit: Permit<GrantRights>,
    random: &dyn Random,
    now: DateTime<Utc>,
    before: &tag_grant::Model,
    new: &TagGrantInput,
) -> Result<(), DbError> {
    let writer = tx.by(&permit);
    let row = tag_grant::ActiveModel {
        id: Set(before.id),
        edit: Set(new.edit),
        valid_from: Set(new.valid_from),
        valid_until: Set(new.valid_until),
        version: Set(before.version + 1),
        ..Default::default()
    };
    let after = writer.update(row).await?;
    let detail = json!({ "before": told(before), "after": told(&after) });
    happened("update_tag_grant", before.id, detail).record(writer, random, now, permit.by()).await
}

/// Takes a link.
pub async fn delete(
    tx: &Tx,
    permit: Permit<GrantRights>,
    random: &dyn Random,
    now: DateTime<Utc>,
    link: &tag_grant::Model,
) -> Result<(), DbError> {
    let writer = tx.by(&permit);
    writer.delete::<tag_grant::Entity>(tag_grant::Column::Id.eq(link.id).into()).await?;
    happened("delete_tag_grant", link.id, told(link)).record(writer, random, now, permit.by()).await
}

#[derive(Debug, FromQueryResult)]
struct Row {
    #[sea_orm(nested)]
    link: tag_grant::Model,
    level: String,
    parent_id: Option<Uuid>,
    node_name: String,
    tag_name: String,
    category: String,
    #[sea_orm(nested)]
    named: Recipient,
}

async fn load<C: ConnectionTrait>(
    links: Scoped<'_, C, tag_grant::Entity>,
    id: TagGrantId,
) -> Result<Option<Loaded>, DbError> {
    let row = links.narrow(|links| with_names(links).filter(tag_grant::Column::Id.eq(id.0))).row::<Row>();
    Ok(row.await?.and_then(loaded))
}

fn with_names(links: Select<tag_grant::Entity>) -> Select<tag_grant::Entity> {
    use tag_grant::Column::{NodeId, TeamId, UserId};
    let to_tag: RelationDef =
        tag_grant::Entity::belongs_to(tag::Entity).from(tag_grant::Column::TagId).to(tag::Column::Id).into();
    let to_category: RelationDef = tag::Entity::belongs_to(tag_category::Entity)
        .from(tag::Column::CategoryId)
        .to(tag_category::Column::Id)
        .into();
    with_recipient(links, (UserId, TeamId, NodeId))
        .column_as(tag::Column::Name.into_simple_expr(), "tag_name")
        .column_as(tag_category::Column::Name.into_simple_expr(), "category")
        .join(JoinType::InnerJoin, to_tag)
        .join(JoinType::InnerJoin, to_category)
}

fn loaded(row: Row) -> Option<Loaded> {
    let link = row.link;
    let to = principal(link.user_id, link.team_id)?;
    let node = node_of(&row.level, link.node_id, row.parent_id)?;
    let shown = TagGrant {
        id: link.id,
        to: row.named.shown(to),
        tag: Named { id: link.tag_id, name: row.tag_name },
        category: row.category,
        node: ShownNode::stored(link.node_id, &row.level, row.node_name),
        edit: link.edit,
        valid_from: link.valid_from,
        valid_until: link.valid_until,
        version: link.version,
    };
    Some(Loaded { to, node, shown, row: link })
}

fn told(link: &tag_grant::Model) -> serde_json::Value {
    json!({
        "user": link.user_id, "team": link.team_id, "tag": link.tag_id, "node": link.node_id,
        "edit": link.edit, "from": link.valid_from, "until": link.valid_until,
    })
}

fn happened(operation: &'static str, id: Uuid, detail: serde_json::Value) -> Happened {
    Happened { operation, subject: "tag_grant", id, working: true, detail }
}
