use authz::{Actor, Node, Permit, Place, SiteMove, acts::ManageSites};
use chrono::{DateTime, Utc};
use domain::{Level, NodeId, fold_case};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, DbErr, EntityTrait, IntoActiveModel, IntoSimpleExpr, JoinType, QueryFilter,
    QueryOrder, QuerySelect, RelationDef, Select,
    sea_query::{Alias, Expr, IntoIden},
};
use serde_json::json;
use uuid::Uuid;

use super::wire::{NewSite, SiteChange, SiteQuery, SiteRow};
use crate::{
    audit::Happened,
    db::{
        Db, DbError, Tx,
        entities::{node, site},
        instance_node, one_of,
        unfenced::Because,
    },
    http::PageStart,
    identity::facts::rights_at,
    random::Random,
    wire::Label,
};

/// A page of the sites where `actor` may do what is asked for, or anything at all, by name.
pub async fn list(
    db: &Db,
    actor: &Actor,
    query: &SiteQuery,
    page: &PageStart,
) -> Result<Vec<SiteRow>, DbError> {
    let scope = actor.sites(query.may.map(Into::into));
    let of_group = query.company_group_id.map(|group| site::Column::GroupId.eq(group));
    let start = page.after_name(node::Column::Name, site::Column::Id);
    let sites = db.visible::<site::Entity, _>(&scope).narrow(|sites| {
        with_names(sites)
            .filter(Condition::all().add_option(of_group).add_option(start))
            .order_by_asc(node::Column::Name)
            .order_by_asc(site::Column::Id)
            .limit(page.fetch())
    });
    sites.rows().await
}

/// One site.
pub async fn find(db: &Db, actor: &Actor, id: NodeId) -> Result<Option<SiteRow>, DbError> {
    let site = db.visible::<site::Entity, _>(&actor.sites(None));
    site.narrow(|sites| with_names(sites).filter(site::Column::Id.eq(id.0))).row().await
}

/// The name of a site that `actor` has to do with.
///
/// # Errors
/// When the database fails.
pub async fn name_of(db: &Db, actor: &Actor, id: Uuid) -> Result<Option<String>, DbError> {
    Ok(find(db, actor, NodeId(id)).await?.map(|site| site.name))
}

/// The sites among these that `actor` has to do with, with their names.
///
/// # Errors
/// When the database fails, or the rights have changed.
pub async fn among(db: &Db, actor: &Actor, ids: &[Uuid]) -> Result<Vec<(Uuid, String)>, DbError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sites = db
        .visible::<site::Entity, _>(&actor.sites(None))
        .narrow(|sites| with_names(sites).filter(one_of(site::Column::Id, ids, db.engine())));
    let rows: Vec<SiteRow> = sites.rows().await?;
    Ok(rows.into_iter().map(|site| (site.id, site.name)).collect())
}

/// Those among these that no site has which `actor` has to do with.
///
/// # Errors
/// When the database fails, or the rights have changed.
pub async fn unknown_among(tx: &Tx, actor: &Actor, ids: &[Uuid]) -> Result<Vec<Uuid>, DbError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sites = tx.visible::<site::Entity, _>(&actor.sites(None));
    let sites = sites.narrow(|sites| sites.filter(one_of(site::Column::Id, ids, tx.engine()))).all().await?;
    let seen = |id: &Uuid| sites.iter().any(|site| site.id == *id);
    Ok(ids.iter().copied().filter(|id| !seen(id)).collect())
}

/// Where a site stands in the pyramid, if `actor` has to do with it.
///
/// # Errors
/// When the database fails.
pub async fn find_place(tx: &Tx, actor: &Actor, id: Uuid) -> Result<Option<Place>, DbError> {
    let sites = tx.visible::<site::Entity, _>(&actor.sites(None));
    let site = sites.narrow(|sites| sites.filter(site::Column::Id.eq(id))).one().await?;
    Ok(site.map(|site| Place { group: NodeId(site.group_id), site: NodeId(site.id) }))
}

/// The ids of all sites that `actor` has to do with.
///
/// # Errors
/// When the database fails.
pub async fn all_places(tx: &Tx, actor: &Actor) -> Result<Vec<Uuid>, DbError> {
    let sites = tx.visible::<site::Entity, _>(&actor.sites(None)).all().await?;
    Ok(sites.into_iter().map(|site| site.id).collect())
}

/// A site, held against other writers.
pub async fn lock(tx: &Tx, actor: &Actor, id: NodeId) -> Result<Option<site::Model>, DbError> {
    let sites = tx.visible::<site::Entity, _>(&actor.sites(None));
    sites.locked().narrow(|sites| sites.filter(site::Column::Id.eq(id.0))).one().await
}

/// A page of the company groups that `actor` has to do with, by name.
pub async fn list_groups(db: &Db, actor: &Actor, page: &PageStart) -> Result<Vec<node::Model>, DbError> {
    let groups = db.visible::<node::Entity, _>(&actor.company_groups()).narrow(|groups| {
        let groups = groups.order_by_asc(node::Column::Name).order_by_asc(node::Column::Id);
        let start = page.after_name(node::Column::Name, node::Column::Id);
        groups.filter(Condition::all().add_option(start)).limit(page.fetch())
    });
    groups.all().await
}

/// Whether a company group of that id is there for `actor`.
pub async fn has_group(tx: &Tx, actor: &Actor, id: Uuid) -> Result<bool, DbError> {
    let groups = tx.visible::<node::Entity, _>(&actor.company_groups());
    Ok(groups.narrow(|groups| groups.filter(node::Column::Id.eq(id))).one().await?.is_some())
}

