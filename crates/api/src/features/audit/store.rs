use authz::{Accounts, Actor, Audit};
use sea_orm::{ColumnTrait, Condition, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};
use serde::Deserialize;

use super::{
    changes::changes,
    names::{Names, names_in},
    wire::{AuditLine, AuditQuery, MyLine, PersonalValue},
};
use crate::{
    db::{Db, DbError, entities::audit, gathered},
    http::PageStart,
    wire::Named,
};

/// A line, with its personal values that are still there.
#[derive(Debug, FromQueryResult)]
pub struct Row {
    #[sea_orm(nested)]
    pub line: audit::Model,
    personal: String,
}

/// A personal value, as `db::gathered` tells.
#[derive(Debug, Deserialize)]
pub struct Value {
    pub name: String,
    pub side: String,
    pub value: String,
}

/// A page of what happened that `actor` may consult, newest first.
pub async fn list(db: &Db, actor: &Actor, query: &AuditQuery, page: &PageStart) -> Result<Vec<Row>, DbError> {
    let lines = db.visible::<audit::Entity, Audit>(&actor.audit()).narrow(|lines| {
        lines
            .expr_as(gathered::personal_values(db.engine()), "personal")
            .filter(wanted(query).add_option(page.before_chained(audit::Column::At, audit::Column::Seq)))
            .order_by_desc(audit::Column::At)
            .order_by_desc(audit::Column::Seq)
            .limit(page.fetch())
    });
    lines.rows().await
}

/// What happened to the account of `actor`, newest first: `limit` lines at the most.
///
/// # Errors
/// When the database fails, or the rights have changed.
pub async fn about_myself(db: &Db, actor: &Actor, limit: u64) -> Result<Vec<MyLine>, DbError> {
    let lines = db.visible::<audit::Entity, Accounts>(&actor.own_account()).narrow(|lines| {
        lines
            .expr_as(gathered::personal_values(db.engine()), "personal")
            .order_by_desc(audit::Column::At)
            .order_by_desc(audit::Column::Seq)
            .limit(limit)
    });
    lines.rows::<Row>().await?.into_iter().map(|row| row.about(actor)).collect()
}

impl Row {
    /// The line for the one it is about: who else acted, and from where, is not theirs to know.
    fn about(self, actor: &Actor) -> Result<MyLine, DbError> {
        let values: Vec<Value> = gathered::read(&self.personal)?;
        let by_me = self.line.actor_id == Some(actor.user().0);
        let mut detail = self.line.detail;
        // Digests of the values that follow.
        detail.as_object_mut().map(|fields| fields.remove("personal"));
        let value = |it: Value| PersonalValue { name: it.name, side: it.side, value: it.value };
        Ok(MyLine {
            at: self.line.at,
            operation: self.line.operation,
            by_me,
            address: self.line.origin.filter(|_| by_me),
            detail,
            values: values.into_iter().map(value).collect(),
        })
    }
}

fn wanted(query: &AuditQuery) -> Condition {
    use audit::Column::{ActorId, At, ConcernsId, Operation, Subject, SubjectId};
    let about = |id| Condition::any().add(SubjectId.eq(id)).add(ConcernsId.eq(id));
    Condition::all()
        .add_option(query.from.map(|from| At.gte(from)))
        .add_option(query.until.map(|until| At.lt(until)))
        .add_option(query.actor_id.map(|id| ActorId.eq(id)))
        .add_option(query.about_id.map(about))
        .add_option(query.kind.as_ref().map(|kind| Subject.eq(kind)))
        .add_option(query.operation.as_ref().map(|operation| Operation.eq(operation)))
}

/// The lines in words, with the names that those have now of whom and what they speak.
pub async fn told(db: &Db, rows: Vec<Row>) -> Result<Vec<AuditLine>, DbError> {
    let names = names_in(db, rows.iter().map(|row| &row.line)).await?;
    rows.into_iter().map(|row| row.told(&names)).collect()
}

impl Row {
    fn told(self, names: &Names) -> Result<AuditLine, DbError> {
        let Self { line, personal } = self;
        let values: Vec<Value> = gathered::read(&personal)?;
        let named = |id| Named { id, name: names.get(&id).cloned().unwrap_or_default() };
        let detail = &line.detail;
        let then = [&detail["name"], &detail["before"]["name"], &detail["after"]["name"]];
        let then = then.into_iter().find_map(|name| name.as_str().map(ToOwned::to_owned));
        Ok(AuditLine {
            id: line.id,
            line: line.seq,
            at: line.at,
            actor: line.actor_id.map(named),
            changes: changes(&line.operation, detail, &values, names),
            thing: names.get(&line.subject_id).cloned().or(then),
            thing_id: line.subject_id,
            person: line.concerns_id.map(named),
            operation: line.operation,
            kind: line.subject,
            address: line.origin,
            hash: line.hash,
        })
    }
}
