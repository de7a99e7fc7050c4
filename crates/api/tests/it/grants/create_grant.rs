use api::clock::Clock;
use authz::{Action, Relation, ShippedRole};
use chrono::Duration;
use serde_json::json;

use super::{role_for, user};
use crate::{
    roles::{permissions, told},
    support::{ADMINISTRATORS_ONLY, To, id},
    test,
};

test!("[PP-4] [PL-7] a role given at a node counts there and below, on the very next request", async |app| {
    let paul = app.logged_in("paul").await;
    app.visitor().await.enter(app.world.huy, "Froid").await;
    app.stranger().await.enter(app.world.namur, "Chaud").await;
    assert!(paul.pages("/requests").await.is_empty());
    let claire = app.administrator().await;
    let given = claire
        .post("/grants", role_for(&app, "paul", ShippedRole::Reviewer, app.world.nord))
        .await
        .expect(201);
    assert_eq!((given.header("etag"), &given.body["role"]["shipped"]), ("\"1\"", &json!("reviewer")));
    assert_eq!(
        (&given.body["to"]["name"], &given.body["node"]["level"]),
        (&json!("Paul Test"), &json!("company_group"))
    );
    assert_eq!(given.header("location"), format!("/api/v1/grants/{}", id(&given.body)));
    let seen = paul.pages("/requests").await;
    assert_eq!(seen.iter().map(|it| &it["title"]).collect::<Vec<_>>(), ["Froid"]);
    let line = &app.audit("create_grant").await[0];
    assert_eq!(line.detail["user"], json!(app.world.person("paul")));
    assert_eq!(line.detail["after"]["role"], json!(app.world.role(ShippedRole::Reviewer)));
});

test!(
    "[PL-4] a role is given with single permissions switched on and off, and stays tied to the role",
    async |app| {
        let mut new = role_for(&app, "paul", ShippedRole::Reviewer, app.world.huy);
        new["switched_on"] = permissions(&["assign_request:any"]);
        new["switched_off"] = permissions(&["export_requests:any"]);
        let claire = app.administrator().await;
        let given = claire.post("/grants", new).await.expect(201).body;
        assert_eq!(told(&given["switched_on"]), ["assign_request:any"]);
        assert_eq!(told(&given["switched_off"]), ["export_requests:any"]);
        let opened = told(&given["permissions"]);
        assert!(
            opened.contains(&"assign_request:any".to_owned())
                && !opened.contains(&"export_requests:any".to_owned())
        );
        let reviewer = app.world.role(ShippedRole::Reviewer);
        let wider = json!({ "name": "reviewer", "permissions": permissions(&["view_request:any", "comment_on_request:any"]) });
        claire.with("if-match", "*").put(&format!("/roles/{reviewer}"), wider).await.expect(200);
        let grants = claire.pages(&format!("/grants?user_id={}", app.world.person("paul"))).await;
        assert_eq!(
            told(&grants[0]["permissions"]),
            ["view_request:any", "assign_request:any", "comment_on_request:any"]
        );
    }
);

test!("single permissions are given without any role, and to a team", async |app| {
    let team = app.team("Plombiers", app.world.huy, &["paul"]).await;
    let new = json!({
        "to": { "kind": "team", "id": team }, "node_id": app.world.huy,
        "switched_on": permissions(&["view_request:any"]),
    });
    let given = app.logged_in("hugo").await.post("/grants", new).await.expect(201).body;
    assert!(given.get("role").is_none());
    assert_eq!((&given["to"]["kind"], &given["to"]["name"]), (&json!("team"), &json!("Plombiers")));
    app.visitor().await.enter(app.world.huy, "Froid").await;
    assert_eq!(app.logged_in("paul").await.pages("/requests").await.len(), 1);
});

test!("nobody gives more than they have, nor where they may not give", async |app| {
    let new = |role, node| role_for(&app, "nadia", role, node);
    let (hugo, world) = (app.logged_in("hugo").await, &app.world);
    let refused = hugo.post("/grants", new(ShippedRole::Editor, world.nord)).await;
    refused.lacks("grant_rights");
    let paul = To::User(world.person("paul"));
    for action in [Action::GrantRights, Action::ViewUsers, Action::ViewRequest] {
        app.allow(paul, action, Relation::Any, world.huy).await;
    }
    let before = app.everything().await;
    let refused = app.logged_in("paul").await.post("/grants", new(ShippedRole::Reviewer, world.huy)).await;
    refused.refused("this goes beyond your own permissions: you lack `view_working`");
    assert_eq!(app.everything().await["access_grant"], before["access_grant"]);
    hugo.post("/grants", new(ShippedRole::Manager, world.huy)).await.expect(201);
});

