//! Counting what the statements of a page cost.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use api::db::entities::request;
use authz::{Actor, Requests};
use chrono::SecondsFormat;
use sea_orm::{
    ConnectionTrait, QueryOrder, QuerySelect, Statement,
    sea_query::{QueryBuilder as _, SqliteQueryBuilder},
    sqlx::{AssertSqlSafe, Connection, Executor, SqliteConnection},
};
use serde_json::Value;

use super::people::Kind;
use crate::support::{Client, Engine, TestApp};

/// What two pages cost: blocks read on PostgreSQL, steps of the virtual machine on SQLite.
#[derive(Debug, Clone, Copy)]
pub struct Costs {
    pub first: u64,
    pub fortieth: u64,
    /// Statements of the first page, identity included.
    pub statements: usize,
}

/// What is heard of the statements that run.
type Heard = Arc<Mutex<Vec<Statement>>>;

/// Counts the pages of somebody of that kind.
pub async fn costs(app: &TestApp, kind: Kind) -> Costs {
    let client = app.logged_in(kind.username()).await;
    // Compiles the subject, which only the first request after a change does.
    client.get("/requests").await.expect(200);
    let (first, statements, page) = cost_of(app, &client, "/requests?limit=50").await;
    assert_eq!(page.items().len(), 50, "{kind:?}: a full page");
    let fortieth = match cursor_of_page_40(&client).await {
        Some(cursor) => cost_of(app, &client, &format!("/requests?limit=50&cursor={cursor}")).await.0,
        None => panic!("{kind:?} has less than forty pages"),
    };
    Costs { first, fortieth, statements }
}

/// Half and nearly all of two hundred first pages come within so many milliseconds.
pub async fn times(app: &TestApp, kind: Kind) -> (f64, f64) {
    let client = app.logged_in(kind.username()).await;
    let mut times = Vec::new();
    for _ in 0..200 {
        let start = Instant::now();
        client.get("/requests?limit=50").await.expect(200);
        times.push(start.elapsed());
    }
    times.sort_unstable();
    let at = |share: usize| times[times.len() * share / 100].as_secs_f64() * 1e3;
    (at(50), at(99))
}

/// What the first page costs where one big OR fences it.
pub async fn naive(app: &TestApp, kind: Kind) -> u64 {
    let actor = actor(app, kind).await;
    let heard = listen(app);
    let page = app.db().visible::<request::Entity, Requests>(&actor.requests()).narrow(|requests| {
        requests.order_by_desc(request::Column::EnteredAt).order_by_desc(request::Column::Id).limit(51)
    });
    page.all().await.expect("a page");
    total(app, &take(&heard)).await
}

async fn actor(app: &TestApp, kind: Kind) -> Arc<Actor> {
    let user = domain::UserId(app.world.person(kind.username()));
    api::identity::current::<api::identity::Front>(&app.app, user).await.expect("an account")
}

async fn cursor_of_page_40(client: &Client) -> Option<String> {
    let mut path = "/requests?limit=195".to_owned();
    let mut cursor = None;
    for _ in 0..10 {
        let page = client.get(&path).await.expect(200);
        let next = page.body["next"].as_str()?.to_owned();
        path = format!("/requests?limit=195&cursor={next}");
        cursor = Some(next);
    }
    cursor
}

async fn cost_of(app: &TestApp, client: &Client, path: &str) -> (u64, usize, crate::support::Answer) {
    let heard = listen(app);
    let page = client.get(path).await.expect(200);
    let heard = take(&heard);
    (total(app, &heard).await, heard.len(), page)
}

/// One list of what is heard a test; the database tells only the first who asks.
fn listen(app: &TestApp) -> Heard {
    static ALL: Mutex<Vec<(String, Heard)>> = Mutex::new(Vec::new());
    let mut all = ALL.lock().expect("nobody panicked");
    if let Some((_, heard)) = all.iter().find(|(url, _)| *url == app.database_url) {
        heard.lock().expect("nobody panicked").clear();
        return Arc::clone(heard);
    }
    let heard = Heard::default();
    let teller = Arc::clone(&heard);
    app.db().listen(move |statement: &Statement, _: Duration| {
        teller.lock().expect("nobody panicked").push(statement.clone());
    });
    all.push((app.database_url.clone(), Arc::clone(&heard)));
    heard
}

fn take(heard: &Heard) -> Vec<Statement> {
    std::mem::take(&mut *heard.lock().expect("nobody panicked"))
}

/// What all the reading statements cost together when they run once more.
async fn total(app: &TestApp, statements: &[Statement]) -> u64 {
    let mut sum = 0;
    let reads = |it: &&Statement| ["SELECT", "WITH"].iter().any(|word| it.sql.trim_start().starts_with(word));
    for statement in statements.iter().filter(reads) {
        sum += match app.engine {
            Engine::Postgres => blocks(app, statement).await,
            Engine::Sqlite => steps(app, statement).await,
        };
    }
    assert!(sum > 0, "a page that costs nothing was not measured: {statements:?}");
    sum
}

#[expect(clippy::disallowed_methods, reason = "a statement that the product ran, explained")]
async fn blocks(app: &TestApp, statement: &Statement) -> u64 {
    let connection = app.db().unfenced(api::db::unfenced::Because::TheServerWorksByItself).connection();
    let explained = format!("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}");
    let explained = Statement::from_string(connection.get_database_backend(), explained);
    let row = connection.query_one_raw(explained).await.expect("explained").expect("a plan");
    let plan: Value = row.try_get_by_index(0).expect("a plan as JSON");
    let plan = &plan[0]["Plan"];
    ["Shared Hit Blocks", "Shared Read Blocks"].iter().filter_map(|name| plan[name].as_u64()).sum()
}

async fn steps(app: &TestApp, statement: &Statement) -> u64 {
    let mut connection = SqliteConnection::connect(&app.database_url).await.expect("a connection");
    let steps = Arc::new(AtomicU64::new(0));
    let counter = Arc::clone(&steps);
    connection.lock_handle().await.expect("the handle").set_progress_handler(1, move || {
        counter.fetch_add(1, Ordering::Relaxed);
        true
    });
    connection.fetch_all(AssertSqlSafe(spelt(statement))).await.expect("it runs");
    connection.close().await.expect("closed");
    steps.load(Ordering::Relaxed)
}

/// The statement with its values as SQLite holds them: ids are bytes, moments are RFC 3339.
fn spelt(statement: &Statement) -> String {
    let values = statement.values.as_ref().map(|values| values.0.as_slice()).unwrap_or_default();
    let mut parts = statement.sql.split('?');
    let mut sql = parts.next().unwrap_or_default().to_owned();
    let mut values = values.iter();
    for part in parts {
        sql += &literal(values.next().expect("a value for each place"));
        sql += part;
    }
    assert!(values.next().is_none(), "a place for each value: {sql}");
    sql
}

fn literal(value: &sea_orm::Value) -> String {
    match value {
        sea_orm::Value::Uuid(Some(id)) => format!("X'{}'", id.simple()),
        sea_orm::Value::ChronoDateTimeUtc(Some(at)) => {
            format!("'{}'", at.to_rfc3339_opts(SecondsFormat::AutoSi, false))
        }
        other => SqliteQueryBuilder.value_to_string(other),
    }
}
