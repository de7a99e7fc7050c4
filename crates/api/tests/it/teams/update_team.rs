use serde_json::json;

use crate::test;

test!("a team is renamed by who manages it, in the version they read", async |app| {
    let team = app.team("Plombiers", app.world.huy, &[]).await;
    app.team("Serruriers", app.world.huy, &[]).await;
    let path = format!("/teams/{team}");
    let hugo = app.logged_in("hugo").await;
    hugo.put(&path, json!({ "name": "Sanitaire" })).await.problem(428, "precondition-required");
    let changed = hugo.if_match(&json!(1)).put(&path, json!({ "name": "Sanitaire" })).await.expect(200);
    assert_eq!((changed.header("etag"), &changed.body["name"]), ("\"2\"", &json!("Sanitaire")));
    let before = app.everything().await;
    hugo.if_match(&json!(1))
        .put(&path, json!({ "name": "Trop tard" }))
        .await
        .problem(412, "precondition-failed");
    let taken = hugo.if_match(&json!(2)).put(&path, json!({ "name": "serruriers" })).await;
    assert_eq!(taken.problem(409, "conflict"), [("/name".into(), "taken".into())]);
    assert_eq!(app.everything().await, before);
    let line = &app.audit("update_team").await[0];
    assert_eq!(line.detail, json!({ "before": { "name": "Plombiers" }, "after": { "name": "Sanitaire" } }));
});

test!("a team that one only sees is renamed by others", async |app| {
    let team = app.team("Plombiers", app.world.huy, &[]).await;
    app.allow(
        crate::support::To::User(app.world.person("paul")),
        authz::Action::ViewUsers,
        authz::Relation::Any,
        app.world.huy,
    )
    .await;
    let paul = app.logged_in("paul").await.with("if-match", "*");
    paul.get(&format!("/teams/{team}")).await.expect(200);
    paul.put(&format!("/teams/{team}"), json!({ "name": "Pirates" })).await.lacks("manage_teams");
});
