use sea_orm::{
    Condition, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QuerySelect,
    Select,
};

use super::DbError;

/// A select that cannot leave its fence: whatever is narrowed, the fence is added when it runs.
#[derive(Debug)]
#[must_use = "a select that does not run reads nothing"]
pub struct Scoped<'c, C: ConnectionTrait, E: EntityTrait> {
    connection: &'c C,
    select: Select<E>,
    fence: Condition,
}

impl<'c, C: ConnectionTrait, E: EntityTrait> Scoped<'c, C, E> {
    #[expect(clippy::disallowed_methods, reason = "this is where every fenced select starts")]
    pub(super) fn start(connection: &'c C, fence: Condition) -> Self {
        Self { connection, select: E::find(), fence }
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
    /// When the database fails.
    pub async fn one(self) -> Result<Option<E::Model>, DbError> {
        Ok(self.select.filter(self.fence).one(self.connection).await?)
    }

    /// # Errors
    /// When the database fails.
    pub async fn all(self) -> Result<Vec<E::Model>, DbError> {
        Ok(self.select.filter(self.fence).all(self.connection).await?)
    }

    /// The rows as `M`, for joins and chosen columns.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rows<M: FromQueryResult>(self) -> Result<Vec<M>, DbError> {
        Ok(self.select.filter(self.fence).into_model::<M>().all(self.connection).await?)
    }

    /// The only row as `M`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn row<M: FromQueryResult>(self) -> Result<Option<M>, DbError> {
        Ok(self.select.filter(self.fence).into_model::<M>().one(self.connection).await?)
    }

    /// # Errors
    /// When the database fails.
    pub async fn count(self) -> Result<u64, DbError>
    where
        E::Model: Send + Sync,
    {
        Ok(self.select.filter(self.fence).count(self.connection).await?)
    }
}
