//! The words on an axis.

use authz::{Actor, Node, Permit, acts::ManageTags};
use chrono::{DateTime, Utc};
use domain::{TagId, fold_case};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, FromQueryResult, IntoActiveModel, JoinType,
    QueryFilter, QueryOrder, QuerySelect, Select,
};
use serde_json::json;
use uuid::Uuid;

use super::{happened, home, to_category, to_home};
use crate::{
    db::{
        Db, DbError, Engine, Scoped, Tx,
        entities::{node, tag, tag_category},
        gathered, names,
    },
    features::tags::wire::{CategoryOfTag, NewTag, TagQuery},
    http::PageStart,
    random::Random,
};

/// A tag with its category, where that lives, and how much it leads to.
#[derive(Debug)]
pub struct Loaded {
    pub row: tag::Model,
    pub category: CategoryOfTag,
    pub home: Node,
    pub requests: i64,
    pub links: i64,
}

impl Loaded {
    fn new(row: Row) -> Result<Self, DbError> {
        let home = home(&row.level, row.node_id, row.parent_id)?;
        let category = CategoryOfTag {
            id: row.tag.category_id,
            name: row.category_name,
            colour: row.colour,
            in_lists: row.in_lists,
        };
        Ok(Self { row: row.tag, category, home, requests: row.requests, links: row.links })
    }
}

/// A page of the tags that `actor` may come across, by name.
pub async fn list(
    db: &Db,
    actor: &Actor,
    query: &TagQuery,
    page: &PageStart,
) -> Result<Vec<Loaded>, DbError> {
    let name = names::sought(query.name.as_deref());
    let wanted = Condition::all()
        .add_option(query.category_id.map(|id| tag::Column::CategoryId.eq(id)))
        .add_option(name.map(|name| names::holds(tag::Column::NameKey, &name)))
        .add_option(page.after_name(tag::Column::NameKey, tag::Column::Id));
    let rows = db.visible::<tag::Entity, _>(&actor.seen_tags()).narrow(|rows| {
        with_what_belongs(rows, actor, db.engine())
            .filter(wanted)
            .order_by_asc(tag::Column::NameKey)
            .order_by_asc(tag::Column::Id)
            .limit(page.fetch())
    });
    rows.rows::<Row>().await?.into_iter().map(Loaded::new).collect()
}

/// One tag that `actor` may come across.
pub async fn find(db: &Db, actor: &Actor, id: TagId) -> Result<Option<Loaded>, DbError> {
    load(db.visible(&actor.seen_tags()), actor, db.engine(), id).await
}

/// One tag, as it stands within a transaction.
pub async fn find_within(tx: &Tx, actor: &Actor, id: TagId) -> Result<Option<Loaded>, DbError> {
    load(tx.visible(&actor.seen_tags()), actor, tx.engine(), id).await
}

/// Adds a tag to a category.
pub async fn insert(
    tx: &Tx,
    permit: Permit<ManageTags>,
    random: &dyn Random,
    now: DateTime<Utc>,
    new: &NewTag,
) -> Result<TagId, DbError> {
    let (id, name, writer) = (random.id(now), new.name.trimmed(), tx.by(&permit));
    let row = tag::ActiveModel {
        id: Set(id),
        category_id: Set(new.category_id),
        name_key: Set(fold_case(&name)),
        name: Set(name),
        version: Set(1),
        created_at: Set(now),
    };
    writer.insert(row).await?;
    happened("create_tag", "tag", id, json!(new)).record(writer, random, now, permit.by()).await?;
    Ok(TagId(id))
}

/// Gives a tag another name.
pub async fn update(
    tx: &Tx,
    permit: Permit<ManageTags>,
    random: &dyn Random,
    now: DateTime<Utc>,
    before: tag::Model,
    name: String,
) -> Result<(), DbError> {
    let (id, version, writer) = (before.id, before.version + 1, tx.by(&permit));
    let detail = json!({ "before": { "name": before.name }, "after": { "name": name } });
    let mut row = before.into_active_model();
    row.name_key = Set(fold_case(&name));
    row.name = Set(name);
    row.version = Set(version);
    writer.update(row).await?;
    happened("update_tag", "tag", id, detail).record(writer, random, now, permit.by()).await
}

/// Deletes a tag that nothing bears and no link leads to.
pub async fn delete(
    tx: &Tx,
    permit: Permit<ManageTags>,
    random: &dyn Random,
    now: DateTime<Utc>,
    row: tag::Model,
) -> Result<(), DbError> {
    let writer = tx.by(&permit);
    writer.delete::<tag::Entity>(tag::Column::Id.eq(row.id).into()).await?;
    let detail = json!({ "name": row.name, "category_id": row.category_id });
    happened("delete_tag", "tag", row.id, detail).record(writer, random, now, permit.by()).await
}

#[derive(Debug, FromQueryResult)]
struct Row {
    #[sea_orm(nested)]
    tag: tag::Model,
    category_name: String,
    colour: i32,
    in_lists: bool,
    node_id: Uuid,
    level: String,
    parent_id: Option<Uuid>,
    requests: i64,
    links: i64,
}

async fn load<C: ConnectionTrait>(
    tags: Scoped<'_, C, tag::Entity>,
    actor: &Actor,
    engine: Engine,
    id: TagId,
) -> Result<Option<Loaded>, DbError> {
    let one = tags.narrow(|rows| with_what_belongs(rows, actor, engine).filter(tag::Column::Id.eq(id.0)));
    one.row::<Row>().await?.map(Loaded::new).transpose()
}

fn with_what_belongs(tags: Select<tag::Entity>, actor: &Actor, engine: Engine) -> Select<tag::Entity> {
    tags.column_as(tag_category::Column::Name, "category_name")
        .column(tag_category::Column::Colour)
        .column(tag_category::Column::InLists)
        .column(tag_category::Column::NodeId)
        .column(node::Column::Level)
        .column(node::Column::ParentId)
        .expr_as(gathered::bearers(&actor.requests(), engine), "requests")
        .expr_as(gathered::links(&actor.seen_grants(), engine), "links")
        .join(JoinType::InnerJoin, to_category())
        .join(JoinType::InnerJoin, to_home())
}
