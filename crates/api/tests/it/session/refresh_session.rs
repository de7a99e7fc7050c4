use actix_web::cookie::Cookie;
use api::{
    clock::Clock,
    db::{
        entities::{refresh_token, session},
        unfenced::Because,
    },
};
use chrono::Duration;
use serde_json::{Value, json};

use crate::{
    support::{Answer, Client, PASSWORD},
    test,
};

async fn refresh(client: &Client) -> Answer {
    client.post("/session/refresh", Value::Null).await
}

async fn staying(nobody: Client) -> Client {
    let answer = nobody
        .post("/session", json!({ "login": "nadia", "password": PASSWORD, "stay": true }))
        .await
        .expect(200);
    nobody.holding(&answer)
}

test!("a refresh token is traded for the next one, and both access tokens are of one session", async |app| {
    let first = app.visitor().await;
    let second = first.clone().holding(&refresh(&first).await.expect(200));
    assert_ne!(first.cookie().value(), second.cookie().value());
    assert_eq!(second.cookie().value().len(), 43, "256 bits");
    let third = second.clone().holding(&refresh(&second).await.expect(200));
    third.delete("/session").await.expect(204);
    for each in [first, second, third] {
        each.get("/me").await.problem(401, "not-authenticated");
        refresh(&each).await.problem(401, "not-authenticated");
    }
});

test!("a session outlives its access tokens", async |app| {
    let mut nadia = app.visitor().await;
    for _ in 0..6 {
        app.clock.advance(Duration::minutes(10));
        nadia.get("/me").await.problem(401, "not-authenticated");
        nadia = nadia.clone().holding(&refresh(&nadia).await.expect(200));
        nadia.get("/me").await.expect(200);
    }
});

test!("two tabs that refresh at once both go on", async |app| {
    let nadia = app.visitor().await;
    let [one, other] = [refresh(&nadia).await.expect(200), refresh(&nadia).await.expect(200)];
    app.clock.advance(Duration::seconds(30));
    let late = refresh(&nadia).await.expect(200);
    for answer in [one, other, late] {
        let tab = nadia.clone().holding(&answer);
        tab.get("/me").await.expect(200);
        refresh(&tab).await.expect(200);
    }
});

test!("a refresh token that comes back later ends its whole family, at once", async |app| {
    let nadia = app.visitor().await;
    let thief = nadia.clone();
    let nadia = nadia.clone().holding(&refresh(&nadia).await.expect(200));
    app.clock.advance(Duration::seconds(31));
    let caught = refresh(&thief).await;
    assert_eq!(caught.cookies[0].value(), "", "the browser forgets it");
    caught.problem(401, "not-authenticated");
    nadia.get("/me").await.problem(401, "not-authenticated");
    refresh(&nadia).await.problem(401, "not-authenticated");
    app.visitor().await.get("/me").await.expect(200);
});

test!("a stolen session ends alone: the others of its user go on", async |app| {
    let (home, work) = (app.visitor().await, app.visitor().await);
    refresh(&home).await.expect(200);
    app.clock.advance(Duration::seconds(31));
    refresh(&home).await.problem(401, "not-authenticated");
    work.get("/me").await.expect(200);
});

test!("without staying, a session unused for twelve hours is over", async |app| {
    let nadia = app.visitor().await;
    app.clock.advance(Duration::hours(12) - Duration::seconds(1));
    let nadia = nadia.clone().holding(&refresh(&nadia).await.expect(200));
    app.clock.advance(Duration::hours(12));
    refresh(&nadia).await.problem(401, "not-authenticated");
});

test!("an expired session ends its access tokens too, swept or not [Kanboard CVE-2024-55603]", async |app| {
    let nadia = app.visitor().await;
    let unfenced = app.db().unfenced(Because::NobodyIsKnownYet);
    let over = unfenced.update_many::<session::Entity>();
    let over = over.col_expr(session::Column::ExpiresAt, sea_orm::sea_query::Expr::value(app.clock.now()));
    over.exec(unfenced.connection()).await.expect("expired");
    nadia.get("/me").await.problem(401, "not-authenticated");
    refresh(&nadia).await.problem(401, "not-authenticated");
});

test!("staying lasts thirty days from the last use, and ninety in all", async |app| {
    let mut nadia = staying(app.nobody()).await;
    for _ in 0..3 {
        app.clock.advance(Duration::days(30) - Duration::seconds(1));
        nadia = nadia.clone().holding(&refresh(&nadia).await.expect(200));
    }
    app.clock.advance(Duration::seconds(3));
    refresh(&nadia).await.problem(401, "not-authenticated");
    let idle = staying(app.nobody()).await;
    app.clock.advance(Duration::days(30));
    refresh(&idle).await.problem(401, "not-authenticated");
});

test!("what is no refresh token of ours opens nothing", async |app| {
    let nadia = app.visitor().await;
    app.nobody().post("/session/refresh", Value::Null).await.problem(401, "not-authenticated");
    for value in ["", "x", "' OR 1=1 --", &"A".repeat(43), nadia.token()] {
        let thief = app.nobody().with_cookie(Cookie::new("palier-refresh", value.to_owned()));
        refresh(&thief).await.problem(401, "not-authenticated");
    }
    nadia.clone().with_token(nadia.cookie().value()).get("/me").await.problem(401, "not-authenticated");
});

test!("the database holds no refresh token, only digests", async |app| {
    let nadia = app.visitor().await;
    let unfenced = app.db().unfenced(Because::NobodyIsKnownYet);
    let rows = unfenced.find::<refresh_token::Entity>().all(unfenced.connection()).await.expect("rows");
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].hash, api::random::digest(nadia.cookie().value()));
});

test!("another site's page cannot refresh, our own can", async |app| {
    let nadia = app.visitor().await;
    for origin in [
        "https://thief.example",
        "http://127.0.0.1:8081",
        "https://127.0.0.1:8080",
        "http://127.0.0.1:8080.thief.example",
        "null",
        "",
    ] {
        refresh(&nadia.with("origin", origin)).await.problem(403, "refused");
    }
    refresh(&nadia.with("origin", "http://127.0.0.1:8080")).await.expect(200);
});
