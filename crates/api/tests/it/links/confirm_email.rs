use serde_json::json;

use super::{letters, log_in, made, token};
use crate::{
    support::{Answer, Client, PASSWORD, TestApp},
    test,
};

async fn confirm(by: &Client, token: &str) -> Answer {
    by.post("/links/email", json!({ "token": token })).await
}

async fn change(app: &TestApp, email: &str) -> Answer {
    let path = format!("/users/{}/email", app.world.person("nadia"));
    app.manager().await.with("if-match", "*").put(&path, json!({ "email": email })).await
}

test!("[PP-2] a change of address is confirmed at the new one and told to the old one", async |app| {
    let changed = change(&app, "nadia@neuf.example").await.expect(200).body;
    assert_eq!(
        (&changed["email"], &changed["pending_email"]),
        (&json!("nadia@mosane.example"), &json!("nadia@neuf.example"))
    );
    let told = [("email_change", "nadia@neuf.example"), ("email_changing", "nadia@mosane.example")];
    let mut letters = letters(&app).await;
    letters.sort();
    assert_eq!(letters, told.map(|(kind, to)| (kind.to_owned(), to.to_owned())));
    let link = token(&app, "email_change").await;
    confirm(&app.nobody(), &link).await.expect(200);
    let path = format!("/users/{}", app.world.person("nadia"));
    let now = app.manager().await.get(&path).await.expect(200).body;
    assert_eq!((&now["email"], now.get("pending_email")), (&json!("nadia@neuf.example"), None));
    log_in(&app, "nadia@neuf.example", PASSWORD).await.expect(200);
    confirm(&app.nobody(), &link).await.problem(410, "link-gone");
});

test!("[PP-2] one's own address takes one's password", async |app| {
    let nadia = app.visitor().await;
    let wrong = json!({ "email": "nadia@neuf.example", "password": "wrong horse battery" });
    let refused = nadia.put("/me/email", wrong).await;
    assert_eq!(refused.problem(422, "invalid-body"), [("/password".into(), "wrong".into())]);
    let right = json!({ "email": "nadia@neuf.example", "password": PASSWORD });
    nadia.put("/me/email", right).await.expect(202);
    confirm(&app.nobody(), &token(&app, "email_change").await).await.expect(200);
    assert_eq!(nadia.get("/me").await.expect(200).body["email"], "nadia@neuf.example");
});

test!(
    "who never came in is corrected at once, and the invitation to the wrong address works no more",
    async |app| {
        let zoe = made(&app).await;
        let thomas = app.manager().await;
        thomas.post(&format!("/users/{zoe}/invitation"), json!({})).await.expect(200);
        let wrong = token(&app, "invitation").await;
        let path = format!("/users/{zoe}/email");
        let changed = thomas.with("if-match", "*").put(&path, json!({ "email": "zoe@juste.example" })).await;
        assert_eq!(changed.expect(200).body["email"], "zoe@juste.example");
        super::choose(&app.nobody(), &wrong, super::CHOSEN).await.problem(410, "link-gone");
    }
);

test!("an address that is somebody else's is refused, at once and when it is confirmed", async |app| {
    let refused = change(&app, "LEA@mosane.example").await;
    assert_eq!(refused.problem(409, "conflict"), [("/email".into(), "taken".into())]);
    change(&app, "nadia@neuf.example").await.expect(200);
    let link = token(&app, "email_change").await;
    app.execute("UPDATE user_account SET email = 'nadia@neuf.example', email_key = 'nadia@neuf.example' WHERE username = 'lea'").await;
    confirm(&app.nobody(), &link).await.problem(409, "conflict");
    assert_eq!(app.visitor().await.get("/me").await.expect(200).body["email"], "nadia@mosane.example");
});

test!("a second change of address cancels the first", async |app| {
    change(&app, "one@neuf.example").await.expect(200);
    let first = token(&app, "email_change").await;
    app.clock.advance(chrono::Duration::seconds(1));
    change(&app, "two@neuf.example").await.expect(200);
    confirm(&app.nobody(), &first).await.problem(410, "link-gone");
    confirm(&app.nobody(), &token(&app, "email_change").await).await.expect(200);
    assert_eq!(app.visitor().await.get("/me").await.expect(200).body["email"], "two@neuf.example");
});
