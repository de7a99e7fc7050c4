use authz::{Actor, Permit, acts::ManageDeadLetters};
use chrono::{DateTime, Utc};
use domain::OutboxId;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;

use crate::{
    audit::Happened,
    db::{Db, DbError, Tx, entities::outbox},
    http::PageStart,
    mail::outbox::WAITING,
    random::Random,
};

/// A page of dead letters, newest first.
pub async fn list(db: &Db, actor: &Actor, page: &PageStart) -> Result<Vec<outbox::Model>, DbError> {
    let letters = db.visible::<outbox::Entity, _>(&actor.dead_letters()).narrow(|letters| {
        let ordered = letters.order_by_desc(outbox::Column::CreatedAt).order_by_desc(outbox::Column::Id);
        let start = page.before_moment(outbox::Column::CreatedAt, outbox::Column::Id);
        ordered.filter(Condition::all().add_option(start)).limit(page.fetch())
    });
    letters.all().await
}

/// One dead letter, held against other writers.
pub async fn lock(tx: &Tx, actor: &Actor, id: OutboxId) -> Result<Option<outbox::Model>, DbError> {
    let letters = tx.visible::<outbox::Entity, _>(&actor.dead_letters());
    letters.locked().narrow(|letters| letters.filter(outbox::Column::Id.eq(id.0))).one().await
}

/// Puts a dead letter among those that wait, as if it were new.
pub async fn revive(
    tx: &Tx,
    permit: Permit<ManageDeadLetters>,
    random: &dyn Random,
    now: DateTime<Utc>,
    letter: outbox::Model,
) -> Result<(), DbError> {
    let writer = tx.by(&permit);
    let id = letter.id;
    let mut row = letter.into_active_model();
    row.state = Set(WAITING.to_owned());
    row.due_at = Set(now);
    row.attempts = Set(0);
    row.claimed_until = Set(None);
    writer.update(row).await?;
    let happened =
        Happened { operation: "retry_dead_letter", subject: "outbox", id, working: true, detail: json!({}) };
    happened.record(writer, random, now, permit.by()).await
}
