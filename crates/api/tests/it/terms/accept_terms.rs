use api::clock::Clock;
use chrono::Duration;
use serde_json::json;

use super::{accept, publish};
use crate::test;

test!("[CT-7] at the first use the terms are accepted to go on", async |app| {
    let id = publish(&app.administrator().await, "Première").await;
    let nadia = app.visitor().await;
    assert_eq!(nadia.get("/me").await.expect(200).body["waiting"], "terms");
    nadia.get("/requests").await.problem(403, "terms-pending");
    accept(&nadia, &id).await;
    assert!(nadia.get("/me").await.expect(200).body.get("waiting").is_none());
    nadia.enter(app.world.huy, "Froid").await;
    let line = app.audit("accept_terms").await.pop().expect("a line");
    assert_eq!((line.actor_id, line.subject_id.to_string()), (Some(app.world.person("nadia")), id));
});

test!("[CT-7] to accept again changes nothing", async |app| {
    let id = publish(&app.administrator().await, "Première").await;
    let nadia = app.visitor().await.from("192.0.2.7");
    let consent = json!({ "version_id": id });
    let first = nadia.post("/me/terms-acceptance", consent.clone()).await.expect(200).body;
    app.clock.advance(Duration::minutes(1));
    let again = nadia.from("192.0.2.8").post("/me/terms-acceptance", consent).await.expect(200).body;
    assert_eq!(first, again);
    assert_eq!(app.audit("accept_terms").await.len(), 1);
});

test!(
    "[CT-7] an acceptance of terms that are no longer in force is refused, and counts nothing",
    async |app| {
        let claire = app.administrator().await;
        let first = publish(&claire, "Première").await;
        let nadia = app.visitor().await;
        accept(&claire, &first).await;
        publish(&claire, "Deuxième").await;
        for version in [first.as_str(), "00000000-0000-7000-8000-000000000000"] {
            let stale = nadia.post("/me/terms-acceptance", json!({ "version_id": version })).await;
            assert!(stale.text.contains("read them again"), "{}", stale.text);
            assert_eq!(stale.problem(409, "conflict"), [("/version_id".to_owned(), "stale".to_owned())]);
        }
        nadia.get("/requests").await.problem(403, "terms-pending");
    }
);

test!("[CT-7] everybody accepts for themselves: one's acceptance opens nothing to another", async |app| {
    let claire = app.administrator().await;
    let id = publish(&claire, "Première").await;
    accept(&claire, &id).await;
    let for_another = json!({ "version_id": id, "user_id": app.world.person("nadia") });
    let nadia = app.visitor().await;
    claire.post("/me/terms-acceptance", for_another).await.problem(422, "invalid-body");
    claire.get("/requests").await.expect(200);
    nadia.get("/requests").await.problem(403, "terms-pending");
});

test!("[PO-9] nobody accepts in another's place by a password that they have set", async |app| {
    let id = publish(&app.administrator().await, "Première").await;
    app.set_account("nadia", "password_provisional = TRUE").await;
    let nadia = app.visitor().await;
    let consent = json!({ "version_id": id });
    nadia.post("/me/terms-acceptance", consent.clone()).await.problem(403, "password-pending");
    app.set_account("nadia", "password_provisional = FALSE").await;
    nadia.post("/me/terms-acceptance", consent).await.expect(200);
});

test!("[CT-7] whoever was told to accept is told by a program's problem document how", async |app| {
    publish(&app.administrator().await, "Première").await;
    let refused =
        app.visitor().await.post("/requests", json!({ "site_id": app.world.huy, "text": "Froid" })).await;
    assert!(refused.detail().contains("`read_terms`") && refused.detail().contains("`accept_terms`"));
    assert_eq!(refused.body["title"], "accept the terms of use first");
    refused.problem(403, "terms-pending");
});

test!("[CT-7] twenty acceptances at once are one", async |app| {
    let id = publish(&app.administrator().await, "Première").await;
    let nadia = app.visitor().await;
    let consent = json!({ "version_id": id });
    let all = (0..20).map(|_| nadia.post("/me/terms-acceptance", consent.clone()));
    for answer in futures::future::join_all(all).await {
        assert_eq!(answer.expect(200).body["accepted_at"], json!(app.clock.now()));
    }
    assert_eq!(app.audit("accept_terms").await.len(), 1);
});
