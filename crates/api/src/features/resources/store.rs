//! All SQL of resources: reading and changing here, logins below.

pub mod links;

use authz::{Actor, Permit, Resources, acts::ManageResources};
use chrono::{DateTime, Utc};
use domain::{ResourceId, fold_case};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoSimpleExpr, JoinType,
    QueryFilter, QueryOrder, QuerySelect, RelationDef, Select,
};
use serde_json::json;
use uuid::Uuid;

use super::wire::{NewResource, ResourceInput, ResourceQuery, ResourceRow};
use crate::{
    audit::Happened,
    db::{
        Db, DbError, Scoped, Tx,
        entities::{node, picture, resource, user_account},
        gathered, names,
    },
    features::{
        pictures::{Holder, remove, replace},
        requests::full_name,
    },
    http::PageStart,
    pictures::{Picture, PictureKind},
    random::Random,
    wire::Label,
};

/// A page of the resources that `actor` may see, by last name.
pub async fn list(
    db: &Db,
    actor: &Actor,
    query: &ResourceQuery,
    page: &PageStart,
) -> Result<Vec<ResourceRow>, DbError> {
    let named = names::sought(query.name.as_deref());
    let which = Condition::all()
        .add_option(page.after_name(resource::Column::LastName, resource::Column::Id))
        .add_option(named.as_deref().map(called))
        .add_option(query.active.map(|active| resource::Column::Active.eq(active)))
        .add_option(query.home_id.map(|home| resource::Column::HomeNodeId.eq(home)));
    let resources = db.visible::<resource::Entity, Resources>(&actor.seen_resources());
    let resources = resources.narrow(|resources| {
        let resources = with_what_belongs(resources).filter(which);
        let by_name = resources.order_by_asc(resource::Column::LastName).order_by_asc(resource::Column::Id);
        by_name.limit(page.fetch())
    });
    resources.rows().await
}

fn called(name: &str) -> Condition {
    Condition::any()
        .add(names::holds(resource::Column::NameKey, name))
        .add(names::key_holds(resource::Column::CodeKey, name))
}

/// One resource that `actor` may see.
pub async fn find(db: &Db, actor: &Actor, id: ResourceId) -> Result<Option<ResourceRow>, DbError> {
    load(db.visible(&actor.seen_resources()), id).await
}

/// One resource that `actor` may see, held against other writers until the transaction ends.
pub async fn lock(tx: &Tx, actor: &Actor, id: ResourceId) -> Result<Option<ResourceRow>, DbError> {
    let scope = actor.seen_resources();
    let held = tx.visible::<resource::Entity, Resources>(&scope).locked();
    if held.narrow(|rows| rows.filter(resource::Column::Id.eq(id.0))).one().await?.is_none() {
        return Ok(None);
    }
    load(tx.visible(&scope), id).await
}

/// The photo of a resource that `actor` may see.
pub async fn photo_of(db: &Db, actor: &Actor, id: ResourceId) -> Result<Option<picture::Model>, DbError> {
    let photos = db.visible::<picture::Entity, Resources>(&actor.seen_resources());
    photos.narrow(|photos| photos.filter(picture::Column::ResourceId.eq(id.0))).one().await
}

/// Makes a resource at the node that the permit is for.
pub async fn insert(
    tx: &Tx,
    permit: Permit<ManageResources>,
    random: &dyn Random,
    now: DateTime<Utc>,
    new: &NewResource,
) -> Result<Uuid, DbError> {
    let (id, writer) = (random.id(now), tx.by(&permit));
    let (first_name, last_name) = (new.first_name.trimmed(), new.last_name.trimmed());
    let code = Label::filled(new.code.as_ref());
    let row = resource::ActiveModel {
        id: Set(id),
        home_node_id: Set(new.node_id),
        user_id: Set(None),
        name_key: Set(fold_case(&full_name(&first_name, &last_name))),
        first_name: Set(first_name),
        last_name: Set(last_name),
        code_key: Set(code.as_deref().map(|code| names::key_of(code, new.node_id))),
        code: Set(code),
        colour: Set(new.colour),
        hourly_rate: Set(new.hourly_rate),
        active: Set(true),
        version: Set(1),
        created_at: Set(now),
    };
    let made = writer.insert(row).await?;
    let name = full_name(&made.first_name, &made.last_name);
    let line =
        happened("create_resource", id, json!({ "node": new.node_id })).personal("name", None, Some(&name));
    line.record(writer, random, now, permit.by()).await?;
    Ok(id)
}

