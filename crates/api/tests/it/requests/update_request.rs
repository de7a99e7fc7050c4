use authz::ShippedRole;
use serde_json::{Value, json};

use crate::{
    support::{To, id},
    test,
};

fn change(title: &str) -> Value {
    json!({
        "title": title, "text": "Le radiateur est froid.", "noticed_on": "2026-11-20",
        "requester": { "first_name": "Ana", "last_name": "Ferreira", "email": "ana@mosane.example", "phone": "" },
    })
}

test!(
    "[PO-3] an editor changes what a request says, and the history tells that it was edited",
    async |app| {
        let world = &app.world;
        let request = app.visitor().await.enter(world.huy, "Froid").await;
        app.give(To::User(world.person("paul")), ShippedRole::Editor, world.nord).await;
        let paul = app.logged_in("paul").await;
        let path = format!("/requests/{}", id(&request));
        app.clock.advance(chrono::Duration::seconds(1));
        let changed =
            paul.if_match(&request["version"]).put(&path, change("Radiateur froid")).await.expect(200);
        assert_eq!(changed.header("etag"), "\"2\"");
        let body = &changed.body;
        assert_eq!(
            (body["title"].as_str(), body["text"].as_str()),
            (Some("Radiateur froid"), Some("Le radiateur est froid."))
        );
        assert_eq!(body["requester_name"], "Ana Ferreira");
        assert_eq!(body["requester"]["email"], "ana@mosane.example");
        assert!(body["requester"].get("phone").is_none());
        let history = paul.get(&format!("{path}/history")).await.expect(200);
        assert_eq!(history.items().last().expect("it is there")["kind"], "edited");
        let line = &app.audit("update_request").await[0];
        assert_eq!(
            line.detail,
            json!({ "changed": ["title", "text", "requester_name", "requester_email", "noticed_on"] })
        );
    }
);

test!("[CT-4] read-write edits their own requests and nobody else's", async |app| {
    let world = &app.world;
    app.give(To::User(world.person("paul")), ShippedRole::ReadWrite, world.instance).await;
    let paul = app.logged_in("paul").await.with("if-match", "*");
    let own = paul.enter(world.huy, "Froid").await;
    paul.put(&format!("/requests/{}", id(&own)), change("Radiateur")).await.expect(200);
    let theirs = app.visitor().await.enter(world.huy, "Froid").await;
    paul.put(&format!("/requests/{}", id(&theirs)), change("Pirate")).await.problem(404, "not-found");
});

test!(
    "[CT-3] a tag linked to a person shows what bears it, and lets them edit it where the link says so",
    async |app| {
        let world = &app.world;
        let request = app.visitor().await.enter(world.huy, "Froid").await;
        let other = app.visitor().await.enter(world.huy, "Chaud").await;
        let tag = app.tag("Métier", "Chauffage").await;
        app.put_on(&request, tag).await;
        app.give(To::User(world.person("paul")), ShippedRole::ReadOnly, world.instance).await;
        let paul = app.logged_in("paul").await.with("if-match", "*");
        let path = format!("/requests/{}", id(&request));
        assert!(paul.pages("/requests").await.is_empty());
        app.link(To::User(world.person("paul")), tag, false, world.nord).await;
        let seen: Vec<Value> = paul.pages("/requests").await.into_iter().map(|it| it["id"].clone()).collect();
        assert_eq!(seen, [request["id"].clone()]);
        paul.get(&format!("/requests/{}", id(&other))).await.problem(404, "not-found");
        paul.put(&path, change("Radiateur")).await.problem(403, "refused");
        app.link(To::User(world.person("paul")), tag, true, world.huy).await;
        paul.put(&path, change("Radiateur")).await.expect(200);
    }
);

test!("who edits through a tag and sees no contact details does not erase them", async |app| {
    let nadia = app.visitor().await;
    let request = nadia.enter(app.world.huy, "Froid").await;
    let tag = app.tag("Métier", "Chauffage").await;
    app.put_on(&request, tag).await;
    app.link(To::User(app.world.person("paul")), tag, true, app.world.nord).await;
    let paul = app.logged_in("paul").await.with("if-match", "*");
    assert!(paul.read(&request).await["requester"].get("email").is_none());
    let mut blind = change("Radiateur");
    blind["requester"] = json!({ "first_name": "Nadia", "last_name": "Test" });
    paul.put(&format!("/requests/{}", id(&request)), blind).await.expect(200);
    assert_eq!(nadia.read(&request).await["requester"]["email"], "nadia@mosane.example");
});

test!("[OP-2] a visitor cannot change a request once it is entered", async |app| {
    let nadia = app.visitor().await.with("if-match", "*");
    let request = nadia.enter(app.world.huy, "Froid").await;
    nadia.put(&format!("/requests/{}", id(&request)), change("Autre")).await.problem(403, "refused");
});

test!("a stale version, a day to come and an empty title change nothing", async |app| {
    let hugo = app.logged_in("hugo").await;
    let request = hugo.enter(app.world.huy, "Froid").await;
    let path = format!("/requests/{}", id(&request));
    let before = app.everything().await;
    hugo.put(&path, change("Sans version")).await.problem(428, "precondition-required");
    hugo.with("if-match", "\"9\"").put(&path, change("Ancienne")).await.problem(412, "precondition-failed");
    let mut tomorrow = change("Demain");
    tomorrow["noticed_on"] = json!("2026-12-24");
    let late = hugo.with("if-match", "*").put(&path, tomorrow).await.problem(422, "invalid-body");
    assert_eq!(late, [("/noticed_on".to_owned(), "in_the_future".to_owned())]);
    let empty = hugo.with("if-match", "*").put(&path, change(" ")).await.problem(422, "invalid-body");
    assert_eq!(empty[0].0, "/title");
    assert_eq!(app.everything().await, before);
});
