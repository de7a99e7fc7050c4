use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::{
    support::{Answer, Client, Engine, TestApp, on_server, until},
    test,
};

/// What the servers of these tests wait for the database: a connection must fit in, on a busy machine too.
const PATIENCE: Duration = Duration::from_secs(2);

/// Far more than the patience, on the slowest machine; far less than forever.
const BOUND: Duration = Duration::from_secs(30);

async fn enter(client: &Client, app: &TestApp) -> Answer {
    client.post("/requests", json!({ "site_id": app.world.huy, "text": "Froid" })).await
}

fn come_back(answer: Answer) {
    let seconds: u64 = answer.header("retry-after").parse().expect("seconds");
    assert!((1..=60).contains(&seconds), "{seconds}");
    answer.problem(503, "unavailable");
}

test!(
    "while another writer holds the database, a change is asked to come back, and recovers by itself",
    async |app| {
        let impatient = app.server_with_patience(PATIENCE).await;
        let nadia = impatient.clone().with_token(app.visitor().await.token());
        let holder = app.db().begin().await.expect("a transaction");
        if app.engine == Engine::Postgres {
            app.hold(&holder, "LOCK TABLE request, reference_counter IN ACCESS EXCLUSIVE MODE").await;
        }
        let began = Instant::now();
        come_back(enter(&nadia, &app).await);
        assert!(began.elapsed() < BOUND, "{:?}", began.elapsed());
        drop(holder);
        enter(&nadia, &app).await.expect(201);
        assert_eq!(nadia.get("/requests").await.expect(200).items().len(), 1, "the refused one left nothing");
    }
);

test!(
    "logging in while the database is held is asked to come back too, not told that the password is wrong",
    async |app| {
        let impatient = app.server_with_patience(PATIENCE).await;
        let holder = app.db().begin().await.expect("a transaction");
        if app.engine == Engine::Postgres {
            app.hold(&holder, "LOCK TABLE throttle, session IN ACCESS EXCLUSIVE MODE").await;
        }
        let login = json!({ "login": "nadia", "password": crate::support::PASSWORD });
        come_back(impatient.post("/session", login.clone()).await);
        drop(holder);
        impatient.post("/session", login).await.expect(200);
    }
);

test!("while the database is away everything is asked to come back, and nobody is logged out", async |app| {
    if app.engine == Engine::Sqlite {
        // A file does not go away: what SQLite can be is locked, above.
        return;
    }
    let impatient = app.server_with_patience(PATIENCE).await;
    let nadia = impatient.clone().log_in("nadia").await;
    let database = app.database_url.rsplit('/').next().expect("a name").to_owned();
    on_server(&format!("ALTER DATABASE {database} ALLOW_CONNECTIONS false")).await;
    on_server(&format!(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'"
    ))
    .await;
    let began = Instant::now();
    come_back(nadia.get("/requests").await);
    come_back(enter(&nadia, &app).await);
    come_back(nadia.post("/session/refresh", Value::Null).await);
    assert!(began.elapsed() < BOUND, "{:?}", began.elapsed());
    on_server(&format!("ALTER DATABASE {database} ALLOW_CONNECTIONS true")).await;
    let entered =
        until("the database", async || Some(enter(&nadia, &app).await).filter(|it| it.status != 503)).await;
    entered.expect(201);
    nadia.post("/session/refresh", Value::Null).await.expect(200);
});

test!("connections that were cut are replaced without anybody noticing for long", async |app| {
    if app.engine == Engine::Sqlite {
        return;
    }
    let nadia = app.visitor().await;
    let database = app.database_url.rsplit('/').next().expect("a name").to_owned();
    on_server(&format!(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'"
    ))
    .await;
    let answer = nadia.get("/requests").await;
    assert!(matches!(answer.status.as_u16(), 200 | 503), "{}", answer.text);
    let back =
        until("a connection", async || Some(nadia.get("/requests").await).filter(|it| it.status != 503))
            .await;
    back.expect(200);
});

test!("the server lives, whatever the database does", async |app| {
    let _holder = app.db().begin().await.expect("a transaction");
    app.nobody().get("//healthz").await.expect(204);
    app.nobody().get("//.well-known/jwks.json").await.expect(200);
});
