//! Starting, serving, stopping.

use std::{fs, io, net::SocketAddr, os::unix::fs::DirBuilderExt, path::PathBuf, sync::Arc, time::Duration};

use actix_web::{HttpServer, dev::Server, web};
use chrono::{DateTime, Utc};
use secrecy::ExposeSecret;
use tokio::sync::{Notify, watch};
use tracing_subscriber::EnvFilter;

use crate::{
    app::App,
    cli::print_logins,
    clock::{Clock, SystemClock},
    config::Config,
    contract::Contract,
    db::{COUNTS_SERVE, Db, DbError},
    demo,
    features::{instance::link, settings::ConfiguredMail, users::Turns},
    identity::{KeyRing, KeyRingError, password, rights::Rights},
    mail::Worker,
    pictures::Pictures,
    random::{Random, SystemRandom},
    routes,
    sealing::{KeyFile, Sealing},
};

/// Requests in flight have this long to finish once the server is told to stop.
const GRACE_SECONDS: u64 = 30;

/// So has the outbox worker, after them. What it does not finish is taken up at the next start.
const WORKER_GRACE: Duration = Duration::from_secs(20);

/// Why the server did not start: one clear line each.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("the data folder {folder} cannot be used: {1}", folder = .0.display())]
    DataFolder(PathBuf, #[source] io::Error),
    #[error("{0}")]
    KeyFile(#[from] KeyFile),
    #[error("the database at `database_url` cannot be opened: {0}")]
    Open(String),
    #[error("{0}")]
    Database(#[from] DbError),
    #[error("{0}")]
    Keys(#[from] KeyRingError),
    #[error("{0} cannot be listened on: {1}; stop what holds it, or set `listen` to another address")]
    Listen(SocketAddr, #[source] io::Error),
    #[error("the log filter `{0}` is none; use one like `info` or `palier=debug`")]
    Log(String),
    #[error("the password of the demo logins cannot be hashed")]
    Hash,
    #[error("the server failed: {0}")]
    Server(#[source] io::Error),
}

/// Serves until the process is told to stop, then lets requests and mails in flight finish.
///
/// # Errors
/// When something that the operator decides cannot be used.
pub async fn serve(config: Config, with_demo: bool) -> Result<(), StartError> {
    start_log(&config.log)?;
    let db = open_database(&config).await?;
    if with_demo {
        seed_demo(&db, SystemClock.now()).await?;
    }
    let app = web::Data::new(build(config, db, Arc::new(SystemClock), Arc::new(SystemRandom)).await?);
    let server = listen(&app)?;
    greet(&app).await?;
    let counting = tokio::spawn(count_requests(app.db.clone()));
    let (stop, stopped) = watch::channel(false);
    let worker = tokio::spawn(worker(&app).run(stopped));
    let served = server.await.map_err(StartError::Server);
    counting.abort();
    let _ = stop.send(true);
    if tokio::time::timeout(WORKER_GRACE, worker).await.is_err() {
        tracing::warn!("mails in flight did not finish; they are taken up at the next start");
    }
    served
}

/// Keeps the counts by which pages are read from growing old.
async fn count_requests(db: Db) {
    loop {
        if let Err(error) = db.count_requests().await {
            tracing::warn!(%error, "requests could not be counted; lists may be slower");
        }
        tokio::time::sleep(COUNTS_SERVE).await;
    }
}

/// Opens the database that the configuration names, migrated.
///
/// # Errors
/// When the data folder or the database cannot be used.
pub async fn open_database(config: &Config) -> Result<Db, StartError> {
    let folder = |error| StartError::DataFolder(config.data.clone(), error);
    fs::DirBuilder::new().recursive(true).mode(0o700).create(&config.data).map_err(folder)?;
    let url = config.database_url();
    // The error may repeat the address, and the password in it.
    let open = |error: sea_orm::DbErr| StartError::Open(error.to_string().replace(url.expose_secret(), "…"));
    let migrated = Db::migrate(url.expose_secret()).await.map_err(open)?;
    let db = Db::open(url.expose_secret(), config.database.sqlite_synchronous).await.map_err(open)?;
    db.seal_with(Sealing::open(&config.data, &SystemRandom)?.audit_key());
    if migrated.chained {
        db.seal_audit().await?;
    }
    Ok(db)
}

/// Puts the parts together.
///
/// # Errors
/// When the key file or the signing keys cannot be used.
pub async fn build(
    config: Config,
    db: Db,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> Result<App, StartError> {
    let sealing = Sealing::open(&config.data, &*random)?;
    db.seal_with(sealing.audit_key());
    let keys = KeyRing::open(&db, &sealing, &*random, clock.now(), config.public_url.as_str()).await?;
    Ok(App {
        config,
        db,
        clock,
        random,
        sealing,
        keys,
        rights: Rights::default(),
        passwords: password::Passwords::default(),
        pictures: Pictures::default(),
        imports: Turns::default(),
        contract: Contract::shared(),
        outbox: Arc::new(Notify::new()),
    })
}

/// The worker that sends what the outbox of `app` holds.
pub fn worker(app: &App) -> Worker<ConfiguredMail> {
    let source = ConfiguredMail {
        configured: app.config.mail.clone(),
        db: app.db.clone(),
        sealing: app.sealing.clone(),
    };
    let (clock, random) = (Arc::clone(&app.clock), Arc::clone(&app.random));
    Worker::new(app.db.clone(), clock, random, source, Arc::clone(&app.outbox), app.links())
}

/// Listens on the configured address.
///
/// # Errors
/// When the address is taken.
pub fn listen(app: &web::Data<App>) -> Result<Server, StartError> {
    let address = app.config.listen;
    let app = app.clone();
    let server = HttpServer::new(move || routes::service(app.clone()))
        .shutdown_timeout(GRACE_SECONDS)
        .bind(address)
        .map_err(|error| StartError::Listen(address, error))?;
    Ok(server.run())
}

/// Fills an empty database with demo data; `false` when it is not empty.
///
/// # Errors
/// When the database fails.
pub async fn seed_demo(db: &Db, now: DateTime<Utc>) -> Result<bool, StartError> {
    // Hashing takes a moment that a second start can do without.
    if link::is_set_up(db).await? {
        return Ok(false);
    }
    let hash = password::hash_now(&demo::PASSWORD.into()).ok_or(StartError::Hash)?;
    Ok(matches!(demo::seed(db, now, &hash).await?, demo::Seeding::Done(_)))
}

fn start_log(filter: &str) -> Result<(), StartError> {
    let filter = EnvFilter::try_new(filter).map_err(|_| StartError::Log(filter.to_owned()))?;
    // A second start in one process keeps the first log.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).try_init();
    Ok(())
}

/// Says on the terminal where the app is and what to do first.
async fn greet(app: &App) -> Result<(), StartError> {
    let url = app.config.public_url.as_str().trim_end_matches('/');
    println!("Palier is at {url}");
    let instance = crate::features::settings::name_of_instance(&app.db).await?;
    match instance {
        None => {
            let token = link::make(&app.db, &*app.random, app.clock.now()).await?;
            println!("set it up, once, within a day: {url}/setup#token={token}");
        }
        Some((_, _, true)) => {
            println!("it holds demo data; log in with");
            print_logins();
        }
        Some(_) => {}
    }
    Ok(())
}
