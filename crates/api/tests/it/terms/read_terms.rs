use api::clock::Clock;
use serde_json::json;

use super::{accept, publish};
use crate::test;

test!("an instance without terms of use asks nobody for anything", async |app| {
    let nadia = app.visitor().await;
    nadia.get("/terms").await.problem(404, "not-found");
    assert!(nadia.get("/me").await.expect(200).body.get("waiting").is_none());
    nadia.get("/requests").await.expect(200);
});

test!("[CT-7] the terms are read in the reader's language, by whoever has yet to accept them", async |app| {
    publish(&app.administrator().await, "Première").await;
    let nadia = app.visitor().await;
    let french = nadia.get("/terms").await.expect(200).body;
    assert_eq!((&french["language"], &french["number"]), (&json!("fr"), &json!(1)));
    assert_eq!(french["markdown"], "# Conditions\n\nPremière");
    assert!(french.get("accepted_at").is_none());
    nadia.with("if-match", "*").put("/me/language", json!({ "language": "en" })).await.expect(200);
    let english = nadia.get("/terms").await.expect(200).body;
    assert_eq!(english["markdown"], "# Terms\n\nPremière");
    assert_eq!(english["version_id"], french["version_id"]);
});

test!("terms without a text in the reader's language are read in that of the instance", async |app| {
    let id = publish(&app.administrator().await, "Première").await;
    app.execute("UPDATE terms_text SET language = 'nl' WHERE language = 'en'").await;
    app.set_account("nadia", "language = 'en'").await;
    let nadia = app.visitor().await;
    assert_eq!(nadia.get("/terms").await.expect(200).body["language"], "fr");
    accept(&nadia, &id).await;
    nadia.get("/requests").await.expect(200);
});

test!("[CT-7] the terms can be read again later, with the moment of their acceptance", async |app| {
    let id = publish(&app.administrator().await, "Première").await;
    let nadia = app.visitor().await;
    accept(&nadia, &id).await;
    let read = nadia.get("/terms").await.expect(200).body;
    assert_eq!(read["accepted_at"], json!(app.clock.now()));
});

test!("reading the terms takes two statements", async |app| {
    publish(&app.administrator().await, "Première").await;
    let nadia = app.visitor().await;
    nadia.get("/terms").await.expect(200);
    let before = app.db().statements();
    nadia.get("/terms").await.expect(200);
    assert_eq!(app.db().statements() - before, 2, "identity, and the text");
});
