use authz::{Action, Relation, ShippedRole};
use serde_json::json;

use super::role_for;
use crate::{
    roles::{permissions, told},
    support::{To, id},
    test,
};

test!("[PL-4] single permissions are switched in a grant, in the version one read", async |app| {
    let claire = app.administrator().await;
    let grant = claire
        .post("/grants", role_for(&app, "paul", ShippedRole::Reviewer, app.world.huy))
        .await
        .expect(201)
        .body;
    let path = format!("/grants/{}", id(&grant));
    let change = json!({
        "role_id": app.world.role(ShippedRole::Reviewer), "switched_off": permissions(&["remark_on_request:any"]),
    });
    claire.put(&path, change.clone()).await.problem(428, "precondition-required");
    let changed = claire.if_match(&json!(1)).put(&path, change.clone()).await.expect(200);
    assert_eq!(changed.header("etag"), "\"2\"");
    assert_eq!(told(&changed.body["switched_off"]), ["remark_on_request:any"]);
    claire.if_match(&json!(1)).put(&path, change).await.problem(412, "precondition-failed");
    let line = &app.audit("update_grant").await[0];
    assert_eq!(line.detail["after"]["switches"], json!(["-remark_on_request:any"]));
});

test!("a change of a grant takes having what it gave as well as what it will give", async |app| {
    let world = &app.world;
    let (nadia, paul) = (To::User(world.person("nadia")), To::User(world.person("paul")));
    for action in [Action::GrantRights, Action::ViewUsers, Action::CreateRequest] {
        app.allow(paul, action, Relation::Any, world.huy).await;
    }
    app.give(paul, ShippedRole::Visitor, world.huy).await;
    let (editor, visitor) = (world.role(ShippedRole::Editor), world.role(ShippedRole::Visitor));
    let wide = app.give(nadia, ShippedRole::Editor, world.huy).await;
    let narrow = app.give(nadia, ShippedRole::Visitor, world.huy).await;
    let paul = app.logged_in("paul").await.with("if-match", "*");
    for (grant, role) in [(wide, visitor), (narrow, editor)] {
        let refused = paul.put(&format!("/grants/{grant}"), json!({ "role_id": role })).await;
        assert!(refused.text.contains("beyond your own"), "{}", refused.text);
        refused.problem(403, "refused");
    }
    paul.put(&format!("/grants/{narrow}"), json!({ "role_id": visitor })).await.expect(200);
});

test!("a grant at a node where one sees no accounts is not there", async |app| {
    let world = &app.world;
    let grant = app.give(To::User(world.person("nadia")), ShippedRole::Visitor, world.nord).await;
    let change = json!({ "role_id": world.role(ShippedRole::Reviewer) });
    for who in ["hugo", "sophie", "nadia"] {
        let refused = app
            .logged_in(who)
            .await
            .with("if-match", "*")
            .put(&format!("/grants/{grant}"), change.clone())
            .await;
        refused.problem(404, "not-found");
    }
});
