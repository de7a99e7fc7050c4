//! Axes of classification, each at its home.

use authz::{Actor, Node, Permit, acts::ManageTags};
use chrono::{DateTime, Utc};
use domain::TagCategoryId;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, FromQueryResult, IntoActiveModel, JoinType,
    QueryFilter, QueryOrder, QuerySelect, Select,
};
use serde_json::json;
use uuid::Uuid;

use super::{happened, home, to_home};
use crate::{
    db::{
        Db, DbError, Scoped, Tx,
        entities::{node, tag_category},
        gathered,
        names::key_of,
    },
    features::tags::wire::{NewTagCategory, TagCategoryChange},
    http::PageStart,
    random::Random,
};

/// A category, with its home and how many tags it holds.
#[derive(Debug)]
pub struct Category {
    pub row: tag_category::Model,
    pub home: Node,
    pub home_name: String,
    pub tags: i64,
}

impl Category {
    fn new(row: Row) -> Result<Self, DbError> {
        let home = home(&row.level, row.category.node_id, row.parent_id)?;
        Ok(Self { row: row.category, home, home_name: row.home_name, tags: row.tags })
    }
}

/// A page of the categories that `actor` may come across, by name.
pub async fn list(db: &Db, actor: &Actor, page: &PageStart) -> Result<Vec<Category>, DbError> {
    let start = page.after_name(tag_category::Column::NameKey, tag_category::Column::Id);
    let rows = db.visible::<tag_category::Entity, _>(&actor.seen_tags()).narrow(|rows| {
        with_home(rows)
            .filter(Condition::all().add_option(start))
            .order_by_asc(tag_category::Column::NameKey)
            .order_by_asc(tag_category::Column::Id)
            .limit(page.fetch())
    });
    rows.rows::<Row>().await?.into_iter().map(Category::new).collect()
}

/// One category that `actor` may come across.
pub async fn find(db: &Db, actor: &Actor, id: TagCategoryId) -> Result<Option<Category>, DbError> {
    load(db.visible(&actor.seen_tags()), id).await
}

/// One category, as it stands within a transaction.
pub async fn find_within(tx: &Tx, actor: &Actor, id: TagCategoryId) -> Result<Option<Category>, DbError> {
    load(tx.visible(&actor.seen_tags()), id).await
}

/// Adds a category at its home.
pub async fn insert(
    tx: &Tx,
    permit: Permit<ManageTags>,
    random: &dyn Random,
    now: DateTime<Utc>,
    new: &NewTagCategory,
) -> Result<TagCategoryId, DbError> {
    let (id, name, writer) = (random.id(now), new.name.trimmed(), tx.by(&permit));
    let row = tag_category::ActiveModel {
        id: Set(id),
        node_id: Set(new.node_id),
        name_key: Set(key_of(&name, new.node_id)),
        name: Set(name),
        colour: Set(new.colour),
        in_lists: Set(new.in_lists),
        position: Set(new.position),
        version: Set(1),
        created_at: Set(now),
    };
    writer.insert(row).await?;
    happened("create_tag_category", "tag_category", id, json!(new))
        .record(writer, random, now, permit.by())
        .await?;
    Ok(TagCategoryId(id))
}

/// Changes a category.
pub async fn update(
    tx: &Tx,
    permit: Permit<ManageTags>,
    random: &dyn Random,
    now: DateTime<Utc>,
    before: tag_category::Model,
    change: &TagCategoryChange,
) -> Result<(), DbError> {
    let (id, name, writer) = (before.id, change.name.trimmed(), tx.by(&permit));
    let detail = json!({ "before": spelt(&before), "after": change });
    let (node, version) = (before.node_id, before.version + 1);
    let mut row = before.into_active_model();
    row.name_key = Set(key_of(&name, node));
    row.name = Set(name);
    row.colour = Set(change.colour);
    row.in_lists = Set(change.in_lists);
    row.position = Set(change.position);
    row.version = Set(version);
    writer.update(row).await?;
    happened("update_tag_category", "tag_category", id, detail).record(writer, random, now, permit.by()).await
}

/// Deletes a category that holds no tags.
pub async fn delete(
    tx: &Tx,
    permit: Permit<ManageTags>,
    random: &dyn Random,
    now: DateTime<Utc>,
    row: tag_category::Model,
) -> Result<(), DbError> {
    let writer = tx.by(&permit);
    writer.delete::<tag_category::Entity>(tag_category::Column::Id.eq(row.id).into()).await?;
    happened("delete_tag_category", "tag_category", row.id, spelt(&row))
        .record(writer, random, now, permit.by())
        .await
}

#[derive(Debug, FromQueryResult)]
struct Row {
    #[sea_orm(nested)]
    category: tag_category::Model,
    level: String,
    parent_id: Option<Uuid>,
    home_name: String,
    tags: i64,
}

async fn load<C: ConnectionTrait>(
    categories: Scoped<'_, C, tag_category::Entity>,
    id: TagCategoryId,
) -> Result<Option<Category>, DbError> {
    let one = categories.narrow(|rows| with_home(rows).filter(tag_category::Column::Id.eq(id.0)));
    one.row::<Row>().await?.map(Category::new).transpose()
}

fn with_home(categories: Select<tag_category::Entity>) -> Select<tag_category::Entity> {
    categories
        .column(node::Column::Level)
        .column(node::Column::ParentId)
        .column_as(node::Column::Name, "home_name")
        .expr_as(gathered::tags_held(), "tags")
        .join(JoinType::InnerJoin, to_home())
}

fn spelt(row: &tag_category::Model) -> serde_json::Value {
    json!({ "name": row.name, "colour": row.colour, "in_lists": row.in_lists, "position": row.position })
}
