//! The promises about the pyramid, through the API as it is.

use authz::ShippedRole;
use serde_json::json;

use super::role_for;
use crate::{
    roles::{permissions, shipped, told},
    support::{ADMINISTRATORS_ONLY, TestApp, To, id, rewritten},
    tags::axis,
    test,
};

/// What somebody may do at a node, as the API tells it to an administrator.
async fn may(app: &TestApp, username: &str, action: &str, node: uuid::Uuid) -> bool {
    let question = json!({ "user_id": app.world.person(username), "action": action, "node_id": node });
    let answer = app.administrator().await.post("/authorization/explanations", question).await.expect(200);
    answer.body["allowed"] == true
}

test!(
    "[PP-4] a right given at one level holds at every level below, and can be extended there, never reduced",
    async |app| {
        let world = &app.world;
        let claire = app.administrator().await;
        claire.post("/grants", role_for(&app, "paul", ShippedRole::Reviewer, world.nord)).await.expect(201);
        let (nadia, lea, stranger) = (app.visitor().await, app.logged_in("lea").await, app.stranger().await);
        for (by, site) in [(&nadia, world.huy), (&lea, world.liege), (&stranger, world.namur)] {
            by.enter(site, "Froid").await;
        }
        let paul = app.logged_in("paul").await;
        let sites = |items: Vec<serde_json::Value>| {
            let mut names: Vec<String> =
                items.iter().map(|it| it["site"]["name"].as_str().expect("a text").to_owned()).collect();
            names.sort();
            names
        };
        assert_eq!(sites(paul.pages("/requests").await), ["Huy", "Liège"]);
        let mut less = role_for(&app, "paul", ShippedRole::Reviewer, world.huy);
        less["switched_off"] = permissions(&["view_request:any", "view_working:any"]);
        claire.post("/grants", less).await.expect(201);
        claire.post("/grants", role_for(&app, "paul", ShippedRole::Editor, world.liege)).await.expect(201);
        let request = app.visitor().await.enter(world.huy, "Froid").await;
        let paul = app.logged_in("paul").await;
        paul.get(&format!("/requests/{}", id(&request))).await.expect(200);
        let effective =
            paul.get(&format!("/users/{}/effective-permissions", world.person("paul"))).await.expect(200);
        let at = |node: uuid::Uuid| {
            let found = effective.body["at"]
                .as_array()
                .expect("a list")
                .iter()
                .find(|it| it["node"]["id"] == json!(node));
            found.map(|it| told(&it["permissions"]))
        };
        assert!(at(world.huy).is_none(), "what adds nothing is as the node above");
        assert!(at(world.liege).expect("extended").contains(&"edit_request:any".to_owned()));
        assert!(!at(world.nord).expect("given").contains(&"edit_request:any".to_owned()));
    }
);

test!("[PP-7] A, manager at the top and basic below, still creates users below", async |app| {
    let world = &app.world;
    let claire = app.administrator().await;
    for body in [
        role_for(&app, "paul", ShippedRole::Manager, world.instance),
        role_for(&app, "paul", ShippedRole::BasicUser, world.nord),
        role_for(&app, "paul", ShippedRole::BasicUser, world.sud),
    ] {
        claire.post("/grants", body).await.expect(201);
    }
    for node in [world.instance, world.nord, world.sud] {
        assert!(may(&app, "paul", "create_user", node).await);
    }
});

test!(
    "[PP-7] B, basic at the top and manager of one company group, creates users in that group only",
    async |app| {
        let world = &app.world;
        let claire = app.administrator().await;
        for body in [
            role_for(&app, "paul", ShippedRole::BasicUser, world.instance),
            role_for(&app, "paul", ShippedRole::Manager, world.sud),
        ] {
            claire.post("/grants", body).await.expect(201);
        }
        let expected = [(world.instance, false), (world.nord, false), (world.huy, false), (world.sud, true)];
        for (node, allowed) in expected {
            assert_eq!(may(&app, "paul", "create_user", node).await, allowed);
        }
        let paul = app.logged_in("paul").await;
        paul.post("/grants", role_for(&app, "stranger", ShippedRole::BasicUser, world.namur))
            .await
            .expect(201);
        paul.post("/grants", role_for(&app, "stranger", ShippedRole::BasicUser, world.nord))
            .await
            .lacks("grant_rights");
    }
);

