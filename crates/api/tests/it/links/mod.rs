mod ask_password_reset;
mod choose_password;
mod confirm_email;
mod invite_user;
mod open_link;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    support::{Answer, Client, TestApp, id},
    users::newcomer,
};

/// A password that nobody would guess.
pub const CHOSEN: &str = "trois lampes sous la pluie";

/// Makes an account at Huy that nobody has come into yet; answers its id.
pub async fn made(app: &TestApp) -> Uuid {
    let zoe = app.manager().await.post("/users", newcomer("zoe", app.world.huy)).await.expect(201);
    id(&zoe.body).parse().expect("an id")
}

/// Makes and invites; answers the account and the token of the mail.
pub async fn invited(app: &TestApp) -> (Uuid, String) {
    let zoe = made(app).await;
    app.manager().await.post(&format!("/users/{zoe}/invitation"), json!({})).await.expect(200);
    (zoe, token(app, "invitation").await)
}

/// The token that the latest mail of a kind brings: only the server's own key opens it.
pub async fn token(app: &TestApp, kind: &str) -> String {
    let letters = app.outbox().await;
    let letter = letters.iter().rev().find(|row| row.message["kind"] == kind).expect("a mail of that kind");
    let sealed = letter.message["link"].as_str().expect("a link");
    String::from_utf8(app.app.sealing.unseal(sealed).expect("opened")).expect("text")
}

/// The kinds of the mails that were put into the outbox, in order, with where they go.
pub async fn letters(app: &TestApp) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let rows = app.outbox().await;
    rows.iter().map(|row| (text(&row.message["kind"]), text(&row.message["receiver"]["to"]))).collect()
}

pub async fn choose(by: &Client, token: &str, password: &str) -> Answer {
    by.post("/links/password", json!({ "token": token, "password": password })).await
}

pub async fn open(by: &Client, token: &str) -> Answer {
    by.post("/links/opening", json!({ "token": token })).await
}

pub async fn log_in(app: &TestApp, login: &str, password: &str) -> Answer {
    app.nobody().post("/session", json!({ "login": login, "password": password })).await
}

/// Lets the server answer whoever forgot a password.
pub async fn answer_asks(app: &TestApp) {
    let (db, sealing) = (&app.app.db, &app.app.sealing);
    let now = api::clock::Clock::now(&*app.clock);
    api::features::links::answer_asks(db, sealing, &*app.app.random, now).await.expect("answered");
}
