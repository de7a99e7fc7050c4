use sea_orm::{DbErr, RuntimeErr, SqlErr};

/// What can go wrong between us and the database.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// Locked, full or gone: the same call may succeed later.
    #[error("the database is not available; try again in a moment")]
    Unavailable(#[source] DbErr),
    /// Something else holds the same name.
    #[error("there is one already")]
    Taken(#[source] DbErr),
    /// The rights that the caller was judged by are no longer those in the database: judge again.
    #[error("your permissions have just changed; try again")]
    Stale,
    /// Our own fault.
    #[error("the database refused a statement")]
    Broken(#[source] DbErr),
}

impl From<DbErr> for DbError {
    fn from(error: DbErr) -> Self {
        if let Some(SqlErr::UniqueConstraintViolation(_)) = error.sql_err() {
            return Self::Taken(error);
        }
        if is_passing(&error) { Self::Unavailable(error) } else { Self::Broken(error) }
    }
}

/// SQLITE_BUSY, SQLITE_LOCKED, SQLITE_FULL, SQLITE_IOERR, SQLITE_CANTOPEN and their extended codes share the low byte.
const PASSING_SQLITE: [i32; 5] = [5, 6, 10, 13, 14];

/// PostgreSQL classes: connection (08), resources (53), operator intervention (57), serialization and deadlock (40);
/// and a lock that somebody else held for too long.
const PASSING_POSTGRES: [&str; 5] = ["08", "53", "57", "40", "55P03"];

fn is_passing(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        DbErr::Exec(RuntimeErr::SqlxError(inner)) | DbErr::Query(RuntimeErr::SqlxError(inner)) => inner
            .as_database_error()
            .map_or_else(|| is_broken_pipe(inner), |it| it.code().is_some_and(|code| passes(&code))),
        _ => false,
    }
}

fn passes(code: &str) -> bool {
    let sqlite =
        code.parse::<i32>().is_ok_and(|code| code < 10_000 && PASSING_SQLITE.contains(&(code & 0xff)));
    let postgres = code.len() == 5 && PASSING_POSTGRES.iter().any(|class| code.starts_with(class));
    sqlite || postgres
}

fn is_broken_pipe(error: &sea_orm::sqlx::Error) -> bool {
    use sea_orm::sqlx::Error;
    matches!(
        error,
        Error::Io(_) | Error::PoolTimedOut | Error::PoolClosed | Error::WorkerCrashed | Error::Protocol(_)
    )
}