test!(
    "[PP-1] creating users takes that permission at instance or company-group level; site level is not enough",
    async |app| {
        let world = &app.world;
        let manager = shipped(&app.administrator().await, "manager").await;
        assert!(told(&manager["permissions"]).contains(&"create_user:any".to_owned()));
        let question =
            json!({ "user_id": world.person("hugo"), "action": "create_user", "node_id": world.huy });
        let answer =
            app.administrator().await.post("/authorization/explanations", question).await.expect(200).body;
        assert_eq!((&answer["allowed"], &answer["missing"]), (&json!(false), &json!("create_user")));
        assert_eq!(
            (&answer["nearly"][0]["against"], &answer["nearly"][0]["reason"]["role"]["shipped"]),
            (&json!("too_low"), &json!("manager"))
        );
        assert!(may(&app, "thomas", "create_user", world.nord).await);
    }
);

/// What one reads of a request. Visits, costs and reports do not exist yet.
const PARTS: [&str; 5] = ["", "/comments", "/history", "/access", "/assignee-candidates"];

test!("[PL-5] «see all requests» off: only those one is responsible for", async |app| {
    let (world, claire, nadia) = (&app.world, app.administrator().await, app.visitor().await);
    let editor = role_for(&app, "paul", ShippedRole::Editor, world.nord);
    let grant = claire.post("/grants", editor).await.expect(201).body;
    app.give(To::User(world.person("paul")), ShippedRole::TaskResponsible, world.liege).await;
    let his = claire.enter(world.liege, "La sienne").await;
    app.clock.advance(chrono::Duration::seconds(1));
    let other = nadia.enter(world.huy, "Une autre").await;
    app.manager().await.assign(&his, &[world.person("paul")]).await;
    let paul = app.logged_in("paul").await;
    let seen = async || {
        let listed = paul.pages("/requests").await;
        let titles = listed.iter().map(|it| it["title"].as_str().expect("a text").to_owned());
        let mut answers = Vec::new();
        for part in PARTS {
            let path = format!("/requests/{}{part}", id(&other));
            answers.push(paul.get(&path).await.status.as_u16());
        }
        (titles.collect::<Vec<_>>(), answers)
    };
    assert_eq!(seen().await, (vec!["Une autre".to_owned(), "La sienne".to_owned()], vec![200; PARTS.len()]));
    let change = json!({
        "role_id": world.role(ShippedRole::Editor),
        "switched_off": permissions(&["view_request:any"]), "switched_on": permissions(&["view_request:assigned"]),
    });
    let path = format!("/grants/{}", id(&grant));
    claire.if_match(&grant["version"]).put(&path, change).await.expect(200);
    assert_eq!(seen().await, (vec!["La sienne".to_owned()], vec![404; PARTS.len()]));
    paul.with("if-match", "*")
        .put(&format!("/requests/{}", id(&other)), rewritten("Nadia"))
        .await
        .expect(404);
    paul.with("if-match", "*").put(&format!("/requests/{}", id(&his)), rewritten("Claire")).await.expect(200);
});

test!("[CT-2] by default a user sees only what they entered themselves", async |app| {
    let world = &app.world;
    app.administrator()
        .await
        .post("/grants", role_for(&app, "paul", ShippedRole::ReadWrite, world.huy))
        .await
        .expect(201);
    app.visitor().await.enter(world.huy, "De Nadia").await;
    let paul = app.logged_in("paul").await;
    paul.enter(world.huy, "De Paul").await;
    assert_eq!(paul.pages("/requests").await.len(), 1);
});

