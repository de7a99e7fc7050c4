use authz::Action;
use serde_json::json;

use super::{accept, publish, texts};
use crate::{support::To, test};

test!(
    "[CT-7] a new version is accepted by everybody at their next request, also in open sessions",
    async |app| {
        let claire = app.administrator().await;
        let first = publish(&claire, "Première").await;
        let (nadia, thomas) = (app.visitor().await, app.manager().await);
        for somebody in [&claire, &nadia, &thomas] {
            accept(somebody, &first).await;
            somebody.get("/requests").await.expect(200);
        }
        let second = publish(&claire, "Deuxième").await;
        let there = app.second_server().await.with_token(thomas.token());
        for somebody in [&claire, &nadia, &thomas, &there] {
            somebody.get("/requests").await.problem(403, "terms-pending");
        }
        assert_eq!(nadia.get("/terms").await.expect(200).body["number"], 2);
        for somebody in [&claire, &nadia, &there] {
            accept(somebody, &second).await;
        }
        for somebody in [&claire, &nadia, &thomas] {
            somebody.get("/requests").await.expect(200);
        }
    }
);

test!("[CT-7] a super administrator accepts like everybody else", async |app| {
    app.set_account("claire", "super_administrator = TRUE").await;
    let claire = app.administrator().await;
    let first = publish(&claire, "Première").await;
    claire.get("/settings").await.problem(403, "terms-pending");
    claire.post("/terms-versions", texts("Deuxième")).await.problem(403, "terms-pending");
    accept(&claire, &first).await;
    claire.get("/settings").await.expect(200);
});

test!("[CT-7] each language that the app speaks has a text", async |app| {
    let claire = app.administrator().await;
    let mut new = texts("Première");
    new["texts"].as_object_mut().expect("texts").remove("en");
    let faults = claire.post("/terms-versions", new).await.problem(422, "invalid-body");
    assert_eq!(faults, [("/texts/en".to_owned(), "required".to_owned())]);
    for (text, code) in [(" \n".to_owned(), "pattern"), ("x".repeat(50_001), "too_long")] {
        let mut new = texts("Première");
        new["texts"]["fr"] = json!(text);
        let faults = claire.post("/terms-versions", new).await.problem(422, "invalid-body");
        assert_eq!(faults, [("/texts/fr".to_owned(), code.to_owned())]);
    }
    claire.get("/requests").await.expect(200);
});

test!("[CT-7] the longest texts in every language fit", async |app| {
    let claire = app.administrator().await;
    let long = "é".repeat(50_000);
    let made = claire.post("/terms-versions", json!({ "texts": { "fr": long, "en": long } })).await;
    made.expect(201);
    assert_eq!(claire.get("/terms").await.expect(200).body["markdown"], long);
});

test!("whoever may change the settings publishes, and nobody else", async |app| {
    for who in ["thomas", "nadia", "paul"] {
        app.logged_in(who).await.post("/terms-versions", texts("Non")).await.lacks("change_settings");
    }
    let paul = To::User(app.world.person("paul"));
    app.allow(paul, Action::ChangeSettings, authz::Relation::Any, app.world.instance).await;
    publish(&app.logged_in("paul").await, "Première").await;
    let line = app.audit("create_terms_version").await.pop().expect("a line");
    assert_eq!((line.actor_id, &line.detail), (Some(app.world.person("paul")), &json!({ "number": 1 })));
});

test!("the same key publishes once", async |app| {
    let claire = app.administrator().await;
    let keyed = claire.with("idempotency-key", "terms-1");
    let made = keyed.post("/terms-versions", texts("Première")).await.expect(201).body;
    accept(&claire, made["id"].as_str().expect("an id")).await;
    let again = keyed.post("/terms-versions", texts("Première")).await.expect(201).body;
    assert_eq!(made, again);
    assert_eq!(claire.pages("/terms-versions").await.len(), 1);
});

test!("the versions say who published them and how many accepted them", async |app| {
    let claire = app.administrator().await;
    let before = claire.get("/terms-versions").await.expect(200).body;
    let people = before["people"].as_i64().expect("a number");
    assert_eq!((before["items"].clone(), people), (json!([]), 9), "ines is inactive");
    let first = publish(&claire, "Première").await;
    accept(&claire, &first).await;
    accept(&app.visitor().await, &first).await;
    app.clock.advance(chrono::Duration::minutes(1));
    let second = publish(&claire, "Deuxième").await;
    accept(&claire, &second).await;
    let versions = claire.pages("/terms-versions?limit=1").await;
    let told = versions.iter().map(|it| json!([it["number"], it["in_force"], it["accepted"], it["waiting"]]));
    assert_eq!(told.collect::<Vec<_>>(), [json!([2, true, 1, 8]), json!([1, false, 2, 7])]);
    assert_eq!(versions[0]["published_by"], "Claire Test");
});
