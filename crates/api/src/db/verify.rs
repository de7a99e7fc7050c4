//! Walks the chain of the audit: a page at a time, whatever its length.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::Expr,
};
use uuid::Uuid;

use super::{
    Db, DbError,
    chain::{GENESIS, hash, salted},
    entities::{audit, audit_head, audit_value},
};

/// The chain is whole, and its head was sealed by this server's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    pub lines: i64,
    /// The hash of the last line.
    pub hash: String,
    /// Personal values that have been erased.
    pub erased: u64,
}

/// Where the chain breaks first, and how.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    #[error("line {0} was altered, or the one before it was: its hash is not that of what it says")]
    Altered(i64),
    #[error("line {0} is missing")]
    Missing(i64),
    #[error("a line was inserted at {0}")]
    Inserted(i64),
    #[error("the personal value `{name}` of line {seq} was altered")]
    ValueAltered { seq: i64, name: String },
    #[error("the end was cut off: the chain ends with line {last}, and its head says that there were {head}")]
    CutOff { last: i64, head: i64 },
    #[error("the head does not name the hash of the last line: somebody wrote to it past Palier")]
    HeadAltered,
    #[error(
        "the head was not sealed with this server's `palier.key`: the chain may have been cut or made anew by somebody \
         who can write to the database"
    )]
    NotSealed,
    #[error("line {0} is not the one that was noted: the chain was cut or made anew since")]
    NotAsNoted(i64),
}

/// A line that somebody noted outside the database: its number and its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    pub seq: i64,
    pub hash: String,
}

/// Where the chain ends, in one statement, so that lines written meanwhile break nothing.
#[derive(Debug, FromQueryResult)]
struct End {
    #[sea_orm(nested)]
    head: audit_head::Model,
    last: Option<i64>,
    lines: i64,
}

const PAGE: u64 = 1_000;

struct Walk {
    walked: i64,
    hash: String,
    erased: u64,
}

impl Db {
    /// Checks every line, every personal value that is there, the head and its seal; and a line that was noted.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn verify_audit(&self, noted: Option<&Noted>) -> Result<Result<Verified, Broken>, DbError> {
        let end = self.end_of_audit().await?;
        let mut walk = Walk { walked: 0, hash: GENESIS.to_owned(), erased: 0 };
        let mut after = i64::MIN;
        while let Some((lines, values)) = self.page_of_audit(after, end.last).await? {
            for line in &lines {
                after = line.seq;
                if let Err(broken) = walk.step(line, values.get(&line.id), noted) {
                    return Ok(Err(broken));
                }
            }
        }
        let sealed = |head: &audit_head::Model| {
            self.signet().get().is_some_and(|key| key.sealed(head.seq, &head.hash, &head.seal))
        };
        Ok(walk.ended(&end, sealed(&end.head), noted))
    }

    #[expect(clippy::disallowed_methods, reason = "the audit is read as it stands, by nobody's rights")]
    async fn end_of_audit(&self) -> Result<End, DbError> {
        let end = audit_head::Entity::find()
            .expr_as(Expr::cust("(SELECT MAX(seq) FROM audit)"), "last")
            .expr_as(Expr::cust("(SELECT COUNT(*) FROM audit)"), "lines");
        let end = end.into_model::<End>().one(self.connection()).await?;
        end.ok_or_else(|| DbError::Broken(sea_orm::DbErr::RecordNotFound("audit_head".to_owned())))
    }

    #[expect(clippy::disallowed_methods, reason = "the audit is read as it stands, by nobody's rights")]
    async fn page_of_audit(
        &self,
        after: i64,
        last: Option<i64>,
    ) -> Result<Option<(Vec<audit::Model>, HashMap<Uuid, Vec<audit_value::Model>>)>, DbError> {
        let lines = audit::Entity::find()
            .filter(audit::Column::Seq.gt(after))
            .filter(audit::Column::Seq.lte(last.unwrap_or(0)))
            .order_by_asc(audit::Column::Seq)
            .limit(PAGE);
        let lines = lines.all(self.connection()).await?;
        let Some(end) = lines.last() else { return Ok(None) };
        let these = Condition::all().add(audit::Column::Seq.gt(after)).add(audit::Column::Seq.lte(end.seq));
        let these = audit::Entity::find().select_only().column(audit::Column::Id).filter(these).into_query();
        let stored = audit_value::Entity::find().filter(audit_value::Column::AuditId.in_subquery(these));
        let mut values: HashMap<Uuid, Vec<audit_value::Model>> = HashMap::new();
        for value in stored.all(self.connection()).await? {
            values.entry(value.audit_id).or_default().push(value);
        }
        Ok(Some((lines, values)))
    }
}

impl Walk {
    fn step(
        &mut self,
        line: &audit::Model,
        values: Option<&Vec<audit_value::Model>>,
        noted: Option<&Noted>,
    ) -> Result<(), Broken> {
        self.walked += 1;
        let expected = self.walked;
        if line.seq > expected {
            return Err(Broken::Missing(expected));
        }
        if line.seq < expected {
            return Err(Broken::Inserted(line.seq));
        }
        if hash(&self.hash, line) != line.hash {
            return Err(Broken::Altered(line.seq));
        }
        if noted.is_some_and(|noted| noted.seq == line.seq && noted.hash != line.hash) {
            return Err(Broken::NotAsNoted(line.seq));
        }
        self.hash.clone_from(&line.hash);
        self.values_of(line, values.map(Vec::as_slice).unwrap_or_default())
    }

    fn values_of(&mut self, line: &audit::Model, values: &[audit_value::Model]) -> Result<(), Broken> {
        for value in values {
            let kept = line.detail["personal"][&value.name][&value.side].as_str();
            if kept != Some(&salted(&value.salt, &value.value)) {
                return Err(Broken::ValueAltered { seq: line.seq, name: value.name.clone() });
            }
        }
        let names = line.detail["personal"].as_object().into_iter().flat_map(|names| names.values());
        let digests: usize = names.map(|sides| sides.as_object().map_or(0, serde_json::Map::len)).sum();
        self.erased += digests.saturating_sub(values.len()) as u64;
        Ok(())
    }

    fn ended(self, end: &End, sealed: bool, noted: Option<&Noted>) -> Result<Verified, Broken> {
        let (last, head) = (self.walked, end.head.seq);
        if end.lines > last || last > head {
            return Err(Broken::Inserted(last));
        }
        if last < head {
            return Err(Broken::CutOff { last, head });
        }
        if self.hash != end.head.hash {
            return Err(Broken::HeadAltered);
        }
        if !sealed {
            return Err(Broken::NotSealed);
        }
        match noted {
            Some(noted) if noted.seq > last => Err(Broken::NotAsNoted(noted.seq)),
            _ => Ok(Verified { lines: last, hash: self.hash, erased: self.erased }),
        }
    }
}
