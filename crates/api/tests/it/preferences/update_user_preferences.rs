use serde_json::json;

use super::{all_of, wish};
use crate::test;

test!("[PP-9] who may change an account sets its preferences, and its owner finds them", async |app| {
    let path = format!("/users/{}/preferences", app.world.person("nadia"));
    let thomas = app.manager().await;
    assert_eq!(thomas.get(&path).await.expect(200).header("etag"), "\"0\"");
    let changed = thomas.if_match(&json!(0)).put(&path, all_of(app.world.huy)).await.expect(200);
    assert_eq!(thomas.get(&path).await.expect(200).body, changed.body);
    assert_eq!(app.visitor().await.get("/me/preferences").await.expect(200).body, changed.body);
    let line = &app.audit("update_user_preferences").await[0];
    assert_eq!(
        (line.subject_id, line.actor_id),
        (app.world.person("nadia"), Some(app.world.person("thomas")))
    );
});

test!("[PP-9] a site that is not its owner's yet waits for them", async |app| {
    let path = format!("/users/{}/preferences", app.world.person("nadia"));
    let thomas = app.manager().await;
    thomas.if_match(&json!(0)).put(&path, all_of(app.world.liege)).await.expect(200);
    let nadia = app.visitor().await;
    assert_eq!(nadia.get("/me").await.expect(200).body["preselected_sites"], json!([]));
    let to = crate::support::To::User(app.world.person("nadia"));
    app.give(to, authz::ShippedRole::Visitor, app.world.liege).await;
    assert_eq!(nadia.get("/me").await.expect(200).body["preselected_sites"], json!([app.world.liege]));
});

test!("preferences of others are for who may change their account, and name what these see", async |app| {
    let path = format!("/users/{}/preferences", app.world.person("nadia"));
    let any = |client: &crate::support::Client| client.with("if-match", "*");
    app.stranger().await.get(&path).await.problem(404, "not-found");
    any(&app.stranger().await).put(&path, wish()).await.problem(404, "not-found");
    let hugo = app.logged_in("hugo").await;
    hugo.get(&path).await.lacks("change_user");
    any(&hugo).put(&path, wish()).await.lacks("change_user");
    let thomas = any(&app.manager().await);
    let refused = thomas.put(&path, all_of(app.world.namur)).await.problem(422, "invalid-body");
    let at = |pointer: &str| (pointer.to_owned(), "unknown".to_owned());
    assert_eq!(refused, [at("/site_order/0"), at("/preselected_sites/0")]);
    let above = format!("/users/{}/preferences", app.world.person("claire"));
    any(&app.manager().await).put(&above, wish()).await.problem(404, "not-found");
});
