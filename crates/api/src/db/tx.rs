use std::sync::{Mutex, PoisonError};

use authz::{Act, Permit, Rows, Scope, Stamp};
use domain::UserId;
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, Condition, DatabaseTransaction, EntityTrait, IntoActiveModel,
    QueryFilter, sea_query::Expr,
};

use tokio::sync::OwnedMutexGuard;

use super::{
    DbError, Engine, Fenced, Scoped,
    chain::{self, Line, Signet},
    freshness::{Guard, Hold, stamp_of},
    unfenced::{Because, ROWS_A_STATEMENT},
};

/// A transaction: all of it or nothing. Dropped without [`Tx::commit`], it never happened.
#[derive(Debug)]
#[must_use = "a transaction that is not committed never happened"]
pub struct Tx {
    inner: DatabaseTransaction,
    engine: Engine,
    /// Whose rights stay as they are until the end, and in which state they are.
    held: Option<(UserId, Stamp)>,
    /// What happened in it, chained when it commits.
    lines: Mutex<Vec<Line>>,
    origin: Option<String>,
    signet: Signet,
    /// Its turn among those who write to SQLite from this server, given back last.
    _turn: Option<OwnedMutexGuard<()>>,
}

impl Tx {
    pub(super) const fn new(
        inner: DatabaseTransaction,
        engine: Engine,
        signet: Signet,
        turn: Option<OwnedMutexGuard<()>>,
    ) -> Self {
        let lines = Mutex::new(Vec::new());
        Self { inner, engine, held: None, lines, origin: None, signet, _turn: turn }
    }

    /// Says from which address the changes of this transaction come.
    pub fn from(mut self, origin: Option<impl ToString>) -> Self {
        self.origin = origin.map(|origin| origin.to_string());
        self
    }

    /// Keeps a line of the audit until the commit, without a permit; say why there is none.
    pub fn note(&self, _because: Because, line: Line) {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).push(line);
    }

    #[must_use]
    pub const fn engine(&self) -> Engine {
        self.engine
    }

    /// Holds the rights of `user` until the end; answers in which state they are.
    pub(super) async fn hold_rights(
        mut self,
        user: UserId,
        hold: Hold,
    ) -> Result<Option<(Self, Stamp)>, DbError> {
        let hold = (self.engine == Engine::Postgres).then_some(hold);
        let Some(stamp) = stamp_of(user, hold, &self.inner).await? else { return Ok(None) };
        self.held = Some((user, stamp));
        Ok(Some((self, stamp)))
    }

    /// The rows of `E` that `scope` lets through.
    pub fn visible<E: Fenced<R>, R: Rows>(&self, scope: &Scope<R>) -> Scoped<'_, DatabaseTransaction, E> {
        let held = self.held == Some((scope.user(), scope.stamp()));
        let guard = if held { Guard::Held } else { Guard::Outdated };
        Scoped::start(&self.inner, E::fence(scope.filter(), self.engine), guard)
    }

    /// The pen that a permit gives. Store functions take the permit by value, so that it is used once.
    #[must_use]
    pub fn by<A: Act>(&self, permit: &Permit<A>) -> Writer<'_> {
        let held = self.held == Some((permit.by(), permit.stamp()));
        Writer { connection: &self.inner, lines: &self.lines, held }
    }

    /// Makes it so, and chains what happened to the audit. Only what was committed may be acknowledged.
    ///
    /// # Errors
    /// When the database could not make it durable.
    pub async fn commit(self) -> Result<(), DbError> {
        let lines = self.lines.into_inner().unwrap_or_else(PoisonError::into_inner);
        chain::append(&self.inner, lines, self.origin.as_deref(), &self.signet).await?;
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
    lines: &'t Mutex<Vec<Line>>,
    /// Whether the transaction holds the rights that the permit was decided by.
    held: bool,
}

#[expect(clippy::disallowed_methods, reason = "this is where every permitted write ends")]
impl Writer<'_> {
    const fn check(&self) -> Result<(), DbError> {
        if self.held { Ok(()) } else { Err(DbError::Stale) }
    }

    /// Keeps a line of the audit until the commit.
    ///
    /// # Errors
    /// When the rights are not held.
    pub fn note(&self, line: Line) -> Result<(), DbError> {
        self.check()?;
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).push(line);
        Ok(())
    }

    /// # Errors
    /// When the database fails, something else holds a unique name, or the rights are not held.
    pub async fn insert<M>(&self, model: M) -> Result<<M::Entity as EntityTrait>::Model, DbError>
    where
        M: ActiveModelTrait + ActiveModelBehavior + Send,
        <M::Entity as EntityTrait>::Model: IntoActiveModel<M>,
    {
        self.check()?;
        Ok(model.insert(self.connection).await?)
    }

    /// # Errors
    /// When the database fails, something else holds a unique name, or the rights are not held.
    pub async fn update<M>(&self, model: M) -> Result<<M::Entity as EntityTrait>::Model, DbError>
    where
        M: ActiveModelTrait + ActiveModelBehavior + Send,
        <M::Entity as EntityTrait>::Model: IntoActiveModel<M>,
    {
        self.check()?;
        Ok(model.update(self.connection).await?)
    }

    /// Inserts many rows of one table, a few hundred a statement.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_all<M>(&self, models: Vec<M>) -> Result<(), DbError>
    where
        M: ActiveModelTrait + ActiveModelBehavior + Send,
    {
        self.check()?;
        let mut models = models.into_iter().peekable();
        while models.peek().is_some() {
            let batch: Vec<M> = models.by_ref().take(ROWS_A_STATEMENT).collect();
            M::Entity::insert_many(batch).exec_without_returning(self.connection).await?;
        }
        Ok(())
    }

    /// Sets columns of the rows that `which` describes; answers how many they are.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set<E: EntityTrait>(
        &self,
        values: impl IntoIterator<Item = (E::Column, Expr)>,
        which: Condition,
    ) -> Result<u64, DbError> {
        self.check()?;
        let update =
            values.into_iter().fold(E::update_many(), |all, (column, value)| all.col_expr(column, value));
        Ok(update.filter(which).exec(self.connection).await?.rows_affected)
    }

    /// Deletes the rows that `which` describes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete<E: EntityTrait>(&self, which: Condition) -> Result<(), DbError> {
        self.check()?;
        E::delete_many().filter(which).exec(self.connection).await?;
        Ok(())
    }
}
