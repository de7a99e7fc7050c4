use chrono::Duration;
use serde_json::json;

use super::{CHOSEN, answer_asks, choose, invited, letters, log_in, made, token};
use crate::{support::PASSWORD, test};

test!("[PP-10] through an invitation one chooses a password, and gets in with it", async |app| {
    let (_, link) = invited(&app).await;
    let chosen = choose(&app.nobody(), &link, CHOSEN).await.expect(200);
    assert_eq!(chosen.body, json!({ "username": "zoe" }));
    let session = log_in(&app, "zoe", CHOSEN).await.expect(200);
    assert_eq!(session.body["user"].get("waiting"), None, "it is a password of their own");
});

test!("[PO-8] nobody can read a password: only a hash is kept", async |app| {
    let (_, link) = invited(&app).await;
    choose(&app.nobody(), &link, CHOSEN).await.expect(200);
    let kept = app.everything().await;
    assert!(!kept.values().flatten().any(|row| row.contains(CHOSEN)));
});

test!("of a hundred who redeem one link at once, one wins", async |app| {
    let (_, link) = invited(&app).await;
    let nobody = app.nobody();
    let passwords: Vec<String> = (0..100).map(|number| format!("{CHOSEN} {number}")).collect();
    let answers = futures::future::join_all(passwords.iter().map(|it| choose(&nobody, &link, it))).await;
    let won: Vec<usize> =
        answers.iter().enumerate().filter(|(_, answer)| answer.status == 200).map(|(at, _)| at).collect();
    assert_eq!(won.len(), 1, "{won:?}");
    // Whoever had to wait too long for the database is asked to come back.
    assert!(answers.iter().all(|answer| [200, 410, 503].contains(&answer.status.as_u16())));
    log_in(&app, "zoe", &passwords[won[0]]).await.expect(200);
});

test!("a reset link works once [CVE-2026-28268]", async |app| {
    app.nobody().post("/password-resets", json!({ "login": "nadia" })).await.expect(202);
    answer_asks(&app).await;
    let link = token(&app, "password_reset").await;
    choose(&app.nobody(), &link, CHOSEN).await.expect(200);
    choose(&app.nobody(), &link, "quatre lampes sous la neige").await.problem(410, "link-gone");
    log_in(&app, "nadia", CHOSEN).await.expect(200);
});

test!("no session, refresh token or link outlives the change of a password [CVE-2026-43911]", async |app| {
    let nadia = app.visitor().await;
    app.nobody().post("/password-resets", json!({ "login": "nadia" })).await.expect(202);
    answer_asks(&app).await;
    app.clock.advance(Duration::seconds(1));
    let latest = token(&app, "password_reset").await;
    choose(&app.nobody(), &latest, CHOSEN).await.expect(200);
    nadia.get("/me").await.problem(401, "not-authenticated");
    app.nobody().with_cookie(nadia.cookie().clone()).post("/session/refresh", json!({})).await.expect(401);
    log_in(&app, "nadia", PASSWORD).await.expect(401);
    let told = letters(&app).await;
    assert_eq!(told.last(), Some(&("password_changed".to_owned(), "nadia@mosane.example".to_owned())));
});

test!("a password that others would guess is refused, and the link stays good", async |app| {
    let (_, link) = invited(&app).await;
    for (password, code) in [
        ("short", "min_length"),
        ("password12345678", "common"),
        ("zoelenoir-mosane", "personal"),
        ("azertyuiopqsdfgh", "pattern_of_signs"),
    ] {
        let refused = choose(&app.nobody(), &link, password).await;
        let faults = refused.problem(422, "invalid-body");
        assert_eq!(faults[0].0, "/password", "{password}");
        assert!(faults[0].1 == code || password == "short", "{password}: {faults:?}");
    }
    choose(&app.nobody(), &link, CHOSEN).await.expect(200);
});

test!("the link of another kind chooses no password", async |app| {
    let nadia = app.visitor().await;
    let body = json!({ "email": "nadia@neuf.example", "password": PASSWORD });
    nadia.put("/me/email", body).await.expect(202);
    let link = token(&app, "email_change").await;
    choose(&app.nobody(), &link, CHOSEN).await.problem(410, "link-gone");
    log_in(&app, "nadia", PASSWORD).await.expect(200);
});

test!("a link lets nobody into a closed account", async |app| {
    let (_, link) = invited(&app).await;
    app.execute(
        "UPDATE user_account SET suspended_until = '2027-01-01 00:00:00+00:00' WHERE username = 'zoe'",
    )
    .await;
    choose(&app.nobody(), &link, CHOSEN).await.problem(403, "refused");
    app.execute("UPDATE user_account SET suspended_until = NULL WHERE username = 'zoe'").await;
    choose(&app.nobody(), &link, CHOSEN).await.expect(200);
});

test!("once its mail went out, only the hash of a link is at rest", async |app| {
    let (app, mailbox) = crate::mail::with_mailbox(app).await;
    let working = app.work();
    let zoe = made(&app).await;
    app.manager().await.post(&format!("/users/{zoe}/invitation"), json!({})).await.expect(200);
    mailbox.first_to("zoe@neuf.example").await;
    working.stop().await;
    let sent = &app.outbox().await[0];
    assert_eq!((sent.state.as_str(), sent.message.get("link")), ("sent", None));
});

test!("a deactivated account has no links left when it is activated again", async |app| {
    let (zoe, link) = invited(&app).await;
    let thomas = app.manager().await.with("if-match", "*");
    for active in [false, true] {
        thomas.put(&format!("/users/{zoe}/standing"), json!({ "active": active })).await.expect(200);
    }
    choose(&app.nobody(), &link, CHOSEN).await.problem(410, "link-gone");
});

test!("whoever holds no link costs no hashing", async |app| {
    let before = app.app.passwords.checks();
    choose(&app.nobody(), "made-up", CHOSEN).await.problem(410, "link-gone");
    assert_eq!(app.app.passwords.checks(), before);
});

test!("a used link is not used again when the clock steps back", async |app| {
    let (_, link) = invited(&app).await;
    app.clock.advance(Duration::hours(2));
    choose(&app.nobody(), &link, CHOSEN).await.expect(200);
    app.clock.advance(Duration::hours(-1));
    choose(&app.nobody(), &link, "quatre lampes sous la neige").await.problem(410, "link-gone");
});
