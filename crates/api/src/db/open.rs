use std::{
    fmt,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use authz::{Rows, Scope, Stamp};
use domain::UserId;
use migrations::Migrator;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;
use tokio::{
    sync::{Mutex, OwnedMutexGuard},
    time::timeout,
};

use super::{
    DbError, Fenced, Scoped, Tx,
    chain::Signet,
    freshness::{Guard, Hold, stamp_of},
    population,
};
use crate::sealing::AuditKey;

/// How long a statement waits for a lock or a connection before the caller is told to come back.
const PATIENCE: Duration = Duration::from_secs(5);

/// Which of the two databases this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// What bringing the schema up to date did.
#[derive(Debug, Clone, Copy)]
pub struct Migrated {
    /// The audit has just become a chain, whose head nobody has sealed yet.
    pub chained: bool,
}

/// The database. It lends no connection: reads start at [`Db::visible`], writes at [`Db::begin`].
#[derive(Clone)]
pub struct Db {
    connection: DatabaseConnection,
    engine: Engine,
    statements: Arc<AtomicU64>,
    listener: Arc<OnceLock<Listener>>,
    /// SQLite lets one write at a time, and whoever is quicker: here they queue.
    queue: Arc<Mutex<()>>,
    patience: Duration,
    population: population::Shared,
    signet: Signet,
}

type Heard = dyn Fn(&Statement, Duration) + Send + Sync;

struct Listener(Box<Heard>);

/// How an SQLite file confirms a commit. Anything but `FULL` may lose the last commits with the power.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Synchronous {
    #[default]
    Full,
    /// For the test that proves that the durability test can fail.
    Off,
}

impl Db {
    /// Opens the database at `url` (`sqlite:///path` or `postgres://…`), without migrating it.
    ///
    /// # Errors
    /// When it cannot be reached, or when SQLite does not keep what it acknowledges.
    pub async fn open(url: &str, synchronous: Synchronous) -> Result<Self, DbErr> {
        Self::open_within(url, synchronous, PATIENCE).await
    }

    /// Opens it so that nothing waits longer than `patience` for a lock or a connection.
    ///
    /// # Errors
    /// As [`Db::open`].
    #[expect(clippy::disallowed_methods, reason = "this is where the connection is made")]
    pub async fn open_within(url: &str, synchronous: Synchronous, patience: Duration) -> Result<Self, DbErr> {
        let engine = if url.starts_with("sqlite:") { Engine::Sqlite } else { Engine::Postgres };
        let mut connection = Database::connect(options(url, engine, synchronous, patience)).await?;
        let statements = Arc::new(AtomicU64::new(0));
        let listener = Arc::new(OnceLock::<Listener>::new());
        let (counter, heard) = (Arc::clone(&statements), Arc::clone(&listener));
        connection.set_metric_callback(move |ran| {
            counter.fetch_add(1, Ordering::Relaxed);
            if let Some(listener) = heard.get() {
                (listener.0)(ran.statement, ran.elapsed);
            }
        });
        let population = population::Shared::default();
        let (queue, signet) = (Arc::default(), Signet::default());
        let db = Self { connection, engine, statements, listener, queue, patience, population, signet };
        db.assert_durable(synchronous).await?;
        Ok(db)
    }

    /// Brings the schema up to date. SQLite migrates on one connection of its own.
    ///
    /// # Errors
    /// When a change fails, or when the database is newer than this binary.
    #[expect(clippy::disallowed_methods, reason = "migrations run on a connection of their own")]
    pub async fn migrate(url: &str) -> Result<Migrated, DbErr> {
        let mut options = ConnectOptions::new(url);
        options.max_connections(1).acquire_timeout(PATIENCE).connect_timeout(PATIENCE).sqlx_logging(false);
        let connection = Database::connect(options).await?;
        let pending = Migrator::get_pending_migrations(&connection).await?;
        let chained = pending.iter().any(|change| change.name() == migrations::CHAINED);
        Migrator::up(&connection, None).await?;
        connection.close().await?;
        Ok(Migrated { chained })
    }

    /// Gives the key that seals the audit from now on.
    pub fn seal_with(&self, key: AuditKey) {
        drop(self.signet.set(key));
    }

    pub(super) const fn signet(&self) -> &Signet {
        &self.signet
    }

    #[must_use]
    pub const fn engine(&self) -> Engine {
        self.engine
    }