/// Adds a company group below the instance.
pub async fn insert_group(
    tx: &Tx,
    permit: Permit<ManageSites>,
    random: &dyn Random,
    now: DateTime<Utc>,
    name: String,
) -> Result<NodeId, DbError> {
    let id = random.id(now);
    let instance = instance_id(tx).await?;
    let row = node_row(id, Level::CompanyGroup, Some(instance), &name, now);
    let writer = tx.by(&permit);
    writer.insert(row).await?;
    let happened = Happened {
        operation: "create_company_group",
        subject: "node",
        id,
        working: true,
        detail: json!({ "name": name }),
    };
    happened.record(writer, random, now, permit.by()).await?;
    Ok(NodeId(id))
}

/// Adds a site to the company group that the permit is for.
pub async fn insert_site(
    tx: &Tx,
    permit: Permit<ManageSites>,
    random: &dyn Random,
    now: DateTime<Utc>,
    new: &NewSite,
) -> Result<NodeId, DbError> {
    let id = random.id(now);
    let writer = tx.by(&permit);
    writer.insert(node_row(id, Level::Site, Some(new.company_group_id), &new.name.trimmed(), now)).await?;
    let row = site::ActiveModel {
        id: Set(id),
        group_id: Set(new.company_group_id),
        mail_address: Set(new.mail_address.0.clone()),
        company: Set(Label::filled(new.company.as_ref())),
        location: Set(Label::filled(new.location.as_ref())),
        version: Set(1),
    };
    writer.insert(row).await?;
    let detail = json!({
        "name": new.name, "group": new.company_group_id, "mail_address": new.mail_address, "company": new.company,
        "location": new.location,
    });
    let happened = Happened { operation: "create_site", subject: "node", id, working: true, detail };
    happened.record(writer, random, now, permit.by()).await?;
    Ok(NodeId(id))
}

/// Changes the site that the permit is for.
pub async fn update_site(
    tx: &Tx,
    permit: Permit<ManageSites>,
    random: &dyn Random,
    now: DateTime<Utc>,
    site: site::Model,
    change: &SiteChange,
) -> Result<(), DbError> {
    let writer = tx.by(&permit);
    let id = site.id;
    let unfenced = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
    let named =
        unfenced.find::<node::Entity>().filter(node::Column::Id.eq(id)).one(unfenced.connection()).await?;
    let before = json!({
        "name": named.map(|node| node.name), "mail_address": site.mail_address, "company": site.company,
        "location": site.location,
    });
    let version = site.version + 1;
    let mut row = site.into_active_model();
    row.mail_address = Set(change.mail_address.0.clone());
    row.company = Set(Label::filled(change.company.as_ref()));
    row.location = Set(Label::filled(change.location.as_ref()));
    row.version = Set(version);
    writer.update(row).await?;
    writer
        .update(node::ActiveModel {
            id: Set(id),
            name: Set(change.name.trimmed()),
            name_key: Set(fold_case(&change.name.0)),
            ..Default::default()
        })
        .await?;
    let after = json!({ "name": change.name, "mail_address": change.mail_address, "company": change.company, "location": change.location });
    let detail = json!({ "before": before, "after": after });
    let happened = Happened { operation: "update_site", subject: "node", id, working: true, detail };
    happened.record(writer, random, now, permit.by()).await
}

/// What it takes to move a site to another company group.
pub async fn moving(
    tx: &Tx,
    site: &site::Model,
    to: NodeId,
    now: DateTime<Utc>,
) -> Result<SiteMove, DbError> {
    let place = Place { group: NodeId(site.group_id), site: NodeId(site.id) };
    if to == place.group {
        return Ok(SiteMove { site: place, to, given: Vec::new() });
    }
    let unfenced = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
    Ok(SiteMove { site: place, to, given: rights_at(&unfenced, to, now).await? })
}

/// Where the permit of a change is judged.
pub const fn place_of(site: &site::Model) -> Node {
    Node::Site(Place { group: NodeId(site.group_id), site: NodeId(site.id) })
}

/// The id of the node at the top.
///
/// # Errors
/// When the database fails.
pub async fn instance_id(tx: &Tx) -> Result<Uuid, DbError> {
    let unfenced = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
    let top = unfenced.find::<node::Entity>().filter(node::Column::Id.in_subquery(instance_node()));
    let top = top.one(unfenced.connection()).await?;
    top.map(|row| row.id).ok_or_else(|| DbError::Broken(DbErr::RecordNotFound("the instance".to_owned())))
}

fn node_row(
    id: Uuid,
    level: Level,
    parent: Option<Uuid>,
    name: &str,
    now: DateTime<Utc>,
) -> node::ActiveModel {
    node::ActiveModel {
        id: Set(id),
        level: Set(level.word().to_owned()),
        parent_id: Set(parent),
        name: Set(name.to_owned()),
        name_key: Set(fold_case(name)),
        version: Set(1),
        created_at: Set(now),
    }
}

/// Joins the node of the site for its name, and the node above for the group's.
fn with_names(sites: Select<site::Entity>) -> Select<site::Entity> {
    let group = Alias::new("group_node");
    let to_node: RelationDef =
        site::Entity::belongs_to(node::Entity).from(site::Column::Id).to(node::Column::Id).into();
    let to_group: RelationDef =
        site::Entity::belongs_to(node::Entity).from(site::Column::GroupId).to(node::Column::Id).into();
    sites
        .column_as(node::Column::Name.into_simple_expr(), "name")
        .column_as(Expr::col((group.clone().into_iden(), node::Column::Name)), "group_name")
        .join(JoinType::InnerJoin, to_node)
        .join_as(JoinType::InnerJoin, to_group, group)
}
