use serde_json::json;

use crate::test;

test!("everybody reads their own account, with what they may do", async |app| {
    let me = app.visitor().await.get("/me").await.expect(200);
    assert_eq!(me.header("etag"), "\"1\"");
    assert_eq!(
        (&me.body["username"], &me.body["role"], &me.body["version"]),
        (&json!("nadia"), &json!("visitor"), &json!(1))
    );
    assert_eq!(me.body["allowed"], json!(["create_request", "view_request", "change_own_account"]));
    let claire = app.administrator().await.get("/me").await.expect(200);
    assert_eq!(claire.body["role"], "administrator");
    assert!(claire.body["allowed"].as_array().expect("a list").contains(&json!("change_settings")));
});

test!("whoever holds no right at all still is somebody, who may do nothing", async |app| {
    let paul = app.logged_in("paul").await;
    let me = paul.get("/me").await.expect(200);
    assert_eq!((&me.body["allowed"], me.body.get("role")), (&json!([]), None));
    for list in ["/requests", "/sites", "/company-groups"] {
        assert!(paul.get(list).await.expect(200).items().is_empty(), "{list}");
    }
    paul.with("if-match", "\"1\"")
        .put("/me/language", json!({ "language": "en" }))
        .await
        .problem(403, "refused");
});

test!("no account tells its password's hash", async |app| {
    let me = app.administrator().await.get("/me").await.expect(200);
    assert!(!me.text.contains("argon2") && !me.text.contains("password"), "{}", me.text);
});