    /// Lets `heard` be told of every statement that runs from now on, and how long it took: what benchmarks and tests
    /// of costs look at. Only the first one to ask is told.
    pub fn listen(&self, heard: impl Fn(&Statement, Duration) + Send + Sync + 'static) {
        drop(self.listener.set(Listener(Box::new(heard))));
    }

    /// How many statements have run so far: what tests count.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// The rows of `E` that `scope` lets through.
    pub fn visible<E: Fenced<R>, R: Rows>(&self, scope: &Scope<R>) -> Scoped<'_, DatabaseConnection, E> {
        let guard = Guard::InStatement { user: scope.user(), stamp: scope.stamp() };
        Scoped::start(&self.connection, E::fence(scope.filter(), self.engine), guard)
    }

    /// Begins a transaction. On SQLite it takes the write lock at once: one that reads first and writes later
    /// fails with "database is locked".
    ///
    /// # Errors
    /// When the database is locked for too long or gone.
    pub async fn begin(&self) -> Result<Tx, DbError> {
        let options = TransactionOptions {
            isolation_level: None,
            access_mode: None,
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        };
        let turn = match self.engine {
            Engine::Sqlite => Some(self.turn().await?),
            Engine::Postgres => None,
        };
        let inner = self.connection.begin_with_options(options).await?;
        Ok(Tx::new(inner, self.engine, Arc::clone(&self.signet), turn))
    }

    async fn turn(&self) -> Result<OwnedMutexGuard<()>, DbError> {
        let turn = timeout(self.patience, Arc::clone(&self.queue).lock_owned());
        turn.await.map_err(|_| DbError::Unavailable(DbErr::Custom("others write for too long".to_owned())))
    }

    /// Begins a transaction in which the rights of `user` stay as they are until it ends; answers which state they
    /// are in. `None`: there is no such account.
    ///
    /// # Errors
    /// When the database is locked for too long or gone.
    pub async fn begin_as(&self, user: UserId, hold: Hold) -> Result<Option<(Tx, Stamp)>, DbError> {
        let tx = self.begin().await?;
        tx.hold_rights(user, hold).await
    }

    /// In which state the rights of `user` are. `None`: there is no such account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn stamp_of(&self, user: UserId) -> Result<Option<Stamp>, DbError> {
        stamp_of(user, None, &self.connection).await
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), DbError> {
        Ok(self.connection.ping().await?)
    }

    pub(super) const fn population(&self) -> &population::Shared {
        &self.population
    }

    pub(super) const fn connection(&self) -> &DatabaseConnection {
        &self.connection
    }

    async fn assert_durable(&self, synchronous: Synchronous) -> Result<(), DbErr> {
        if self.engine == Engine::Postgres {
            return Ok(());
        }
        let mode: String = self.pragma("journal_mode").await?;
        let level: i32 = self.pragma("synchronous").await?;
        let expected = if synchronous == Synchronous::Full { 2 } else { 0 };
        if mode == "wal" && level == expected {
            return Ok(());
        }
        Err(DbErr::Custom(format!(
            "sqlite runs with journal_mode={mode} synchronous={level}, not wal and {expected}"
        )))
    }

    #[expect(clippy::disallowed_methods, reason = "pragmas have no builder")]
    async fn pragma<T: sea_orm::TryGetable>(&self, name: &str) -> Result<T, DbErr> {
        let statement =
            Statement::from_string(self.connection.get_database_backend(), format!("PRAGMA {name}"));
        let row = self.connection.query_one_raw(statement).await?;
        row.ok_or_else(|| DbErr::Custom(format!("sqlite knows no pragma {name}")))?.try_get_by_index(0)
    }
}

fn options(url: &str, engine: Engine, synchronous: Synchronous, patience: Duration) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(16).acquire_timeout(patience).connect_timeout(patience).sqlx_logging(false);
    match engine {
        Engine::Sqlite => {
            let level = if synchronous == Synchronous::Full { "FULL" } else { "OFF" };
            options.map_sqlx_sqlite_opts(move |sqlite| {
                sqlite
                    .create_if_missing(true)
                    .foreign_keys(true)
                    .busy_timeout(patience)
                    .pragma("journal_mode", "WAL")
                    .pragma("synchronous", level)
            });
        }
        Engine::Postgres => {
            let lock_timeout = format!("{}ms", patience.as_millis());
            options
                .map_sqlx_postgres_opts(move |postgres| postgres.options([("lock_timeout", &lock_timeout)]));
        }
    }
    options
}

impl fmt::Debug for Db {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Db").field("engine", &self.engine).finish_non_exhaustive()
    }
}
