//! Who changes something so that they no longer see it is told that it is done.

use authz::{Action, Relation, ShippedRole};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    support::{Answer, Client, TestApp, To, id},
    test,
};

/// Lets paul do these in a relation at Huy, and logs him in.
async fn paul(app: &TestApp, relation: Relation, actions: &[Action]) -> Client {
    for &action in actions {
        app.allow(To::User(app.world.person("paul")), action, relation, app.world.huy).await;
    }
    app.logged_in("paul").await.with("if-match", "*")
}

fn path(request: &Value, part: &str) -> String {
    format!("/requests/{}/{part}", id(request))
}

#[track_caller]
fn done_unseen(answer: Answer) {
    assert!(answer.expect(204).text.is_empty());
}

test!("a request that is taken back from all is out of sight of whoever sees published ones", async |app| {
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    let paul = paul(&app, Relation::Published, &[Action::ViewRequest, Action::PublishRequest]).await;
    done_unseen(paul.put(&path(&request, "publication"), json!({ "published": false })).await);
    paul.put(&path(&request, "publication"), json!({ "published": true })).await.problem(404, "not-found");
    assert_eq!(app.administrator().await.read(&request).await["published"], false);
});

test!("a request that is given to others is out of sight of whoever sees their own work", async |app| {
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    let who = [Action::ViewRequest, Action::AssignRequest];
    let person = paul(&app, Relation::Assigned, &who).await;
    let paul = paul(&app, Relation::Any, &[Action::BeAssigned]).await;
    app.manager().await.assign(&request, &[app.world.person("paul")]).await;
    person.read(&request).await;
    done_unseen(paul.put(&path(&request, "assignment"), json!({ "assignee_ids": [] })).await);
    assert_eq!(app.administrator().await.read(&request).await["assignees"], json!([]));
});

test!("a request that loses the tag by which one sees it is out of sight", async |app| {
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    let tag = app.tag("Métier", "Chauffage").await;
    let entered_at = request["entered_at"].as_str().expect("a text").parse().expect("a moment");
    app.bear(id(&request).parse().expect("an id"), tag, entered_at).await;
    app.link(To::User(app.world.person("paul")), tag, false, app.world.huy).await;
    let paul = paul(&app, Relation::Any, &[Action::TagRequest, Action::ViewTags]).await;
    done_unseen(paul.put(&path(&request, "tags"), json!({ "tag_ids": [] })).await);
    assert_eq!(app.administrator().await.read(&request).await["tags"], json!([]));
});

test!("a request is entered also by whoever will not see it", async |app| {
    let paul = paul(&app, Relation::Any, &[Action::CreateRequest]).await;
    done_unseen(paul.post("/requests", json!({ "site_id": app.world.huy, "text": "Froid" })).await);
    assert_eq!(app.administrator().await.pages("/requests").await.len(), 1);
});

test!("whoever takes the accounts from their own grant or role is told that it is done", async |app| {
    let world = &app.world;
    let hugo = app.logged_in("hugo").await.with("if-match", "*");
    let grants = hugo.pages(&format!("/grants?user_id={}", world.person("hugo"))).await;
    let less = json!({ "role_id": world.role(ShippedRole::Visitor) });
    done_unseen(hugo.put(&format!("/grants/{}", id(&grants[0])), less).await);
    let claire = app.administrator().await;
    let grants = claire.pages(&format!("/grants?user_id={}", world.person("hugo"))).await;
    assert_eq!(grants[0]["role"]["shipped"], "visitor");
    let permission = |action: &str| json!({ "action": action, "relation": "any" });
    let all = ["manage_roles", "grant_rights", "create_request"].map(permission);
    let both = json!({ "name": "Chef", "permissions": all });
    let role = claire.post("/roles", both).await.expect(201).body;
    let role_id: Uuid = id(&role).parse().expect("an id");
    app.give_until(To::User(world.person("paul")), Some(role_id), world.instance, None).await;
    let paul = app.logged_in("paul").await.with("if-match", "*");
    let less = json!({ "name": "Chef", "permissions": [permission("create_request")] });
    done_unseen(paul.put(&format!("/roles/{role_id}"), less).await);
    let roles = claire.pages("/roles").await;
    assert_eq!(roles.iter().find(|it| it["name"] == "Chef").expect("listed")["version"], 2);
});
