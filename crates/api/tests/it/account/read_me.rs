use authz::ShippedRole;
use serde_json::json;

use crate::{support::To, test};

test!("everybody reads their own account, with what they may do", async |app| {
    let me = app.visitor().await.get("/me").await.expect(200);
    assert_eq!(me.header("etag"), "\"1\"");
    assert_eq!(
        (&me.body["username"], &me.body["roles"][0]["shipped"], &me.body["version"]),
        (&json!("nadia"), &json!("visitor"), &json!(1))
    );
    assert_eq!(me.body["allowed"], json!(["create_request", "view_request"]));
    let claire = app.administrator().await.get("/me").await.expect(200);
    assert_eq!(claire.body["roles"][0]["shipped"], "administrator");
    assert!(claire.body["allowed"].as_array().expect("a list").contains(&json!("change_settings")));
});

test!("whoever holds no right at all still is somebody, who looks after their own account", async |app| {
    let paul = app.logged_in("paul").await;
    let me = paul.get("/me").await.expect(200);
    assert_eq!((&me.body["allowed"], &me.body["roles"]), (&json!([]), &json!([])));
    for list in ["/requests", "/sites", "/company-groups"] {
        assert!(paul.get(list).await.expect(200).items().is_empty(), "{list}");
    }
    paul.with("if-match", "\"1\"").put("/me/language", json!({ "language": "en" })).await.expect(200);
});

test!("the roles one holds are told once each, those of the highest level first", async |app| {
    let nadia = To::User(app.world.person("nadia"));
    app.give(nadia, ShippedRole::BasicUser, app.world.instance).await;
    app.give(nadia, ShippedRole::Visitor, app.world.nord).await;
    let team = app.team("Relève", app.world.nord, &["nadia"]).await;
    app.give(To::Team(team), ShippedRole::Editor, app.world.nord).await;
    let me = app.visitor().await.get("/me").await.expect(200).body;
    let roles: Vec<_> =
        me["roles"].as_array().expect("a list").iter().map(|role| role["name"].clone()).collect();
    assert_eq!(roles, ["basic_user", "editor", "visitor"]);
});

test!("no account tells its password's hash", async |app| {
    let me = app.administrator().await.get("/me").await.expect(200);
    assert!(!me.text.contains("argon2") && !me.text.contains("password"), "{}", me.text);
});
