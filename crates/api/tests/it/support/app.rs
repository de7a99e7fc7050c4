//! A server of its own for every test: real routes, real database, a clock that the test moves.

use std::{
    future::Future,
    path::Path,
    pin::Pin,
    rc::Rc,
    sync::{Arc, Mutex},
};

use actix_http::Request;
use actix_web::{
    body::BoxBody,
    dev::{Service, ServiceResponse},
    web,
};
use api::{app::App, clock::Clock, config::Config, db::Db, random::Random, routes};
use chrono::{DateTime, Duration, TimeZone, Utc};
use rand::{RngCore, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{
    client::Client,
    stage::{self, Engine},
    world::World,
};

pub type Ask = Rc<dyn Fn(Request) -> Pin<Box<dyn Future<Output = ServiceResponse<BoxBody>>>>>;

/// A running server with a small organisation in it: see [`World`].
pub struct TestApp {
    pub engine: Engine,
    pub app: web::Data<App>,
    pub clock: Arc<TestClock>,
    pub world: World,
    /// The address of the database, for a second server on it.
    pub database_url: String,
    ask: Ask,
    folder: TempDir,
}

impl TestApp {
    /// A server on a database of its own, with the organisation of [`World`].
    pub async fn start(engine: Engine) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let database_url = stage::fresh_database(engine, &folder).await;
        let clock = Arc::new(TestClock::default());
        let app =
            build(&folder, open(&database_url).await, &database_url, Arc::clone(&clock), json!({})).await;
        app.db.seal_audit().await.expect("sealed");
        let world = World::build(&app.db, clock.now()).await;
        let ask = ask(app.clone()).await;
        Self { engine, app, clock, world, database_url, ask, folder }
    }

    /// A second server on the same database and data folder.
    pub async fn second_server(&self) -> Client {
        self.server_with(json!({})).await
    }

    /// A second server whose operator decided something else: `changes` are keys of the configuration.
    pub async fn server_with(&self, changes: Value) -> Client {
        Client::nobody(ask(self.beside(changes).await).await)
    }

    /// The same server, started anew with a mail server in its configuration.
    pub async fn restarted_with(mut self, mail: Value) -> Self {
        self.app = self.beside(json!({ "mail": mail })).await;
        self.ask = ask(self.app.clone()).await;
        self
    }

    /// Another server on the same database and data folder, with `changes` in its configuration.
    pub async fn beside(&self, changes: Value) -> web::Data<App> {
        let db = open(&self.database_url).await;
        build(&self.folder, db, &self.database_url, Arc::clone(&self.clock), changes).await
    }

    /// A second server that waits no longer than `patience` for the database.
    pub async fn server_with_patience(&self, patience: std::time::Duration) -> Client {
        let db = Db::open_within(&self.database_url, api::config::Synchronous::default(), patience);
        let db = db.await.expect("the database opens");
        let clock = Arc::clone(&self.clock);
        Client::nobody(ask(build(&self.folder, db, &self.database_url, clock, json!({})).await).await)
    }

    /// A server on an empty database of its own: nothing is set up.
    pub async fn bare(&self) -> Bare {
        let folder = tempfile::tempdir().expect("a folder");
        let database_url = stage::fresh_database(self.engine, &folder).await;
        let clock = Arc::clone(&self.clock);
        let app = build(&folder, open(&database_url).await, &database_url, clock, json!({})).await;
        app.db.seal_audit().await.expect("sealed");
        let nobody = Client::nobody(ask(app.clone()).await);
        Bare { app, nobody, database_url, folder }
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Somebody who has not logged in.
    pub fn nobody(&self) -> Client {
        Client::nobody(Rc::clone(&self.ask))
    }

    /// Somebody of the world, logged in.
    pub async fn logged_in(&self, username: &str) -> Client {
        self.nobody().log_in(username).await
    }

    pub async fn administrator(&self) -> Client {
        self.logged_in("claire").await
    }

    /// Manages the company group Nord.
    pub async fn manager(&self) -> Client {
        self.logged_in("thomas").await
    }

    /// A visitor at Huy.
    pub async fn visitor(&self) -> Client {
        self.logged_in("nadia").await
    }

    /// A visitor in another company group.
    pub async fn stranger(&self) -> Client {
        self.logged_in("stranger").await
    }

    pub fn db(&self) -> &Db {
        &self.app.db
    }
}

async fn open(database_url: &str) -> Db {
    Db::open(database_url, api::config::Synchronous::default()).await.expect("the database opens")
}

async fn build(folder: &TempDir, db: Db, url: &str, clock: Arc<TestClock>, changes: Value) -> web::Data<App> {
    let config = config(folder, url, changes);
    let app = api::serve::build(config, db, clock, Arc::new(SeededRandom::default()))
        .await
        .expect("the app starts");
    web::Data::new(app)
}

fn config(folder: &TempDir, database_url: &str, changes: Value) -> Config {
    let mut config = json!({
        "data": folder.path(),
        "database_url": database_url,
        "public_url": "http://127.0.0.1:8080",
    });
    for (key, value) in changes.as_object().into_iter().flatten() {
        config[key] = value.clone();
    }
    serde_json::from_value(config).expect("a configuration")
}

async fn ask(app: web::Data<App>) -> Ask {
    let service = Rc::new(actix_web::test::init_service(routes::service(app)).await);
    Rc::new(move |request| {
        let service = Rc::clone(&service);
        Box::pin(async move { service.call(request).await.expect("an answer").map_into_boxed_body() })
    })
}

/// A running server that nobody has set up.
pub struct Bare {
    pub app: web::Data<App>,
    pub nobody: Client,
    pub database_url: String,
    folder: TempDir,
}

impl Bare {
    /// The data folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

/// A clock that stands still until a test moves it.
#[derive(Debug)]
pub struct TestClock(Mutex<DateTime<Utc>>);

impl Default for TestClock {
    fn default() -> Self {
        Self(Mutex::new(Utc.with_ymd_and_hms(2026, 11, 21, 9, 0, 0).unwrap()))
    }
}

impl TestClock {
    pub fn advance(&self, by: Duration) {
        *self.0.lock().expect("no test panicked while moving it") += by;
    }
}

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().expect("no test panicked while moving it")
    }
}

/// Randomness that repeats within a test; two servers draw from different seeds.
#[derive(Debug)]
struct SeededRandom(Mutex<StdRng>);

impl Default for SeededRandom {
    fn default() -> Self {
        static SEED: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(1);
        let seed = SEED.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        Self(Mutex::new(StdRng::seed_from_u64(seed)))
    }
}

impl Random for SeededRandom {
    fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().expect("no test panicked while drawing").fill_bytes(bytes);
    }
}
