use serde_json::json;

use crate::test;

test!("one changes one's own name and phone, and the site that forms start with [PP-9]", async |app| {
    let nadia = app.visitor().await;
    let body = json!({ "first_name": "Nadia", "last_name": "Lambert", "phone": " ", "default_site_id": app.world.huy });
    let changed = nadia.if_match(&json!(1)).put("/me", body).await.expect(200);
    assert_eq!(changed.header("etag"), "\"2\"");
    assert_eq!((&changed.body["last_name"], changed.body.get("phone")), (&json!("Lambert"), None));
    assert_eq!(changed.body["default_site_name"], "Huy");
    assert_eq!(nadia.get("/me").await.expect(200).body, changed.body);
});

test!("a site that one does not see is no default site", async |app| {
    let body = json!({ "first_name": "Nadia", "default_site_id": app.world.namur });
    let refused = app.visitor().await.with("if-match", "*").put("/me", body).await;
    assert_eq!(refused.problem(422, "invalid-body"), [("/default_site_id".into(), "unknown".into())]);
});

test!("one gives oneself no role, username or address that way", async |app| {
    for field in ["username", "email", "active", "super_administrator", "node_id"] {
        let mut body = json!({ "first_name": "Nadia" });
        body[field] = json!("x");
        let refused = app.visitor().await.with("if-match", "*").put("/me", body).await;
        assert_eq!(refused.problem(422, "invalid-body")[0].0, format!("/{field}"));
    }
});
