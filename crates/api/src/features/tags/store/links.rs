//! What follows from a tag: who sees what bears it. Rules look at all links and all requests, seen or not.

use authz::{Actor, Grants, Place, TagGrant};
use chrono::{DateTime, Utc};
use domain::{Level, NodeId, TagId};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, PaginatorTrait, QueryFilter, QuerySelect,
    QueryTrait, RelationDef,
};
use uuid::Uuid;

use super::{to_category, to_home};
use crate::{
    db::{
        DbError, Tx,
        entities::{node, request, request_tag, tag, tag_category, tag_grant},
        unfenced::Because,
    },
    features::requests,
    identity::facts::tag_links,
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

/// A tag by its names.
#[derive(Debug, Clone, FromQueryResult)]
pub struct NamedTag {
    pub id: Uuid,
    pub name: String,
    pub category: String,
    /// Where the category lives.
    pub node_id: Uuid,
}

/// All tags that `actor` comes across.
///
/// # Errors
/// When the database fails.
pub async fn all_seen(tx: &Tx, actor: &Actor) -> Result<Vec<NamedTag>, DbError> {
    let tags = tx.visible::<tag::Entity, _>(&actor.seen_tags()).narrow(|tags| {
        let names = tags.select_only().columns([tag::Column::Id, tag::Column::Name]);
        let names = names.column_as(tag_category::Column::Name, "category");
        names.column(tag_category::Column::NodeId).join(JoinType::InnerJoin, to_category())
    });
    tags.rows().await
}

/// The links of some tags that count or will.
///
/// # Errors
/// When the database fails.
pub async fn links_of(tx: &Tx, tags: &[Uuid], now: DateTime<Utc>) -> Result<Vec<TagGrant>, DbError> {
    let unfenced = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
    let mut links = tag_links(&unfenced, tag_grant::Column::TagId.is_in(tags.iter().copied()).into()).await?;
    links.retain(|link| link.validity.lasts(now));
    Ok(links)
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

/// How many requests bear a tag, and how many links lead from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Uses {
    pub requests: u64,
    pub links: u64,
}

/// All uses of the tag, and those that `actor` sees.
pub async fn uses(tx: &Tx, actor: &Actor, id: TagId) -> Result<(Uses, Uses), DbError> {
    let unfenced = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
    let borne = || unfenced.find::<request_tag::Entity>().filter(request_tag::Column::TagId.eq(id.0));
    let of_tag = tag_grant::Column::TagId.eq(id.0);
    let links = unfenced.find::<tag_grant::Entity>().filter(of_tag.clone());
    let all = Uses {
        requests: borne().count(unfenced.connection()).await?,
        links: links.count(unfenced.connection()).await?,
    };
    let these = borne().select_only().column(request_tag::Column::RequestId).into_query();
    let links = tx.visible::<tag_grant::Entity, Grants>(&actor.seen_grants());
    let links = links.narrow(|links| links.filter(of_tag)).all().await?;
    let requests = requests::count_seen(tx, actor, these).await?;
    Ok((all, Uses { requests, links: links.len() as u64 }))
}