test!("[PL-6] only administrators make an administrator, or give an administrator anything", async |app| {
    app.allow_everything(To::User(app.world.person("sophie")), app.world.instance).await;
    let sophie = app.logged_in("sophie").await;
    for body in [
        role_for(&app, "paul", ShippedRole::Administrator, app.world.instance),
        role_for(&app, "claire", ShippedRole::Visitor, app.world.huy),
    ] {
        sophie.post("/grants", body).await.refused(ADMINISTRATORS_ONLY);
    }
    let claire = app.administrator().await;
    claire
        .post("/grants", role_for(&app, "paul", ShippedRole::Administrator, app.world.instance))
        .await
        .expect(201);
    app.logged_in("paul").await.get("/settings").await.expect(200);
});

test!("[PP-1] creating users is not given at a site: it means nothing there", async |app| {
    let give = async |node| {
        let new = json!({ "to": user(&app, "paul"), "node_id": node, "switched_on": permissions(&["create_user:any"]) });
        app.administrator().await.post("/grants", new).await
    };
    assert_eq!(
        give(app.world.huy).await.problem(422, "invalid-body"),
        [("/switched_on/0/action".into(), "too_low".into())]
    );
    for node in [app.world.nord, app.world.instance] {
        assert_eq!(told(&give(node).await.expect(201).body["permissions"]), ["create_user:any"]);
    }
});

test!("what cannot be given names the field and what to do", async |app| {
    let claire = app.administrator().await;
    let good = role_for(&app, "paul", ShippedRole::Reviewer, app.world.huy);
    let now = app.clock.now();
    let nobody = uuid::Uuid::nil();
    let before = app.everything().await;
    for (field, value, pointer, code) in [
        ("to", json!({ "kind": "user", "id": nobody }), "/to/id", "unknown"),
        ("to", json!({ "kind": "team", "id": app.world.person("paul") }), "/to/id", "unknown"),
        ("node_id", json!(nobody), "/node_id", "unknown"),
        ("role_id", json!(nobody), "/role_id", "unknown"),
        ("role_id", json!(null), "/switched_on", "required"),
        ("switched_on", permissions(&["view_users:own"]), "/switched_on/0/relation", "meaningless"),
        ("valid_until", json!(now), "/valid_until", "too_early"),
        ("valid_until", json!("9999-12-31T00:00:00Z"), "/valid_until", "range"),
        ("valid_until", json!("9999-12-31T23:59:59-12:00"), "/valid_until", "range"),
        ("valid_from", json!("0000-06-01T00:00:00Z"), "/valid_from", "range"),
    ] {
        let mut new = good.clone();
        new["valid_from"] = json!(now + Duration::days(1));
        new[field] = value;
        let faults = claire.post("/grants", new).await.problem(422, "invalid-body");
        assert_eq!(faults, [(pointer.to_owned(), code.to_owned())], "{field}");
    }
    let mut both = good.clone();
    both["switched_on"] = permissions(&["view_request:any"]);
    both["switched_off"] = both["switched_on"].clone();
    assert_eq!(
        claire.post("/grants", both).await.problem(422, "invalid-body"),
        [("/switched_off/0".into(), "both".into())]
    );
    let mut off = json!({ "to": user(&app, "paul"), "node_id": app.world.huy });
    off["switched_on"] = permissions(&["view_request:any"]);
    off["switched_off"] = permissions(&["assign_request:any"]);
    assert_eq!(
        claire.post("/grants", off).await.problem(422, "invalid-body"),
        [("/switched_off".into(), "meaningless".into())]
    );
    let mut fixed = role_for(&app, "paul", ShippedRole::Administrator, app.world.huy);
    fixed["switched_off"] = permissions(&["change_settings:any"]);
    assert_eq!(
        claire.post("/grants", fixed).await.problem(422, "invalid-body"),
        [("/role_id".into(), "fixed".into())]
    );
    assert_eq!(app.everything().await, before);
});

test!("a grant counts from its moment until its moment", async |app| {
    let now = app.clock.now();
    let mut new = role_for(&app, "paul", ShippedRole::Reviewer, app.world.huy);
    new["valid_from"] = json!(now + Duration::minutes(1));
    new["valid_until"] = json!(now + Duration::minutes(3));
    app.administrator().await.post("/grants", new).await.expect(201);
    app.visitor().await.enter(app.world.huy, "Froid").await;
    let paul = app.logged_in("paul").await;
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(paul.pages("/requests").await.len());
        app.clock.advance(Duration::minutes(1));
    }
    assert_eq!(seen, [0, 1, 1, 0]);
});

test!("the same creation sent twice gives once", async |app| {
    let claire = app.administrator().await.with("idempotency-key", "one");
    let new = role_for(&app, "paul", ShippedRole::Reviewer, app.world.huy);
    let first = claire.post("/grants", new.clone()).await.expect(201).body;
    assert_eq!(claire.post("/grants", new).await.expect(201).body, first);
    assert_eq!(claire.pages(&format!("/grants?user_id={}", app.world.person("paul"))).await.len(), 1);
});
