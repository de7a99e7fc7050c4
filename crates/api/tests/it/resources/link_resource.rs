use authz::{Action, Relation, ShippedRole};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    support::{Client, To, id},
    tags::uuid,
    test,
};

async fn link(by: &Client, resource: &Value, user: Option<Uuid>) -> crate::support::Answer {
    let path = format!("/resources/{}/login", id(resource));
    by.with("if-match", "*").put(&path, json!({ "user_id": user })).await
}

test!("[PL-1] when a resource gets a login, what it is assigned follows it", async |app| {
    let thomas = app.manager().await;
    let marc = thomas.add_resource("Servais", app.world.huy).await;
    let nadia = app.world.person("nadia");
    app.give(To::User(nadia), ShippedRole::TaskResponsible, app.world.huy).await;
    let request = app.logged_in("claire").await.enter(app.world.huy, "Froid").await;
    let hidden = json!({ "published": false });
    let path = format!("/requests/{}/publication", id(&request));
    thomas.with("if-match", "*").put(&path, hidden).await.expect(200);
    thomas.assign(&request, &[uuid(&marc)]).await;
    let path = format!("/requests/{}", id(&request));
    app.visitor().await.get(&path).await.problem(404, "not-found");
    let linked = link(&thomas, &marc, Some(nadia)).await.expect(200).body;
    assert_eq!((&linked["login"]["id"], &linked["version"]), (&json!(nadia), &json!(2)));
    let shown = thomas.read(&request).await;
    assert_eq!(
        (&shown["assignees"][0]["id"], &shown["assignees"][0]["kind"]),
        (&json!(nadia), &json!("user"))
    );
    assert_eq!(app.visitor().await.get(&path).await.expect(200).body["assignees"], shown["assignees"]);
    // From now on the login is offered, and the resource is not.
    let offered = thomas.get(&format!("{path}/assignee-candidates?name=servais")).await.expect(200);
    assert_eq!(offered.body["items"], json!([]));
    let line = &app.audit("link_resource").await[0];
    assert_eq!(line.detail, json!({ "before": { "user": null }, "after": { "user": nadia } }));
});

test!("a request that both work on is assigned to the login once", async |app| {
    let thomas = app.manager().await;
    let marc = thomas.add_resource("Servais", app.world.huy).await;
    let hugo = app.world.person("hugo");
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    thomas.assign(&request, &[uuid(&marc), hugo]).await;
    link(&thomas, &marc, Some(hugo)).await.expect(200);
    let shown = thomas.read(&request).await;
    assert_eq!(shown["assignees"].as_array().expect("a list").len(), 1);
    assert_eq!(shown["assignees"][0]["id"], json!(hugo));
});

test!("one login is one resource, and can be taken from it again", async |app| {
    let thomas = app.manager().await;
    let (marc, luc) = (
        thomas.add_resource("Servais", app.world.huy).await,
        thomas.add_resource("Gay", app.world.huy).await,
    );
    let nadia = app.world.person("nadia");
    link(&thomas, &marc, Some(nadia)).await.expect(200);
    let taken = link(&thomas, &luc, Some(nadia)).await;
    assert_eq!(taken.problem(409, "conflict"), [("/user_id".to_owned(), "taken".to_owned())]);
    let unknown = link(&thomas, &luc, Some(app.world.person("sophie"))).await;
    assert_eq!(unknown.problem(422, "invalid-body"), [("/user_id".to_owned(), "unknown".to_owned())]);
    let freed = link(&thomas, &marc, None).await.expect(200).body;
    assert!(freed.get("login").is_none());
    link(&thomas, &luc, Some(nadia)).await.expect(200);
});

test!("[PP-7] a login of somebody who may do more is no resource of whoever may do less", async |app| {
    let thomas = app.manager().await;
    let marc = thomas.add_resource("Servais", app.world.huy).await;
    let nadia = app.world.person("nadia");
    app.give(To::User(nadia), ShippedRole::Editor, app.world.sud).await;
    let before = app.everything().await;
    let refused = link(&thomas, &marc, Some(nadia)).await.expect(403);
    assert_eq!(refused.body["rule"], "beyond", "{}", refused.text);
    assert_eq!(app.everything().await["resource"], before["resource"]);
    assert_eq!(app.everything().await["request_assignment"], before["request_assignment"]);
});

test!("a link that would open a request takes assigning it", async |app| {
    app.take_everything("lea").await;
    let lea = To::User(app.world.person("lea"));
    for action in [Action::ManageResources, Action::ViewUsers, Action::ChangeUser, Action::CreateRequest] {
        app.allow(lea, action, Relation::Any, app.world.nord).await;
    }
    for relation in [Relation::Own, Relation::Published] {
        app.allow(lea, Action::ViewRequest, relation, app.world.nord).await;
    }
    let (thomas, lea) = (app.manager().await, app.logged_in("lea").await);
    let (marc, luc) = (
        thomas.add_resource("Servais", app.world.huy).await,
        thomas.add_resource("Gay", app.world.huy).await,
    );
    let request = app.logged_in("claire").await.enter(app.world.huy, "Froid").await;
    thomas.assign(&request, &[uuid(&marc)]).await;
    let nadia = app.world.person("nadia");
    link(&lea, &marc, Some(nadia)).await.lacks("assign_request");
    link(&lea, &luc, Some(nadia)).await.expect(200);
});
