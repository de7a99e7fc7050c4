//! What follows from a tag: who sees what bears it. Rules look at all links and all requests, seen or not.

use authz::{Actor, Place, TagGrant, Validity};
use chrono::{DateTime, Utc};
use domain::{Level, NodeId, TagGrantId, TagId};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, PaginatorTrait, QueryFilter, QuerySelect,
    RelationDef,
};
use uuid::Uuid;

use super::{home, to_category, to_home};
use crate::{
    db::{
        DbError, Tx,
        entities::{node, request, request_tag, tag, tag_grant},
        unfenced::Because,
    },
    identity::rights::principal,
};

/// Those of `ids` that `actor` comes across and that can be put on a request at `place`.
///
/// # Errors
/// When the database fails.
pub async fn find_for(
    tx: &Tx,
    actor: &Actor,
    place: Place,
    ids: &[Uuid],
) -> Result<Vec<tag::Model>, DbError> {
    let covers = Condition::any()
        .add(node::Column::Level.eq(Level::Instance.word()))
        .add(node::Column::Id.is_in([place.group.0, place.site.0]));
    let tags = tx.visible::<tag::Entity, _>(&actor.seen_tags()).narrow(|tags| {
        tags.join(JoinType::InnerJoin, to_category())
            .join(JoinType::InnerJoin, to_home())
            .filter(tag::Column::Id.is_in(ids.iter().copied()))
            .filter(covers)
    });
    tags.all().await
}

/// The links of some tags that count or will.
///
/// # Errors
/// When the database fails.
pub async fn links_of(tx: &Tx, tags: &[Uuid], now: DateTime<Utc>) -> Result<Vec<TagGrant>, DbError> {
    let to_node: RelationDef = tag_grant::Entity::belongs_to(node::Entity)
        .from(tag_grant::Column::NodeId)
        .to(node::Column::Id)
        .into();
    let unfenced = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
    let rows = unfenced
        .find::<tag_grant::Entity>()
        .column(node::Column::Level)
        .column(node::Column::ParentId)
        .join(JoinType::InnerJoin, to_node)
        .filter(tag_grant::Column::TagId.is_in(tags.iter().copied()));
    let rows = rows.into_model::<Row>().all(unfenced.connection()).await?;
    let links = rows.into_iter().filter_map(|row| link_of(row).transpose());
    let lasts =
        |link: &Result<TagGrant, DbError>| link.as_ref().map_or(true, |link| link.validity.lasts(now));
    links.filter(lasts).collect()
}

/// The sites at which a request bears the tag.
pub async fn borne_at(tx: &Tx, id: TagId) -> Result<Vec<Place>, DbError> {
    #[derive(FromQueryResult)]
    struct Site {
        group_id: Uuid,
        site_id: Uuid,
    }
    let to_tags: RelationDef = request::Entity::belongs_to(request_tag::Entity)
        .from(request::Column::Id)
        .to(request_tag::Column::RequestId)
        .into();
    let unfenced = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
    let sites = unfenced
        .find::<request::Entity>()
        .select_only()
        .column(request::Column::GroupId)
        .column(request::Column::SiteId)
        .distinct()
        .join(JoinType::InnerJoin, to_tags)
        .filter(request_tag::Column::TagId.eq(id.0));
    let sites = sites.into_model::<Site>().all(unfenced.connection()).await?;
    let place = |site: Site| Place { group: NodeId(site.group_id), site: NodeId(site.site_id) };
    Ok(sites.into_iter().map(place).collect())
}

/// How many requests bear the tag, and how many links lead from it.
pub async fn uses(tx: &Tx, id: TagId) -> Result<(u64, u64), DbError> {
    let unfenced = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
    let requests = unfenced.find::<request_tag::Entity>().filter(request_tag::Column::TagId.eq(id.0));
    let links = unfenced.find::<tag_grant::Entity>().filter(tag_grant::Column::TagId.eq(id.0));
    Ok((requests.count(unfenced.connection()).await?, links.count(unfenced.connection()).await?))
}

#[derive(Debug, FromQueryResult)]
struct Row {
    #[sea_orm(nested)]
    link: tag_grant::Model,
    level: String,
    parent_id: Option<Uuid>,
}

fn link_of(row: Row) -> Result<Option<TagGrant>, DbError> {
    let node = home(&row.level, row.link.node_id, row.parent_id)?;
    Ok(principal(row.link.user_id, row.link.team_id).map(|to| TagGrant {
        id: TagGrantId(row.link.id),
        to,
        tag: TagId(row.link.tag_id),
        edit: row.link.edit,
        node,
        validity: Validity { from: row.link.valid_from, until: row.link.valid_until },
    }))
}
