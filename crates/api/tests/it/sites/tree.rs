//! The pyramid as a tree: its nodes, renaming a group, moving a site.

use authz::{Action, Relation, ShippedRole};
use serde_json::json;

use crate::{
    support::{TestApp, To},
    test,
};

async fn nodes(app: &TestApp, who: &str, query: &str) -> Vec<String> {
    let nodes = app.logged_in(who).await.pages(&format!("/nodes{query}")).await;
    nodes.iter().map(|it| it["name"].as_str().expect("a text").to_owned()).collect()
}

test!("[PP-4] everybody finds the nodes they have to do with, and those above them", async |app| {
    assert_eq!(nodes(&app, "claire", "").await, ["Huy", "Liège", "Mosane", "Namur", "Nord", "Sud"]);
    assert_eq!(nodes(&app, "thomas", "").await, ["Huy", "Liège", "Mosane", "Nord"]);
    assert_eq!(nodes(&app, "nadia", "").await, ["Huy", "Mosane", "Nord"]);
    assert!(nodes(&app, "paul", "").await.is_empty());
    assert_eq!(nodes(&app, "claire", "?limit=2").await.len(), 6);
});

test!("nodes are found by level, by a part of the name, and by what one may do there", async |app| {
    assert_eq!(nodes(&app, "claire", "?level=company_group").await, ["Nord", "Sud"]);
    assert_eq!(nodes(&app, "claire", "?name=LI%C3%88").await, ["Liège"]);
    assert_eq!(nodes(&app, "thomas", "?may=grant_rights").await, ["Huy", "Liège", "Nord"]);
    assert_eq!(nodes(&app, "hugo", "?may=grant_rights").await, ["Huy"]);
    assert!(nodes(&app, "nadia", "?may=grant_rights").await.is_empty());
    assert_eq!(nodes(&app, "nadia", "?may=create_request").await, ["Huy"]);
    let huy = app.manager().await.pages("/sites").await;
    assert_eq!(huy.len(), 2);
    let of_group =
        app.administrator().await.pages(&format!("/sites?company_group_id={}", app.world.sud)).await;
    assert_eq!(of_group.iter().map(|it| &it["name"]).collect::<Vec<_>>(), ["Namur"]);
});

test!("a company group is renamed by who manages it, in the version they read", async |app| {
    let path = format!("/company-groups/{}", app.world.nord);
    let thomas = app.manager().await;
    thomas.put(&path, json!({ "name": "Grand Nord" })).await.problem(428, "precondition-required");
    let changed = thomas.if_match(&json!(1)).put(&path, json!({ "name": "Grand Nord" })).await.expect(200);
    assert_eq!((changed.header("etag"), &changed.body["name"]), ("\"2\"", &json!("Grand Nord")));
    thomas
        .if_match(&json!(1))
        .put(&path, json!({ "name": "Tard" }))
        .await
        .problem(412, "precondition-failed");
    app.logged_in("hugo")
        .await
        .with("if-match", "*")
        .put(&path, json!({ "name": "Pirate" }))
        .await
        .problem(403, "refused");
    assert_eq!(app.audit("update_company_group").await[0].detail["after"]["name"], "Grand Nord");
    assert_eq!(nodes(&app, "claire", "?name=grand").await, ["Grand Nord"]);
});

test!(
    "[PP-4] [PL-7] a site that moves takes its requests along, and is seen from the other group at once",
    async |app| {
        let world = &app.world;
        let request = app.visitor().await.enter(world.huy, "Froid").await;
        app.give(To::User(world.person("paul")), ShippedRole::Reviewer, world.sud).await;
        let (paul, thomas, hugo) =
            (app.logged_in("paul").await, app.manager().await, app.logged_in("hugo").await);
        assert_eq!((paul.pages("/requests").await.len(), thomas.pages("/requests").await.len()), (0, 1));
        let path = format!("/sites/{}/company-group", world.huy);
        let to = json!({ "company_group_id": world.sud });
        let claire = app.administrator().await;
        claire.put(&path, to.clone()).await.problem(428, "precondition-required");
        let moved = claire.if_match(&json!(1)).put(&path, to).await.expect(200);
        assert_eq!((moved.header("etag"), &moved.body["company_group"]["name"]), ("\"2\"", &json!("Sud")));
        assert_eq!((paul.pages("/requests").await.len(), thomas.pages("/requests").await.len()), (1, 0));
        assert_eq!(hugo.read(&request).await["id"], request["id"], "what was given at the site stays");
        assert_eq!(app.audit("move_site").await[0].detail, json!({ "from": world.nord, "to": world.sud }));
    }
);

test!(
    "moving a site takes the right at both groups; an unknown group or another level is none",
    async |app| {
        let world = &app.world;
        let path = format!("/sites/{}/company-group", world.huy);
        let thomas = app.manager().await.with("if-match", "*");
        let before = app.everything().await;
        for group in [world.sud, world.liege, world.instance, uuid::Uuid::nil()] {
            let refused = thomas.put(&path, json!({ "company_group_id": group })).await;
            assert_eq!(
                refused.problem(422, "invalid-body"),
                [("/company_group_id".into(), "unknown".into())]
            );
        }
        app.give(To::User(world.person("thomas")), ShippedRole::Reviewer, world.sud).await;
        let refused = thomas.put(&path, json!({ "company_group_id": world.sud })).await;
        assert!(refused.text.contains("manage_sites"), "{}", refused.text);
        refused.problem(403, "refused");
        assert_eq!(app.everything().await["request"], before["request"]);
        app.give(To::User(world.person("thomas")), ShippedRole::Manager, world.sud).await;
        thomas.put(&path, json!({ "company_group_id": world.sud })).await.expect(200);
    }
);

test!("moving a site takes having there what others get by it", async |app| {
    let world = &app.world;
    let (paul, path) = (To::User(world.person("paul")), format!("/sites/{}/company-group", world.huy));
    app.allow(paul, Action::ManageSites, Relation::Any, world.instance).await;
    app.give(To::User(world.person("henri")), ShippedRole::Reviewer, world.sud).await;
    let mover = app.logged_in("paul").await.with("if-match", "*");
    let refused = mover.put(&path, json!({ "company_group_id": world.sud })).await;
    assert_eq!(refused.body["rule"], "beyond", "{}", refused.text);
    assert!(refused.body["lacking"].as_array().expect("a list").contains(&json!("view_request")));
    refused.problem(403, "refused");
    app.give(paul, ShippedRole::Reviewer, world.huy).await;
    mover.put(&path, json!({ "company_group_id": world.sud })).await.expect(200);
});
