use serde_json::json;

use super::{letters, log_in, made, token};
use crate::{
    support::{Answer, Client, PASSWORD, TestApp, To},
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

test!("a link that somebody sent works no more once they may not act as its owner", async |app| {
    change(&app, "thomas@neuf.example").await.expect(200);
    let link = token(&app, "email_change").await;
    let nadia = To::User(app.world.person("nadia"));
    let more = app.give(nadia, authz::ShippedRole::Administrator, app.world.instance).await;
    confirm(&app.nobody(), &link).await.problem(410, "link-gone");
    let claire = app.administrator().await.with("if-match", "*");
    claire.delete(&format!("/grants/{more}")).await.expect(204);
    confirm(&app.nobody(), &link).await.expect(200);
});

test!("nothing that was sent to the old address opens anything once the new one is confirmed", async |app| {
    app.nobody().post("/password-resets", json!({ "login": "nadia" })).await.expect(202);
    super::answer_asks(&app).await;
    let reset = token(&app, "password_reset").await;
    change(&app, "nadia@neuf.example").await.expect(200);
    confirm(&app.nobody(), &token(&app, "email_change").await).await.expect(200);
    super::choose(&app.nobody(), &reset, super::CHOSEN).await.problem(410, "link-gone");
});

test!("a closed account proves no address", async |app| {
    change(&app, "nadia@neuf.example").await.expect(200);
    let link = token(&app, "email_change").await;
    app.execute("UPDATE user_account SET active = FALSE WHERE username = 'nadia'").await;
    confirm(&app.nobody(), &link).await.problem(403, "refused");
});

test!("whether an address is somebody else's is not told to whoever wants it for themselves", async |app| {
    let nadia = app.visitor().await;
    for email in ["lea@mosane.example", "free@neuf.example"] {
        nadia.put("/me/email", json!({ "email": email, "password": PASSWORD })).await.expect(202);
    }
    let sent: Vec<_> = letters(&app).await.into_iter().filter(|(kind, _)| kind == "email_change").collect();
    assert_eq!(sent, [("email_change".to_owned(), "free@neuf.example".to_owned())]);
});

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