test!(
    "[CT-4] read-only neither enters nor changes, read-write does both, an administrator manages tags and users besides",
    async |app| {
        let world = &app.world;
        let claire = app.administrator().await;
        claire.post("/grants", role_for(&app, "paul", ShippedRole::ReadOnly, world.huy)).await.expect(201);
        let paul = app.logged_in("paul").await;
        let new = json!({ "site_id": world.huy, "text": "Froid" });
        paul.post("/requests", new.clone()).await.lacks("create_request");
        let editing = paul.with("if-match", "*");
        let theirs = app.visitor().await.enter(world.huy, "Froid").await;
        editing.put(&format!("/requests/{}", id(&theirs)), rewritten("Pirate")).await.expect(404);
        let read_write = role_for(&app, "paul", ShippedRole::ReadWrite, world.huy);
        let read_write = claire.post("/grants", read_write).await.expect(201).body;
        let own = paul.post("/requests", new).await.expect(201).body;
        let path = format!("/requests/{}", id(&own));
        editing.put(&path, rewritten("Paul")).await.expect(200);
        claire.with("if-match", "*").delete(&format!("/grants/{}", id(&read_write))).await.expect(204);
        editing.put(&path, rewritten("Paul")).await.lacks("edit_request");
        paul.post("/tag-categories", axis("Pirate", world.huy)).await.lacks("manage_tags");
        assert!(paul.pages("/users").await.is_empty());
        // Nobody creates accounts over the API yet.
        for action in ["create_user", "grant_rights"] {
            let top = world.instance;
            assert!(
                !may(&app, "paul", action, top).await && may(&app, "claire", action, top).await,
                "{action}"
            );
        }
        let trade = claire.add_axis("Métier", world.instance).await;
        claire.add_tag(&trade, "Chauffage").await;
        assert!(!claire.pages("/users").await.is_empty());
    }
);

test!("[CT-6] a special permission lets a read-only user change a record's follow-up", async |app| {
    let world = &app.world;
    let tag = app.tag("Métier", "Chauffage").await;
    let request = app.visitor().await.enter(world.huy, "Froid").await;
    app.put_on(&request, tag).await;
    app.give(To::User(world.person("paul")), ShippedRole::ReadOnly, world.instance).await;
    app.link(To::User(world.person("paul")), tag, false, world.instance).await;
    let paul = app.logged_in("paul").await.with("if-match", "*");
    let remark = json!({ "text": "Vu sur place", "internal": true });
    let comments = format!("/requests/{}/comments", id(&request));
    paul.post(&comments, remark.clone()).await.lacks("remark_on_request");
    let special = json!({
        "to": super::user(&app, "paul"), "node_id": world.nord, "switched_on": permissions(&["follow_up_request:any"]),
    });
    app.administrator().await.post("/grants", special).await.expect(201);
    paul.post(&comments, remark).await.expect(201);
    paul.move_to(&request, "in_progress").await;
    paul.put(&format!("/requests/{}", id(&request)), rewritten("Nadia")).await.lacks("edit_request");
});

test!(
    "[CT-5] a super administrator is let in and may do everything, whatever is given or taken",
    async |app| {
        let (world, claire) = (&app.world, app.administrator().await.with("if-match", "*"));
        app.execute(
            "UPDATE user_account SET super_administrator = TRUE, active = FALSE WHERE username = 'paul'",
        )
        .await;
        for (role, node) in [(ShippedRole::Administrator, world.instance), (ShippedRole::Visitor, world.huy)]
        {
            claire.post("/grants", role_for(&app, "paul", role, node)).await.expect(201);
        }
        let paul = app.logged_in("paul").await;
        let grants = claire.pages(&format!("/grants?user_id={}", world.person("paul"))).await;
        assert_eq!(grants.len(), 2);
        for grant in &grants {
            claire.delete(&format!("/grants/{}", id(grant))).await.expect(204);
        }
        paul.get("/settings").await.expect(200);
        app.give(To::User(world.person("sophie")), ShippedRole::Manager, world.instance).await;
        let body = role_for(&app, "paul", ShippedRole::Visitor, world.huy);
        app.logged_in("sophie").await.post("/grants", body).await.refused(ADMINISTRATORS_ONLY);
    }
);
