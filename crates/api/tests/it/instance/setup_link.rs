use api::{clock::Clock, features::instance::link};
use chrono::Duration;

use super::answers;
use crate::{
    support::{Bare, TestApp},
    test,
};

/// What a start of the server prints.
async fn start(app: &TestApp, bare: &Bare) -> String {
    link::make(&bare.app.db, &*bare.app.random, app.clock.now()).await.expect("a link")
}

test!("a set-up link works once", async |app| {
    let bare = app.bare().await;
    let token = start(&app, &bare).await;
    assert_eq!(token.len(), 43, "256 bits");
    bare.nobody.post("/setup", answers(&token)).await.expect(201);
    bare.nobody.post("/setup", answers(&token)).await.problem(409, "already-set-up");
    let again = start(&app, &bare).await;
    bare.nobody.post("/setup", answers(&again)).await.problem(409, "already-set-up");
});

test!("a wrong set-up link is refused", async |app| {
    let bare = app.bare().await;
    bare.nobody.post("/setup", answers("guess")).await.problem(403, "refused");
    let token = start(&app, &bare).await;
    for wrong in [
        "guess",
        &token.to_lowercase(),
        &format!("{token} "),
        &token[1..],
        &api::random::digest(&token),
        "' OR 1=1 --",
        "\u{0}",
    ] {
        bare.nobody.post("/setup", answers(wrong)).await.problem(403, "refused");
    }
    bare.nobody.post("/setup", answers(&token)).await.expect(201);
});

test!("a set-up link ends after a day [FreeScout CVE-2026-41902]", async |app| {
    let bare = app.bare().await;
    let token = start(&app, &bare).await;
    app.clock.advance(Duration::hours(24));
    bare.nobody.post("/setup", answers(&token)).await.problem(403, "refused");
    let token = start(&app, &bare).await;
    app.clock.advance(Duration::hours(24) - Duration::seconds(1));
    bare.nobody.post("/setup", answers(&token)).await.expect(201);
});

test!("a second start cancels the link of the first", async |app| {
    let bare = app.bare().await;
    let first = start(&app, &bare).await;
    let second = start(&app, &bare).await;
    assert_ne!(first, second);
    bare.nobody.post("/setup", answers(&first)).await.problem(403, "refused");
    bare.nobody.post("/setup", answers(&second)).await.expect(201);
});

test!("of two who use one link at once, one wins, and there is one organisation", async |app| {
    let bare = app.bare().await;
    let token = start(&app, &bare).await;
    let mut theirs = answers(&token);
    theirs["administrator"]["username"] = "mallory".into();
    let (one, other) =
        tokio::join!(bare.nobody.post("/setup", answers(&token)), bare.nobody.post("/setup", theirs));
    let statuses = [one.status.as_u16(), other.status.as_u16()];
    assert!(matches!(statuses, [201, 403 | 409] | [403 | 409, 201]), "{statuses:?}");
    let winner = if statuses[0] == 201 { "claire" } else { "mallory" };
    let administrator = bare.nobody.log_in(winner).await;
    assert_eq!(administrator.get("/company-groups").await.expect(200).items().len(), 1);
    let loser = if winner == "claire" { "mallory" } else { "claire" };
    let login = serde_json::json!({ "login": loser, "password": crate::support::PASSWORD });
    bare.nobody.post("/session", login).await.problem(401, "wrong-credentials");
});

test!("a test mail takes the link too, and does not use it up", async |app| {
    let bare = app.bare().await;
    let token = start(&app, &bare).await;
    let test = |token: &str| {
        serde_json::json!({
            "token": token, "to": "claire@mosane.example", "language": "fr",
            "mail": { "host": "127.0.0.1", "port": 1, "security": "none", "from_address": "palier@mosane.example" },
        })
    };
    bare.nobody.post("/setup/test-mail", test("guess")).await.problem(403, "refused");
    let tried = bare.nobody.post("/setup/test-mail", test(&token)).await.expect(200);
    assert_eq!(tried.body["delivered"], false);
    bare.nobody.post("/setup", answers(&token)).await.expect(201);
    bare.nobody.post("/setup/test-mail", test(&token)).await.problem(409, "already-set-up");
});
