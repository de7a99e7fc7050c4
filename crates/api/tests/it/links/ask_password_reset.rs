use chrono::Duration;
use serde_json::json;

use super::{CHOSEN, answer_asks, choose, letters, open, token};
use crate::{mail::with_mailbox, test};

test!("whoever forgot a password is sent a link, by username or by address", async |app| {
    let (app, mailbox) = with_mailbox(app).await;
    app.nobody().post("/password-resets", json!({ "login": "NADIA" })).await.expect(202);
    app.nobody().post("/password-resets", json!({ "login": "lea@mosane.example" })).await.expect(202);
    let _working = app.work();
    for address in ["nadia@mosane.example", "lea@mosane.example"] {
        let mail = mailbox.first_to(address).await;
        assert_eq!(mail.subject(), "Choisir un nouveau mot de passe · Mosane");
        assert!(mail.text.contains("http://127.0.0.1:8080/link#"));
    }
});

test!("the answer is the same for names that nobody has, and asks the database as much", async |app| {
    let mut asked = Vec::new();
    for login in ["nadia", "nobody-at-all", "ines"] {
        let before = app.db().statements();
        let answer = app.nobody().post("/password-resets", json!({ "login": login })).await.expect(202);
        asked.push((app.db().statements() - before, answer.text));
    }
    assert_eq!(asked[0], asked[1]);
    assert_eq!(asked[0], asked[2]);
    answer_asks(&app).await;
    // Of the three, one has an account that is let in.
    assert_eq!(letters(&app).await, [("password_reset".to_owned(), "nadia@mosane.example".to_owned())]);
});

test!("a reset link is good for an hour", async |app| {
    app.nobody().post("/password-resets", json!({ "login": "nadia" })).await.expect(202);
    answer_asks(&app).await;
    let link = token(&app, "password_reset").await;
    app.clock.advance(Duration::hours(1) - Duration::seconds(1));
    assert_eq!(open(&app.nobody(), &link).await.expect(200).body["state"], "opened");
    app.clock.advance(Duration::seconds(1));
    choose(&app.nobody(), &link, CHOSEN).await.problem(410, "link-gone");
});

test!("the link goes to the address of the account, whatever was asked with [CVE-2023-7028]", async |app| {
    let twice = json!({ "login": "nadia", "email": "thief@pirate.example" });
    app.nobody().post("/password-resets", twice).await.problem(422, "invalid-body");
    for login in ["nadia,thief@pirate.example", "nadia thief@pirate.example"] {
        app.nobody().post("/password-resets", json!({ "login": login })).await.expect(202);
    }
    answer_asks(&app).await;
    assert!(letters(&app).await.is_empty());
});

test!("an address that waits to be confirmed gets no link", async |app| {
    let nadia = app.visitor().await;
    let body = json!({ "email": "nadia@neuf.example", "password": crate::support::PASSWORD });
    nadia.put("/me/email", body).await.expect(202);
    app.nobody().post("/password-resets", json!({ "login": "nadia" })).await.expect(202);
    app.nobody().post("/password-resets", json!({ "login": "nadia@neuf.example" })).await.expect(202);
    answer_asks(&app).await;
    let sent: Vec<_> = letters(&app).await.into_iter().filter(|(kind, _)| kind == "password_reset").collect();
    assert_eq!(sent, [("password_reset".to_owned(), "nadia@mosane.example".to_owned())]);
});

test!("the link names the configured address, whatever `Host` says [CVE-2025-25198]", async |app| {
    let (app, mailbox) = with_mailbox(app).await;
    let poisoned = app.nobody().with("host", "pirate.example").with("x-forwarded-host", "pirate.example");
    poisoned.post("/password-resets", json!({ "login": "nadia" })).await.expect(202);
    let _working = app.work();
    let mail = mailbox.first_to("nadia@mosane.example").await;
    assert!(mail.text.contains("http://127.0.0.1:8080/link#") && !mail.text.contains("pirate"));
});

test!("nobody floods a mailbox, and nobody takes away the link that is in it", async |app| {
    app.nobody().post("/password-resets", json!({ "login": "nadia" })).await.expect(202);
    answer_asks(&app).await;
    let link = token(&app, "password_reset").await;
    for _ in 0..12 {
        app.nobody()
            .from("203.0.113.9")
            .post("/password-resets", json!({ "login": "nadia" }))
            .await
            .expect(202);
    }
    answer_asks(&app).await;
    assert_eq!(letters(&app).await.len(), 1);
    choose(&app.nobody(), &link, CHOSEN).await.expect(200);
    crate::links::log_in(&app, "nadia", CHOSEN).await.expect(200);
});

test!("whoever asks from one address without end waits", async |app| {
    let thief = app.nobody().from("203.0.113.9");
    for number in 0..100 {
        thief.post("/password-resets", json!({ "login": format!("n{number}") })).await.expect(202);
    }
    thief.post("/password-resets", json!({ "login": "nadia" })).await.problem(429, "throttled");
    app.nobody().post("/password-resets", json!({ "login": "nadia" })).await.expect(202);
});

test!("whoever waited for an hour has given up", async |app| {
    app.nobody().post("/password-resets", json!({ "login": "nadia" })).await.expect(202);
    app.clock.advance(Duration::hours(1));
    answer_asks(&app).await;
    assert!(letters(&app).await.is_empty());
    answer_asks(&app).await;
});
