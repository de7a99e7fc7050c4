//! One tag of two.

use std::collections::HashSet;

use authz::{Permit, acts::MergeTags};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, QueryFilter,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use serde_json::json;
use uuid::Uuid;

use super::happened;
use crate::{
    audit::Happened,
    db::{
        DbError, Tx, Writer,
        entities::{request, request_tag, tag, tag_grant},
        unfenced::Because,
    },
    random::Random,
    wire::Named,
};

/// Makes one tag of two: what bore the first bears the second, its links lead to the second, and it is gone.
pub async fn merge(
    tx: &Tx,
    permit: Permit<MergeTags>,
    random: &dyn Random,
    now: DateTime<Utc>,
    first: &tag::Model,
    second: &tag::Model,
) -> Result<(), DbError> {
    let writer = tx.by(&permit);
    let lines = told(tx, first, second).await?;
    Happened::record_all(lines, writer, random, now, permit.by()).await?;
    let requests = move_requests(writer, now, first.id, second.id).await?;
    let links = move_links(tx, writer, first.id, second.id).await?;
    writer.delete::<tag::Entity>(tag::Column::Id.eq(first.id).into()).await?;
    let detail = json!({ "name": first.name, "into": second.id, "requests": requests, "links": links });
    happened("merge_tags", "tag", first.id, detail).record(writer, random, now, permit.by()).await
}

/// What the history of each request says: which tag went, and which came.
async fn told(
    tx: &Tx,
    first: &tag::Model,
    second: &tag::Model,
) -> Result<impl Iterator<Item = Happened>, DbError> {
    let unfenced = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
    let borne = unfenced.find::<request_tag::Entity>();
    let borne = borne.filter(request_tag::Column::RequestId.in_subquery(bearing(first.id)));
    let borne = borne.filter(request_tag::Column::TagId.is_in([first.id, second.id]));
    let borne = borne.all(unfenced.connection()).await?;
    let of = |tag: Uuid| borne.iter().filter(move |row| row.tag_id == tag).map(|row| row.request_id);
    let (requests, both): (Vec<Uuid>, HashSet<Uuid>) = (of(first.id).collect(), of(second.id).collect());
    let [first, second] = [first, second].map(|tag| Named { id: tag.id, name: tag.name.clone() });
    Ok(requests.into_iter().map(move |id| {
        let put_on: Vec<&Named> = (!both.contains(&id)).then_some(&second).into_iter().collect();
        let detail = json!({ "put_on": put_on, "taken_off": [first] });
        Happened { operation: "tag_request", subject: "request", id, working: true, detail }
    }))
}

/// Each is a new version: who changes its tags meanwhile has read another one. Answers how many they are.
async fn move_requests(
    writer: Writer<'_>,
    now: DateTime<Utc>,
    first: Uuid,
    second: Uuid,
) -> Result<u64, DbError> {
    let next = Expr::col((request::Entity, request::Column::Version)).add(1);
    let values = [(request::Column::Version, next), (request::Column::ChangedAt, Expr::value(now))];
    let these = Condition::all().add(request::Column::Id.in_subquery(bearing(first)));
    let moved = writer.set::<request::Entity>(values, these).await?;
    let of_first = || Condition::all().add(request_tag::Column::TagId.eq(first));
    let both = of_first().add(request_tag::Column::RequestId.in_subquery(bearing(second)));
    writer.delete::<request_tag::Entity>(both).await?;
    writer
        .set::<request_tag::Entity>([(request_tag::Column::TagId, Expr::value(second))], of_first())
        .await?;
    Ok(moved)
}

/// What the second says already is not said twice. Answers how many links were carried over.
async fn move_links(tx: &Tx, writer: Writer<'_>, first: Uuid, second: Uuid) -> Result<u64, DbError> {
    let unfenced = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
    let of_both = tag_grant::Column::TagId.is_in([first, second]);
    let links = unfenced.find::<tag_grant::Entity>().filter(of_both).all(unfenced.connection()).await?;
    let (carried, known): (Vec<_>, Vec<_>) = links.into_iter().partition(|link| link.tag_id == first);
    let said = |link: &&tag_grant::Model| known.iter().any(|other| same(link, other));
    let twice: Vec<Uuid> = carried.iter().filter(said).map(|link| link.id).collect();
    writer.delete::<tag_grant::Entity>(tag_grant::Column::Id.is_in(twice).into()).await?;
    let of_first = tag_grant::Column::TagId.eq(first).into();
    writer.set::<tag_grant::Entity>([(tag_grant::Column::TagId, Expr::value(second))], of_first).await
}

fn same(one: &tag_grant::Model, other: &tag_grant::Model) -> bool {
    let said =
        |it: &tag_grant::Model| (it.user_id, it.team_id, it.node_id, it.edit, it.valid_from, it.valid_until);
    said(one) == said(other)
}

fn bearing(tag: Uuid) -> SelectStatement {
    Query::select()
        .column(request_tag::Column::RequestId)
        .from(request_tag::Entity)
        .and_where(request_tag::Column::TagId.eq(tag))
        .to_owned()
}
