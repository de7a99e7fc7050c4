use serde_json::json;

use super::{accept, publish};
use crate::test;

test!("[CT-7] the text is corrected in place, and nobody has to accept it again", async |app| {
    let claire = app.administrator().await;
    let id = publish(&claire, "Premiére").await;
    let nadia = app.visitor().await;
    for somebody in [&claire, &nadia] {
        accept(somebody, &id).await;
    }
    let texts = claire.get(&format!("/terms-versions/{id}")).await.expect(200).body["texts"].clone();
    assert_eq!((&texts[1]["language"], &texts[1]["version"]), (&json!("fr"), &json!(1)));
    let correction = json!({ "markdown": "Première" });
    let path = format!("/terms-versions/{id}/texts/fr");
    let corrected = claire.if_match(&texts[1]["version"]).put(&path, correction).await.expect(200);
    assert_eq!((corrected.header("etag"), &corrected.body["markdown"]), ("\"2\"", &json!("Première")));
    let read = nadia.get("/terms").await.expect(200).body;
    assert_eq!((&read["markdown"], &read["number"]), (&json!("Première"), &json!(1)));
    nadia.get("/requests").await.expect(200);
    let line = app.audit("correct_terms").await.pop().expect("a line");
    let detail = json!({ "language": "fr", "before": "# Conditions\n\nPremiére", "after": "Première" });
    assert_eq!((line.actor_id, line.detail), (Some(app.world.person("claire")), detail));
});

test!("two who correct the same text do not overwrite each other", async |app| {
    let claire = app.administrator().await;
    let id = publish(&claire, "Premiére").await;
    accept(&claire, &id).await;
    let path = format!("/terms-versions/{id}/texts/fr");
    let first = claire.if_match(&json!(1)).put(&path, json!({ "markdown": "Première" })).await;
    first.expect(200);
    let second = claire.if_match(&json!(1)).put(&path, json!({ "markdown": "Deuxième" })).await;
    second.problem(412, "precondition-failed");
    assert_eq!(claire.get("/terms").await.expect(200).body["markdown"], "Première");
});

test!("[CT-7] what was accepted before a later version stays as it was", async |app| {
    let claire = app.administrator().await;
    let first = publish(&claire, "Première").await;
    accept(&claire, &first).await;
    let second = publish(&claire, "Deuxième").await;
    accept(&claire, &second).await;
    let correct = json!({ "markdown": "Falsifiée" });
    let claire = claire.with("if-match", "*");
    claire.put(&format!("/terms-versions/{first}/texts/fr"), correct.clone()).await.problem(409, "conflict");
    for unknown in ["de", "FR", "x"] {
        let path = format!("/terms-versions/{second}/texts/{unknown}");
        claire.put(&path, correct.clone()).await.problem(404, "not-found");
    }
    claire.put(&format!("/terms-versions/{second}/texts/fr"), correct).await.expect(200);
});
