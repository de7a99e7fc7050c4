use authz::ShippedRole;
use serde_json::{Value, json};

use crate::{
    support::{TestApp, To},
    test,
};

fn changed(app: &TestApp, change: Value) -> Value {
    let mut body = json!({
        "first_name": "Nadia", "last_name": "Lambert", "phone": "+32 85 21 00 00", "language": "en",
        "node_id": app.world.liege, "default_site_id": app.world.liege, "external_id": "E-7",
    });
    body.as_object_mut().expect("an object").extend(change.as_object().expect("an object").clone());
    body
}

test!(
    "[PO-6] who manages people changes how somebody is called and reached, and where they belong",
    async |app| {
        let thomas = app.manager().await;
        let path = format!("/users/{}", app.world.person("nadia"));
        let answer = thomas.if_match(&json!(1)).put(&path, changed(&app, json!({}))).await.expect(200);
        assert_eq!(answer.header("etag"), "\"2\"");
        for (field, value) in [
            ("last_name", "Lambert"),
            ("phone", "+32 85 21 00 00"),
            ("language", "en"),
            ("external_id", "E-7"),
        ] {
            assert_eq!(answer.body[field], value);
        }
        assert_eq!(answer.body["home"]["name"], "Liège");
        assert_eq!(thomas.get(&path).await.expect(200).body, answer.body);
        let found = thomas.get("/users?name=lambert").await.expect(200);
        assert_eq!(found.items().len(), 1, "people are found by their new name");
        let line = &app.audit("update_user").await[0];
        assert_eq!(line.detail["before"]["node"], json!(app.world.huy));
        assert_eq!(line.detail["after"]["node"], json!(app.world.liege));
    }
);

test!("[PP-2] the username is fixed: no body changes it", async |app| {
    let path = format!("/users/{}", app.world.person("nadia"));
    let body = changed(&app, json!({ "username": "other" }));
    let refused = app.manager().await.with("if-match", "*").put(&path, body).await;
    assert_eq!(refused.problem(422, "invalid-body")[0].0, "/username");
});

test!("[PL-6] nobody changes the account of somebody who may do more", async |app| {
    let nadia = app.world.person("nadia");
    let (path, thomas) = (format!("/users/{nadia}"), app.manager().await.with("if-match", "*"));
    app.give(To::User(nadia), ShippedRole::Reviewer, app.world.namur).await;
    thomas.put(&path, changed(&app, json!({}))).await.refused("beyond your own permissions");
    app.give(To::User(nadia), ShippedRole::Administrator, app.world.instance).await;
    thomas.put(&path, changed(&app, json!({}))).await.refused("only administrators");
    app.administrator().await.with("if-match", "*").put(&path, changed(&app, json!({}))).await.expect(200);
});

test!("an account moves only where one changes accounts too", async |app| {
    let path = format!("/users/{}", app.world.person("nadia"));
    let thomas = app.manager().await.with("if-match", "*");
    for (node, status) in [(app.world.instance, 403), (app.world.namur, 422), (app.world.nord, 200)] {
        let answer = thomas.put(&path, changed(&app, json!({ "node_id": node }))).await;
        assert_eq!(answer.status, status, "{}", answer.text);
    }
});

test!("whoever moves an account out of their own sight is told that it is done", async |app| {
    app.give(To::User(app.world.person("paul")), ShippedRole::Manager, app.world.nord).await;
    app.allow(
        To::User(app.world.person("paul")),
        authz::Action::ChangeUser,
        authz::Relation::Any,
        app.world.nord,
    )
    .await;
    let path = format!("/users/{}", app.world.person("nadia"));
    let claire = app.administrator().await.with("if-match", "*");
    claire.put(&path, changed(&app, json!({ "node_id": app.world.sud }))).await.expect(200);
    app.logged_in("paul").await.get(&path).await.problem(404, "not-found");
});

test!("an external id is one person's", async |app| {
    let claire = app.administrator().await.with("if-match", "*");
    claire.put(&format!("/users/{}", app.world.person("nadia")), changed(&app, json!({}))).await.expect(200);
    let body = changed(&app, json!({ "first_name": "Henri" }));
    let refused = claire.put(&format!("/users/{}", app.world.person("henri")), body).await;
    assert_eq!(refused.problem(409, "conflict"), [("/external_id".into(), "taken".into())]);
    let again = claire.put(&format!("/users/{}", app.world.person("nadia")), changed(&app, json!({}))).await;
    again.expect(200);
});

test!("two who change an account at once do not undo each other", async |app| {
    let path = format!("/users/{}", app.world.person("nadia"));
    let thomas = app.manager().await.if_match(&json!(1));
    thomas.put(&path, changed(&app, json!({}))).await.expect(200);
    thomas.put(&path, changed(&app, json!({ "phone": "1" }))).await.problem(412, "precondition-failed");
});
