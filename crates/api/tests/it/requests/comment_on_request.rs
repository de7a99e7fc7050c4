use authz::ShippedRole;
use serde_json::{Value, json};

use crate::{
    support::{Client, To, id},
    test,
};

test!(
    "a public comment is read by all who see the request, an internal one by those who see its working version",
    async |app| {
        let nadia = app.visitor().await;
        let hugo = app.logged_in("hugo").await;
        let request = nadia.enter(app.world.huy, "Froid").await;
        let said = say(&hugo, &request, json!({ "text": " Nous passons demain.\n" })).await;
        assert_eq!(said["text"], "Nous passons demain.");
        assert_eq!(said["internal"], false);
        assert_eq!(said["author"], json!({ "id": app.world.person("hugo"), "name": "Hugo Test" }));
        app.clock.advance(chrono::Duration::seconds(1));
        say(&hugo, &request, json!({ "text": "Prendre la grande échelle", "internal": true })).await;
        let path = format!("/requests/{}/comments", id(&request));
        for (username, texts) in [
            ("nadia", vec!["Nous passons demain."]),
            ("henri", vec!["Nous passons demain."]),
            ("thomas", vec!["Nous passons demain.", "Prendre la grande échelle"]),
        ] {
            let person = app.logged_in(username).await;
            let read: Vec<_> =
                person.pages(&path).await.iter().map(|comment| comment["text"].clone()).collect();
            assert_eq!(read, texts, "{username}");
            assert_eq!(person.read(&request).await["comments"], texts.len(), "{username}");
            assert_eq!(person.pages("/requests").await[0]["comments"], texts.len(), "{username}");
        }
    }
);

test!(
    "[OP-2] a visitor cannot comment, a stranger finds nothing to comment on, and nothing changes",
    async |app| {
        let nadia = app.visitor().await;
        let request = nadia.enter(app.world.huy, "Froid").await;
        let stranger = app.stranger().await;
        let path = format!("/requests/{}/comments", id(&request));
        let before = app.everything().await;
        for internal in [false, true] {
            let body = json!({ "text": "Et alors ?", "internal": internal });
            assert!(nadia.post(&path, body.clone()).await.problem(403, "refused").is_empty());
            assert!(stranger.post(&path, body).await.problem(404, "not-found").is_empty());
        }
        assert_eq!(app.everything().await, before);
    }
);

test!("a comment that is sent twice with its key is said once", async |app| {
    let hugo = app.logged_in("hugo").await;
    let request = hugo.enter(app.world.huy, "Froid").await;
    let other = hugo.enter(app.world.huy, "Chaud").await;
    let keyed = hugo.with("idempotency-key", "3f0c");
    let said = say(&keyed, &request, json!({ "text": "Demain" })).await;
    let before = app.everything().await;
    assert_eq!(say(&keyed, &request, json!({ "text": "Demain" })).await, said);
    let path = format!("/requests/{}/comments", id(&request));
    for body in [json!({ "text": "Après-demain" }), json!({ "text": "Demain", "internal": true })] {
        assert!(keyed.post(&path, body).await.problem(422, "invalid-body").is_empty());
    }
    assert_eq!(app.everything().await, before);
    assert_ne!(say(&keyed, &other, json!({ "text": "Demain" })).await["id"], said["id"]);
    assert_eq!(hugo.read(&request).await["comments"], 1);
});

test!("an internal comment is not told again to somebody who may no longer read it", async |app| {
    let hugo = app.logged_in("hugo").await.with("idempotency-key", "3f0c");
    let request = hugo.enter(app.world.huy, "Froid").await;
    let body = json!({ "text": "Entre nous", "internal": true });
    say(&hugo, &request, body.clone()).await;
    app.take_everything("hugo").await;
    app.give(To::User(app.world.person("hugo")), ShippedRole::Visitor, app.world.huy).await;
    let answer = hugo.post(&format!("/requests/{}/comments", id(&request)), body).await;
    assert!(answer.problem(404, "not-found").is_empty());
});

async fn say(person: &Client, request: &Value, body: Value) -> Value {
    person.post(&format!("/requests/{}/comments", id(request)), body).await.expect(201).body
}
