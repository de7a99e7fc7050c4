//! What is given lasts no longer than what the giver has.

use api::clock::Clock as _;
use authz::ShippedRole;
use chrono::Duration;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{role_for, user};
use crate::{
    support::{Answer, TestApp, To, id},
    test,
};

/// Paul manages Nord until tomorrow.
async fn replacing(app: &TestApp) -> (Uuid, Value) {
    let tomorrow = app.clock.now() + Duration::days(1);
    let (paul, manager) = (To::User(app.world.person("paul")), app.world.role(ShippedRole::Manager));
    let own = app.give_until(paul, Some(manager), app.world.nord, Some(tomorrow)).await;
    (own, json!(tomorrow))
}

fn outlasts(answer: Answer) {
    assert_eq!(answer.body["rule"], "outlasts", "{}", answer.text);
    answer.problem(403, "refused");
}

test!("a manager for a time gives for that time, and not longer", async |app| {
    let (_, tomorrow) = replacing(&app).await;
    let paul = app.logged_in("paul").await;
    let mut grant = role_for(&app, "nadia", ShippedRole::Editor, app.world.huy);
    outlasts(paul.post("/grants", grant.clone()).await);
    grant["valid_until"] = tomorrow.clone();
    let given = paul.post("/grants", grant).await.expect(201).body;
    let path = format!("/grants/{}", id(&given));
    let editor = app.world.role(ShippedRole::Editor);
    outlasts(paul.if_match(&json!(1)).put(&path, json!({ "role_id": editor })).await);
    let link = json!({ "to": user(&app, "nadia"), "node_id": app.world.huy, "tag_id": app.tag("Corps", "Toit").await });
    outlasts(paul.post("/tag-grants", link).await);
});

test!("nobody lengthens their own rights", async |app| {
    let (own, tomorrow) = replacing(&app).await;
    let paul = app.logged_in("paul").await.with("if-match", "*");
    let path = format!("/grants/{own}");
    let manager = app.world.role(ShippedRole::Manager);
    outlasts(paul.put(&path, json!({ "role_id": manager })).await);
    paul.put(&path, json!({ "role_id": manager, "valid_until": tomorrow })).await.expect(200);
    app.clock.advance(Duration::days(1));
    app.logged_in("paul")
        .await
        .get(&format!("/users/{}/effective-permissions", app.world.person("thomas")))
        .await
        .problem(404, "not-found");
});

test!("a manager for a time takes and narrows what was given for ever", async |app| {
    replacing(&app).await;
    let paul = app.logged_in("paul").await.with("if-match", "*");
    let nadia = To::User(app.world.person("nadia"));
    let (one, other) = (
        app.give(nadia, ShippedRole::Editor, app.world.huy).await,
        app.give(nadia, ShippedRole::Reviewer, app.world.huy).await,
    );
    let reviewer = app.world.role(ShippedRole::Reviewer);
    paul.put(&format!("/grants/{one}"), json!({ "role_id": reviewer })).await.expect(200);
    paul.delete(&format!("/grants/{other}")).await.expect(204);
});

test!("a manager for a time lets nobody into a team for ever, and takes people out of it", async |app| {
    replacing(&app).await;
    let team = app.team("Plombiers", app.world.huy, &["henri"]).await;
    app.give(To::Team(team), ShippedRole::Reviewer, app.world.huy).await;
    let paul = app.logged_in("paul").await;
    let member = |who: &str| format!("/teams/{team}/members/{}", app.world.person(who));
    outlasts(paul.put(&member("nadia"), json!({})).await);
    paul.delete(&member("henri")).await.expect(204);
});
