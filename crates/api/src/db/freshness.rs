//! A change of rights holds for the very next read, on every server: each read says in its own statement which
//! state of the rights it was judged by, and a transaction that writes holds them still.

use authz::Stamp;
use domain::UserId;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryResult, QuerySelect, Select,
    sea_query::{Expr, ExprTrait, LockType, Query, SelectStatement},
};

use super::{
    DbError,
    entities::{authz_state, user_account},
};

/// What keeps a select from reading with outdated rights.
#[derive(Debug, Clone, Copy)]
pub enum Guard {
    /// Nothing is held: the statement itself says whether the rights are still these.
    InStatement { user: UserId, stamp: Stamp },
    /// The transaction holds the rights that the scope was made from.
    Held,
    /// The transaction holds other rights than those.
    Outdated,
}

/// How a transaction holds the rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// Others may write by theirs at the same time.
    Shared,
    /// For whoever changes rights: nobody else writes meanwhile.
    Alone,
}

impl Hold {
    /// How one queues on PostgreSQL, and locks the rows once it is one's turn. Rows have no queue: those who share them
    /// at full speed would keep out whoever takes their rights away.
    const fn words(self) -> (&'static str, LockType) {
        match self {
            Self::Shared => ("pg_advisory_xact_lock_shared(1885432937)", LockType::Share),
            Self::Alone => ("pg_advisory_xact_lock(1885432937)", LockType::Update),
        }
    }
}

/// A row, and whether it was read by rights that still hold.
#[derive(Debug)]
struct Judged<M> {
    row: M,
    fresh: bool,
}

const FRESH: &str = "rights_are_fresh";

impl<M: FromQueryResult> FromQueryResult for Judged<M> {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self { row: M::from_query_result(row, prefix)?, fresh: row.try_get(prefix, FRESH)? })
    }
}

impl Guard {
    /// Runs a fenced select.
    pub async fn read<E: EntityTrait, M: FromQueryResult, C: ConnectionTrait>(
        self,
        select: Select<E>,
        connection: &C,
    ) -> Result<Vec<M>, DbError> {
        match self {
            Self::Outdated => Err(DbError::Stale),
            Self::Held => Ok(select.into_model::<M>().all(connection).await?),
            Self::InStatement { user, stamp } => {
                let judged = select.expr_as(still(user, stamp), FRESH);
                let rows = judged.into_model::<Judged<M>>().all(connection).await?;
                if rows.is_empty() {
                    // Stamps only grow: one that still holds after the read held during it.
                    assert_fresh(user, stamp, connection).await?;
                }
                rows.into_iter()
                    .map(|judged| if judged.fresh { Ok(judged.row) } else { Err(DbError::Stale) })
                    .collect()
            }
        }
    }
}

/// The state in which the rights of `user` are, held as `hold` says. `None`: there is no such account.
pub async fn stamp_of<C: ConnectionTrait>(
    user: UserId,
    hold: Option<Hold>,
    connection: &C,
) -> Result<Option<Stamp>, DbError> {
    let mut statement = Query::select();
    statement
        .column((user_account::Entity, user_account::Column::AuthzVersion))
        .column((authz_state::Entity, authz_state::Column::Epoch))
        .from(user_account::Entity)
        .from(authz_state::Entity)
        .and_where(user_account::Column::Id.eq(user.0));
    if let Some(hold) = hold {
        let (queue, lock) = hold.words();
        let mut turn = Query::select();
        turn.expr_as(Expr::cust(queue), "turn");
        let rows = ["user_account", "authz_state"];
        statement.from_subquery(turn, "turn").lock_with_tables(lock, rows);
    }
    let Some(row) = connection.query_one(&statement).await? else { return Ok(None) };
    Ok(Some(Stamp { version: row.try_get("", "authz_version")?, epoch: row.try_get("", "epoch")? }))
}

/// Answers [`DbError::Stale`] unless the rights of `user` are still in that state.
async fn assert_fresh<C: ConnectionTrait>(user: UserId, stamp: Stamp, connection: &C) -> Result<(), DbError> {
    let now = stamp_of(user, None, connection).await?;
    if now == Some(stamp) { Ok(()) } else { Err(DbError::Stale) }
}

/// Whether the rights of `user` are still in that state: evaluated once a statement, not once a row.
fn still(user: UserId, stamp: Stamp) -> Expr {
    let mut version = Query::select();
    // Under a name of its own: the fenced select may be over accounts itself.
    version
        .column(("caller", user_account::Column::AuthzVersion))
        .from_as(user_account::Entity, "caller")
        .and_where(Expr::col(("caller", user_account::Column::Id)).eq(user.0));
    epoch().eq(stamp.epoch).and(scalar(version).eq(stamp.version))
}

/// How often roles, teams or the tree have changed, as part of another statement.
#[must_use]
pub fn epoch() -> Expr {
    let mut epoch = Query::select();
    epoch.column((authz_state::Entity, authz_state::Column::Epoch)).from(authz_state::Entity);
    scalar(epoch)
}

fn scalar(query: SelectStatement) -> Expr {
    Expr::SubQuery(None, Box::new(query.into()))
}
