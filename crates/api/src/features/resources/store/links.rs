//! Logins of resources: whoever gets one is assigned as that user from then on.

use authz::{Permit, Place, acts::LinkResource};
use chrono::{DateTime, Utc};
use domain::UserId;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition,
    sea_query::{Expr, Query, SelectStatement},
};
use serde_json::json;
use uuid::Uuid;

use super::happened;
use crate::{
    db::{
        DbError, Tx,
        entities::{request, request_assignment, resource},
        unfenced::Because,
    },
    features::{resources::wire::ResourceRow, users},
    random::Random,
};

/// The sites of the requests that a resource is assigned.
pub async fn works_at(tx: &Tx, resource: &ResourceRow) -> Result<Vec<Place>, DbError> {
    let held = assigned(request_assignment::Column::ResourceId, resource.id);
    let db = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
    users::places(&db, Condition::all().add(request::Column::Id.in_subquery(held))).await
}

/// Says whose login a resource is. What it is assigned, that user is assigned from then on.
pub async fn link(
    tx: &Tx,
    permit: Permit<LinkResource>,
    random: &dyn Random,
    now: DateTime<Utc>,
    before: &ResourceRow,
    user: Option<UserId>,
) -> Result<(), DbError> {
    let writer = tx.by(&permit);
    let row = resource::ActiveModel {
        id: Set(before.id),
        user_id: Set(user.map(|user| user.0)),
        version: Set(before.version + 1),
        ..Default::default()
    };
    writer.update(row).await?;
    if let Some(UserId(user)) = user {
        let theirs = Condition::all().add(request_assignment::Column::ResourceId.eq(before.id));
        let twice = assigned(request_assignment::Column::UserId, user);
        let twice = theirs.clone().add(request_assignment::Column::RequestId.in_subquery(twice));
        writer.delete::<request_assignment::Entity>(twice).await?;
        let nobody: Option<Uuid> = None;
        let values = [
            (request_assignment::Column::AssigneeId, Expr::value(user)),
            (request_assignment::Column::UserId, Expr::value(user)),
            (request_assignment::Column::ResourceId, Expr::value(nobody)),
        ];
        writer.set::<request_assignment::Entity>(values, theirs).await?;
    }
    let detail = json!({ "before": { "user": before.user_id }, "after": { "user": user } });
    happened("link_resource", before.id, detail).record(writer, random, now, permit.by()).await
}

fn assigned(whom: request_assignment::Column, id: Uuid) -> SelectStatement {
    Query::select()
        .column(request_assignment::Column::RequestId)
        .from(request_assignment::Entity)
        .and_where(whom.eq(id))
        .to_owned()
}