/// Changes a resource.
pub async fn update(
    tx: &Tx,
    permit: Permit<ManageResources>,
    random: &dyn Random,
    now: DateTime<Utc>,
    before: &ResourceRow,
    change: &ResourceInput,
    sees_rate: bool,
) -> Result<(), DbError> {
    let writer = tx.by(&permit);
    let (first_name, last_name) = (change.first_name.trimmed(), change.last_name.trimmed());
    let code = Label::filled(change.code.as_ref());
    let hourly_rate = if sees_rate { change.hourly_rate } else { change.hourly_rate.or(before.hourly_rate) };
    let row = resource::ActiveModel {
        id: Set(before.id),
        home_node_id: Set(change.node_id),
        name_key: Set(fold_case(&full_name(&first_name, &last_name))),
        first_name: Set(first_name),
        last_name: Set(last_name),
        code_key: Set(code.as_deref().map(|code| names::key_of(code, change.node_id))),
        code: Set(code),
        colour: Set(change.colour),
        hourly_rate: Set(hourly_rate),
        active: Set(change.active),
        version: Set(before.version + 1),
        ..Default::default()
    };
    let after = writer.update(row).await?;
    let facts = |node: Uuid, active: bool, colour: Option<i32>| json!({ "node": node, "active": active, "colour": colour });
    let detail = json!({
        "before": facts(before.home_node_id, before.active, before.colour),
        "after": facts(after.home_node_id, after.active, after.colour),
    });
    let rate = |rate: Option<i64>| rate.map(|rate| rate.to_string());
    let line = happened("update_resource", before.id, detail)
        .personal(
            "name",
            Some(&full_name(&before.first_name, &before.last_name)),
            Some(&full_name(&after.first_name, &after.last_name)),
        )
        .personal("code", before.code.as_deref(), after.code.as_deref())
        .personal("hourly_rate", rate(before.hourly_rate).as_deref(), rate(after.hourly_rate).as_deref());
    line.record(writer, random, now, permit.by()).await
}

/// Keeps a photo of a resource instead of the one before.
pub async fn set_photo(
    tx: &Tx,
    permit: Permit<ManageResources>,
    random: &dyn Random,
    now: DateTime<Utc>,
    resource: &ResourceRow,
    photo: Picture,
) -> Result<picture::Model, DbError> {
    let writer = tx.by(&permit);
    let kept = replace(writer, Holder::Resource(ResourceId(resource.id)), random, now, photo).await?;
    let detail = json!({ "picture": kept.id });
    happened("set_resource_photo", resource.id, detail).record(writer, random, now, permit.by()).await?;
    Ok(kept)
}

/// Keeps no photo of a resource.
pub async fn remove_photo(
    tx: &Tx,
    permit: Permit<ManageResources>,
    random: &dyn Random,
    now: DateTime<Utc>,
    resource: &ResourceRow,
) -> Result<(), DbError> {
    let writer = tx.by(&permit);
    remove(writer, Holder::Resource(ResourceId(resource.id)), PictureKind::Photo).await?;
    happened("remove_resource_photo", resource.id, json!({})).record(writer, random, now, permit.by()).await
}

async fn load<C: ConnectionTrait>(
    resources: Scoped<'_, C, resource::Entity>,
    id: ResourceId,
) -> Result<Option<ResourceRow>, DbError> {
    resources.narrow(|rows| with_what_belongs(rows).filter(resource::Column::Id.eq(id.0))).row().await
}

/// The resource with its home, its login and its photo.
fn with_what_belongs(resources: Select<resource::Entity>) -> Select<resource::Entity> {
    let to_node: RelationDef = resource::Entity::belongs_to(node::Entity)
        .from(resource::Column::HomeNodeId)
        .to(node::Column::Id)
        .into();
    let to_login: RelationDef = resource::Entity::belongs_to(user_account::Entity)
        .from(resource::Column::UserId)
        .to(user_account::Column::Id)
        .into();
    resources
        .column_as(node::Column::Level.into_simple_expr(), "level")
        .column_as(node::Column::ParentId.into_simple_expr(), "parent_id")
        .column_as(node::Column::Name.into_simple_expr(), "node_name")
        .column_as(user_account::Column::FirstName.into_simple_expr(), "login_first")
        .column_as(user_account::Column::LastName.into_simple_expr(), "login_last")
        .expr_as(gathered::photo_of_resource(), "photo_id")
        .join(JoinType::InnerJoin, to_node)
        .join(JoinType::LeftJoin, to_login)
}

fn happened(operation: &'static str, id: Uuid, detail: serde_json::Value) -> Happened {
    Happened { operation, subject: "resource", id, working: true, detail }
}
