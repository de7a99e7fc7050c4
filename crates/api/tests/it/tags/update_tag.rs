use serde_json::json;

use crate::{support::id, test};

test!("[CT-1] a tag is renamed, on every request that bears it", async |app| {
    let (thomas, request) = (app.manager().await, app.visitor().await.enter(app.world.huy, "Froid").await);
    let axis = thomas.add_axis("Métier", app.world.nord).await;
    let tag = thomas.add_tag(&axis, "Chaufage").await;
    thomas.put_tags(&request, &[&tag]).await;
    let path = format!("/tags/{}", id(&tag));
    let changed =
        thomas.if_match(&tag["version"]).put(&path, json!({ "name": "Chauffage" })).await.expect(200);
    assert_eq!((changed.header("etag"), &changed.body["requests"]), ("\"2\"", &json!(1)));
    assert_eq!(thomas.read(&request).await["tags"][0]["name"], "Chauffage");
    let line = &app.audit("update_tag").await[0].detail;
    assert_eq!(line, &json!({ "before": { "name": "Chaufage" }, "after": { "name": "Chauffage" } }));
});

test!("a tag cannot take the name of another of its category, but its own in other letters", async |app| {
    let thomas = app.manager().await.with("if-match", "*");
    let axis = thomas.add_axis("Métier", app.world.nord).await;
    let (heating, _) = (thomas.add_tag(&axis, "Chauffage").await, thomas.add_tag(&axis, "Serrurerie").await);
    let path = format!("/tags/{}", id(&heating));
    let taken = thomas.put(&path, json!({ "name": "SERRURERIE" })).await.problem(409, "conflict");
    assert_eq!(taken, [("/name".to_owned(), "taken".to_owned())]);
    thomas.put(&path, json!({ "name": "CHAUFFAGE" })).await.expect(200);
});

test!("a tag is renamed by those who manage tags where it lives, in the version they read", async |app| {
    let thomas = app.manager().await;
    let axis = thomas.add_axis("Métier", app.world.nord).await;
    let path = format!("/tags/{}", id(&thomas.add_tag(&axis, "Chauffage").await));
    let change = json!({ "name": "Pirate" });
    for (who, status) in [("hugo", 403), ("sophie", 404), ("nadia", 404)] {
        app.logged_in(who).await.with("if-match", "*").put(&path, change.clone()).await.expect(status);
    }
    thomas.put(&path, change.clone()).await.problem(428, "precondition-required");
    thomas.with("if-match", "\"2\"").put(&path, change).await.problem(412, "precondition-failed");
    assert!(app.audit("update_tag").await.is_empty());
});
