use serde_json::json;

use crate::{support::PASSWORD, test};

test!("before the set-up everybody learns that it is missing, and nothing else works", async |app| {
    let bare = app.bare().await;
    let instance = bare.nobody.get("/instance").await.expect(200);
    assert_eq!((&instance.body["set_up"], &instance.body["name"]), (&json!(false), &json!("")));
    assert_eq!(instance.body.get("demo_logins"), None);
    for login in ["admin", "administrator", "root", "claire", "palier"] {
        let credentials = json!({ "login": login, "password": PASSWORD });
        bare.nobody.post("/session", credentials).await.problem(401, "wrong-credentials");
    }
    for path in ["/me", "/requests", "/sites", "/company-groups", "/settings", "/dead-letters"] {
        bare.nobody.get(path).await.problem(401, "not-authenticated");
    }
    bare.nobody.post("/company-groups", json!({ "name": "Nord" })).await.problem(401, "not-authenticated");
});

test!("a real instance shows no logins", async |app| {
    let instance = app.nobody().get("/instance").await.expect(200);
    assert_eq!((&instance.body["demo"], instance.body.get("demo_logins")), (&json!(false), None));
});
