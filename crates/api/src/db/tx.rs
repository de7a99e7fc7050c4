use authz::{Act, Permit, Rows, Scope};
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, Condition, DatabaseTransaction, EntityTrait, IntoActiveModel,
    QueryFilter,
};

use super::{DbError, Engine, Fenced, Scoped};

/// A transaction: all of it or nothing. Dropped without [`Tx::commit`], it never happened.
#[derive(Debug)]
#[must_use = "a transaction that is not committed never happened"]
pub struct Tx {
    inner: DatabaseTransaction,
    engine: Engine,
}

impl Tx {
    pub(super) const fn new(inner: DatabaseTransaction, engine: Engine) -> Self {
        Self { inner, engine }
    }

    #[must_use]
    pub const fn engine(&self) -> Engine {
        self.engine
    }

    /// The rows of `E` that `scope` lets through.
    pub fn visible<E: Fenced<R>, R: Rows>(&self, scope: &Scope<R>) -> Scoped<'_, DatabaseTransaction, E> {
        Scoped::start(&self.inner, E::fence(scope.filter()))
    }

    /// The pen that a permit gives. Store functions take the permit by value, so that it is used once.
    #[must_use]
    pub const fn by<A: Act>(&self, _permit: &Permit<A>) -> Writer<'_> {
        Writer { connection: &self.inner }
    }

    /// Makes it so. Only what was committed may be acknowledged.
    ///
    /// # Errors
    /// When the database could not make it durable.
    pub async fn commit(self) -> Result<(), DbError> {
        Ok(self.inner.commit().await?)
    }

    pub(super) const fn connection(&self) -> &DatabaseTransaction {
        &self.inner
    }
}

/// Writes rows within a transaction, on the strength of a permit.
#[derive(Debug, Clone, Copy)]
pub struct Writer<'t> {
    pub(super) connection: &'t DatabaseTransaction,
}

#[expect(clippy::disallowed_methods, reason = "this is where every permitted write ends")]
impl Writer<'_> {
    /// # Errors
    /// When the database fails, or something else holds a unique name.
    pub async fn insert<M>(&self, model: M) -> Result<<M::Entity as EntityTrait>::Model, DbError>
    where
        M: ActiveModelTrait + ActiveModelBehavior + Send,
        <M::Entity as EntityTrait>::Model: IntoActiveModel<M>,
    {
        Ok(model.insert(self.connection).await?)
    }

    /// # Errors
    /// When the database fails, or something else holds a unique name.
    pub async fn update<M>(&self, model: M) -> Result<<M::Entity as EntityTrait>::Model, DbError>
    where
        M: ActiveModelTrait + ActiveModelBehavior + Send,
        <M::Entity as EntityTrait>::Model: IntoActiveModel<M>,
    {
        Ok(model.update(self.connection).await?)
    }

    /// Inserts many rows of one table.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_all<M>(&self, models: Vec<M>) -> Result<(), DbError>
    where
        M: ActiveModelTrait + ActiveModelBehavior + Send,
    {
        if !models.is_empty() {
            M::Entity::insert_many(models).exec_without_returning(self.connection).await?;
        }
        Ok(())
    }

    /// Deletes the rows that `which` describes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete<E: EntityTrait>(&self, which: Condition) -> Result<(), DbError> {
        E::delete_many().filter(which).exec(self.connection).await?;
        Ok(())
    }
}
