use sea_orm::{Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, Select};

use super::{DbError, freshness::Guard};

/// A select that cannot leave its fence: whatever is narrowed, the fence is added when it runs, and so is the
/// question whether the rights that made the fence still hold.
#[derive(Debug)]
#[must_use = "a select that does not run reads nothing"]
pub struct Scoped<'c, C: ConnectionTrait, E: EntityTrait> {
    connection: &'c C,
    select: Select<E>,
    fence: Condition,
    guard: Guard,
}

impl<'c, C: ConnectionTrait, E: EntityTrait> Scoped<'c, C, E> {
    #[expect(clippy::disallowed_methods, reason = "this is where every fenced select starts")]
    pub(super) fn start(connection: &'c C, fence: Condition, guard: Guard) -> Self {
        Self { connection, select: E::find(), fence, guard }
    }

    /// Adds filters, joins, columns, order and limit.
    pub fn narrow(mut self, change: impl FnOnce(Select<E>) -> Select<E>) -> Self {
        self.select = change(self.select);
        self
    }

    /// Holds the rows against other writers until the transaction ends. SQLite's transactions hold everything.
    pub fn locked(self) -> Self {
        self.narrow(QuerySelect::lock_exclusive)
    }

    /// # Errors
    /// When the database fails, or the rights have changed.
    pub async fn one(self) -> Result<Option<E::Model>, DbError> {
        self.row().await
    }

    /// # Errors
    /// When the database fails, or the rights have changed.
    pub async fn all(self) -> Result<Vec<E::Model>, DbError> {
        self.rows().await
    }

    /// The rows as `M`, for joins and chosen columns.
    ///
    /// # Errors
    /// When the database fails, or the rights have changed.
    pub async fn rows<M: FromQueryResult>(self) -> Result<Vec<M>, DbError> {
        self.guard.read(self.select.filter(self.fence), self.connection).await
    }

    /// The only row as `M`.
    ///
    /// # Errors
    /// When the database fails, or the rights have changed.
    pub async fn row<M: FromQueryResult>(self) -> Result<Option<M>, DbError> {
        Ok(self.narrow(|select| select.limit(1)).rows().await?.into_iter().next())
    }
}
