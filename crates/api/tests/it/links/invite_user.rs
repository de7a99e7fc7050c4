use chrono::Duration;
use serde_json::json;

use super::{CHOSEN, choose, invited, log_in, made, open, token};
use crate::{mail::with_mailbox, test};

test!(
    "[PP-10] an invitation brings the new user's name and a button, and the screen says that it went out",
    async |app| {
        let (app, mailbox) = with_mailbox(app).await;
        let zoe = made(&app).await;
        let thomas = app.manager().await;
        let path = format!("/users/{zoe}");
        let asked = thomas.post(&format!("{path}/invitation"), json!({})).await.expect(200);
        assert_eq!(asked.body["invitation"]["state"], "waiting");
        let working = app.work();
        let mail = mailbox.first_to("zoe@neuf.example").await;
        assert_eq!(mail.subject(), "Votre accès à Palier · Mosane");
        for said in ["Zoé Lenoir", "zoe", "http://127.0.0.1:8080/link#"] {
            assert!(mail.text.contains(said) && mail.html.contains(said), "{said}");
        }
        assert!(mail.html.contains("Choisir mon mot de passe</a>"));
        working.stop().await;
        let invitation = &thomas.get(&path).await.expect(200).body["invitation"];
        assert_eq!(
            (&invitation["state"], &invitation["email"]),
            (&json!("sent"), &json!("zoe@neuf.example"))
        );
        let after = mail.text.split("/link#").nth(1).expect("a link");
        let brought: String = after.chars().take_while(|sign| !sign.is_whitespace()).collect();
        assert_eq!(open(&app.nobody(), &brought).await.expect(200).body["username"], "zoe");
    }
);

test!("[PP-10] an invitation is good for five days and no longer [CVE-2026-41902]", async |app| {
    let (_, early) = invited(&app).await;
    app.clock.advance(Duration::days(5) - Duration::seconds(1));
    assert_eq!(open(&app.nobody(), &early).await.expect(200).body["state"], "opened");
    app.clock.advance(Duration::seconds(1));
    assert_eq!(open(&app.nobody(), &early).await.expect(200).body["state"], "expired");
    choose(&app.nobody(), &early, CHOSEN).await.problem(410, "link-gone");
    log_in(&app, "zoe", CHOSEN).await.expect(401);
});

test!("a new invitation cancels the one before", async |app| {
    let (zoe, first) = invited(&app).await;
    app.clock.advance(Duration::minutes(1));
    let thomas = app.manager().await;
    thomas.post(&format!("/users/{zoe}/invitation"), json!({})).await.expect(200);
    let second = token(&app, "invitation").await;
    assert_ne!(first, second);
    assert_eq!(open(&app.nobody(), &first).await.expect(200).body["state"], "cancelled");
    choose(&app.nobody(), &first, CHOSEN).await.problem(410, "link-gone");
    choose(&app.nobody(), &second, CHOSEN).await.expect(200);
});

test!("where an invitation stands is told to those who deal with whom it invites", async |app| {
    let (zoe, link) = invited(&app).await;
    let thomas = app.manager().await;
    let path = format!("/users/{zoe}");
    let state = async || thomas.get(&path).await.expect(200).body["invitation"]["state"].clone();
    assert_eq!(state().await, "waiting");
    app.execute("UPDATE outbox SET state = 'dead'").await;
    assert_eq!(state().await, "failed");
    app.execute("UPDATE outbox SET state = 'sent', sent_at = created_at").await;
    assert_eq!(state().await, "sent");
    open(&app.nobody(), &link).await.expect(200);
    assert_eq!(state().await, "opened");
    choose(&app.nobody(), &link, CHOSEN).await.expect(200);
    assert_eq!(state().await, "used");
});

test!("[PL-3] who has a password already is not invited, but led to log in", async |app| {
    let (zoe, link) = invited(&app).await;
    choose(&app.nobody(), &link, CHOSEN).await.expect(200);
    let thomas = app.manager().await;
    let refused = thomas.post(&format!("/users/{zoe}/invitation"), json!({})).await;
    assert!(refused.detail().contains("they log in"), "{}", refused.text);
    refused.problem(409, "conflict");
    let again = open(&app.nobody(), &link).await.expect(200).body;
    assert_eq!((&again["state"], &again["username"]), (&json!("used"), &json!("zoe")));
});

test!("nobody is invited by whom they outrank, and no closed account is", async |app| {
    let zoe = made(&app).await;
    let path = format!("/users/{zoe}/invitation");
    app.logged_in("hugo").await.post(&path, json!({})).await.lacks("change_user");
    app.stranger().await.post(&path, json!({})).await.problem(404, "not-found");
    let thomas = app.manager().await;
    let standing = format!("/users/{zoe}/standing");
    thomas.with("if-match", "*").put(&standing, json!({ "active": false })).await.expect(200);
    thomas.post(&path, json!({})).await.problem(409, "conflict");
    assert!(app.outbox().await.is_empty());
});

test!("of a token only the hash and a sealed copy are at rest", async |app| {
    let (_, link) = invited(&app).await;
    let kept = app.everything().await;
    assert!(!kept.values().flatten().any(|row| row.contains(&link)));
});
