//! The ways round the fence, all of them. A test counts who comes here; the list only shrinks.

use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ConnectionTrait, DatabaseConnection, DatabaseTransaction,
    DbBackend, DeleteMany, EntityTrait, IntoActiveModel, Select, UpdateMany, sea_query::OnConflict,
};

use super::{Db, DbError, Engine, Tx};

/// Why somebody must read or write before, or without, anybody having rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// Finding out who asks: accounts, sessions, throttles and signing keys.
    NobodyIsKnownYet,
    /// The instance is empty and its set-up link was presented, or the operator sits at the command line.
    TheInstanceIsBeingSetUp,
    /// Work that the server does by itself, after a permitted change asked for it.
    TheServerWorksByItself,
    /// What a permitted read or change takes along: the names of those it tells of, the next reference.
    ItBelongsToWhatIsPermitted,
}

/// The database without its fence.
#[derive(Debug)]
pub struct Unfenced<'c, C: ConnectionTrait> {
    connection: &'c C,
}

impl<C: ConnectionTrait> Clone for Unfenced<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C: ConnectionTrait> Copy for Unfenced<'_, C> {}

impl Db {
    /// Goes round the fence; say why.
    #[must_use]
    pub const fn unfenced(&self, _because: Because) -> Unfenced<'_, DatabaseConnection> {
        Unfenced { connection: self.connection() }
    }
}

impl Tx {
    /// Goes round the fence within a transaction; say why.
    #[must_use]
    pub const fn unfenced(&self, _because: Because) -> Unfenced<'_, DatabaseTransaction> {
        Unfenced { connection: self.connection() }
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the way round")]
impl<'c, C: ConnectionTrait> Unfenced<'c, C> {
    #[must_use]
    pub const fn connection(&self) -> &'c C {
        self.connection
    }

    #[must_use]
    pub fn engine(&self) -> Engine {
        match self.connection.get_database_backend() {
            DbBackend::Postgres => Engine::Postgres,
            _ => Engine::Sqlite,
        }
    }

    #[must_use]
    pub fn find<E: EntityTrait>(&self) -> Select<E> {
        E::find()
    }

    #[must_use]
    pub fn update_many<E: EntityTrait>(&self) -> UpdateMany<E> {
        E::update_many()
    }

    #[must_use]
    pub fn delete_many<E: EntityTrait>(&self) -> DeleteMany<E> {
        E::delete_many()
    }

    /// # Errors
    /// When the database fails, or something else holds a unique name.
    pub async fn insert<M>(&self, model: M) -> Result<<M::Entity as EntityTrait>::Model, DbError>
    where
        M: ActiveModelTrait + ActiveModelBehavior + Send,
        <M::Entity as EntityTrait>::Model: IntoActiveModel<M>,
    {
        Ok(model.insert(self.connection).await?)
    }

    /// Inserts a row, or does what `otherwise` says when it is there; answers the row as it then stands.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn upsert_returning<M>(
        &self,
        model: M,
        otherwise: OnConflict,
    ) -> Result<<M::Entity as EntityTrait>::Model, DbError>
    where
        M: ActiveModelTrait + ActiveModelBehavior + Send,
        <M::Entity as EntityTrait>::Model: IntoActiveModel<M>,
    {
        Ok(M::Entity::insert(model).on_conflict(otherwise).exec_with_returning(self.connection).await?)
    }

    /// Inserts many rows, a few hundred a statement.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_all<M>(&self, models: Vec<M>) -> Result<(), DbError>
    where
        M: ActiveModelTrait + ActiveModelBehavior + Send,
    {
        let mut models = models.into_iter().peekable();
        while models.peek().is_some() {
            let batch: Vec<M> = models.by_ref().take(ROWS_A_STATEMENT).collect();
            M::Entity::insert_many(batch).exec_without_returning(self.connection).await?;
        }
        Ok(())
    }
}

/// SQLite binds at most 32,766 values a statement; our widest table has 24 columns.
pub(super) const ROWS_A_STATEMENT: usize = 500;
