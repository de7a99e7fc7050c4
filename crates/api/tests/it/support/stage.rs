//! A database of its own for every test, cloned from a migrated template.

use std::{
    path::PathBuf,
    sync::{
        Mutex, OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use api::db::Db;
use sea_orm::{ConnectionTrait, Database, Statement};
use tempfile::TempDir;

/// Which database a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

static SQLITE_TEMPLATE: Mutex<Option<(TempDir, PathBuf)>> = Mutex::new(None);
static POSTGRES_TEMPLATE: Mutex<bool> = Mutex::new(false);
static NEXT: AtomicU32 = AtomicU32::new(0);

/// The URL of a fresh, migrated database. SQLite's file lives in `folder`.
pub async fn fresh_database(engine: Engine, folder: &TempDir) -> String {
    match engine {
        Engine::Sqlite => {
            let file = folder.path().join("palier.sqlite");
            std::fs::copy(sqlite_template(), &file).expect("the template is copied");
            format!("sqlite://{}", file.display())
        }
        Engine::Postgres => {
            let name = format!("palier_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
            let template = postgres_template();
            on_server(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
            database_named(&name)
        }
    }
}

fn sqlite_template() -> PathBuf {
    let mut template = SQLITE_TEMPLATE.lock().expect("no test panicked while making it");
    let (_, file) = template.get_or_insert_with(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("template.sqlite");
        apart(format!("sqlite://{}?mode=rwc", file.display()));
        (folder, file)
    });
    file.clone()
}

fn postgres_template() -> String {
    let name = format!("palier_{}_template", std::process::id());
    let mut made = POSTGRES_TEMPLATE.lock().expect("no test panicked while making it");
    if !*made {
        let create = format!("CREATE DATABASE {name}");
        std::thread::spawn(move || actix_web::rt::System::new().block_on(async { on_server(&create).await }))
            .join()
            .expect("the template is created");
        apart(database_named(&name));
        *made = true;
    }
    name
}

/// Migrates on a thread of its own, since the caller is inside a runtime already.
fn apart(url: String) {
    let migrate = move || actix_web::rt::System::new().block_on(async { Db::migrate(&url).await });
    std::thread::spawn(migrate).join().expect("the thread ends").expect("the template migrates");
}

/// Runs a statement on a database, past the product.
#[expect(clippy::disallowed_methods, reason = "making databases is outside what the product does")]
pub async fn execute(url: &str, sql: &str) {
    let server = Database::connect(url).await.expect("the database answers");
    let statement = Statement::from_string(server.get_database_backend(), sql);
    server.execute_raw(statement).await.expect("the statement runs");
    server.close().await.expect("closed");
}

/// Runs a statement on the test run's PostgreSQL, outside the databases of the tests.
pub async fn on_server(sql: &str) {
    execute(server(), sql).await;
}

fn server() -> &'static str {
    static SERVER: OnceLock<String> = OnceLock::new();
    SERVER.get_or_init(|| {
        std::env::var("PALIER_TEST_POSTGRES")
            .expect("PALIER_TEST_POSTGRES names a PostgreSQL; `just test` starts one and sets it")
    })
}

fn database_named(name: &str) -> String {
    let mut url = url::Url::parse(server()).expect("PALIER_TEST_POSTGRES is a URL");
    url.set_path(name);
    url.into()
}
