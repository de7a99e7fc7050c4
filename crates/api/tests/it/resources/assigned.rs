use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    support::{Client, id},
    tags::uuid,
    test,
};

async fn offered(by: &Client, request: &Value, name: &str) -> Vec<Value> {
    let path = format!("/requests/{}/assignee-candidates?name={name}", id(request));
    by.get(&path).await.expect(200).body["items"].as_array().expect("items").clone()
}

test!("[PL-1] a worker without a login is assigned and shown on the request", async |app| {
    let thomas = app.manager().await;
    let marc = thomas.add_resource("Servais", app.world.huy).await;
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    let candidates = offered(&thomas, &request, "servais").await;
    let shown = json!({ "id": marc["id"], "kind": "resource", "name": "Marc Servais" });
    assert_eq!(candidates, std::slice::from_ref(&shown));
    let both = thomas.assign(&request, &[uuid(&marc), app.world.person("hugo")]).await;
    let names: Vec<&str> = both["assignees"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| it["name"].as_str().expect("name"))
        .collect();
    assert!(names.contains(&"Marc Servais") && names.len() == 2, "{names:?}");
    let assigned = thomas.assign(&request, &[uuid(&marc)]).await;
    assert_eq!(assigned["assignees"], json!([shown]));
    assert_eq!(thomas.read(&request).await["assignees"], json!([shown]));
    assert_eq!(thomas.pages("/requests").await[0]["assignees"], json!([shown]));
    let history = thomas.pages(&format!("/requests/{}/history", id(&request))).await;
    let told = json!([{ "id": marc["id"], "name": "Marc Servais" }]);
    assert!(history.iter().any(|it| it["kind"] == "assigned" && it["assignees"] == told), "{history:?}");
    assert!(
        app.visitor().await.read(&request).await.get("assignees").is_none(),
        "the public face says nothing"
    );
});

test!("a resource is offered at the sites on the line of its home, and at no other", async |app| {
    let claire = app.administrator().await;
    let world = &app.world;
    for (name, node) in [
        ("Sommet", world.instance),
        ("Groupe", world.nord),
        ("Place", world.huy),
        ("Voisine", world.liege),
        ("Loin", world.sud),
    ] {
        claire.add_resource(name, node).await;
    }
    let request = claire.enter(world.huy, "Froid").await;
    let mut names: Vec<String> =
        offered(&claire, &request, "marc").await.iter().map(|it| it["name"].to_string()).collect();
    names.sort();
    assert_eq!(names, ["\"Marc Groupe\"", "\"Marc Place\"", "\"Marc Sommet\""]);
    let elsewhere = claire.pages("/resources?name=voisine").await;
    let path = format!("/requests/{}/assignment", id(&request));
    let body = json!({ "assignee_ids": [uuid(&elsewhere[0])] });
    let refused = claire.with("if-match", "*").put(&path, body).await;
    assert_eq!(refused.problem(422, "invalid-body"), [("/assignee_ids/0".to_owned(), "unknown".to_owned())]);
});

test!("an inactive resource is no longer offered, and what it is assigned stays", async |app| {
    let thomas = app.manager().await;
    let marc = thomas.add_resource("Servais", app.world.huy).await;
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    thomas.assign(&request, &[uuid(&marc)]).await;
    thomas.change_resource(&marc, json!({ "active": false })).await;
    assert!(offered(&thomas, &request, "servais").await.is_empty());
    assert_eq!(thomas.read(&request).await["assignees"][0]["id"], marc["id"]);
    let other = app.visitor().await.enter(app.world.huy, "Chaud").await;
    let path = format!("/requests/{}/assignment", id(&other));
    let body = json!({ "assignee_ids": [uuid(&marc)] });
    thomas.with("if-match", "*").put(&path, body).await.problem(422, "invalid-body");
});

test!("whoever may not assign is offered no resource, and the id of one opens nothing", async |app| {
    let marc = app.manager().await.add_resource("Servais", app.world.huy).await;
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    assert!(offered(&app.visitor().await, &request, "servais").await.is_empty());
    let path = format!("/resources/{}", id(&marc));
    for who in ["nadia", "stranger", "henri"] {
        app.logged_in(who).await.get(&path).await.problem(404, "not-found");
    }
    app.manager().await.get(&format!("/resources/{}", Uuid::nil())).await.problem(404, "not-found");
});
