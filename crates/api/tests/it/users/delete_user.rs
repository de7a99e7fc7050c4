use authz::{Action, Relation, ShippedRole};
use serde_json::{Value, json};

use crate::{
    support::{PASSWORD, TestApp, To, id},
    test,
    users::newcomer,
};

fn path(app: &TestApp, who: &str) -> String {
    format!("/users/{}/deletion", app.world.person(who))
}

fn to(app: &TestApp, successor: &str) -> Value {
    json!({ "successor_id": app.world.person(successor) })
}

test!("[CT-9] the deletion of a user asks who takes over, and nothing is ever ownerless", async |app| {
    let request = app.visitor().await.enter(app.world.huy, "Fuite").await;
    let claire = app.administrator().await.with("if-match", "*");
    let before = app.everything().await;
    let refused = claire.post(&path(&app, "nadia"), json!({})).await;
    assert_eq!(refused.problem(409, "conflict"), [("/successor_id".to_owned(), "required".to_owned())]);
    assert_eq!(app.everything().await, before);

    claire.post(&path(&app, "nadia"), to(&app, "thomas")).await.expect(204);
    let taken_over = app.logged_in("thomas").await.pages("/requests?mine=true").await;
    assert_eq!(id(&taken_over[0]), id(&request));
    let lines = app.audit("delete_user").await;
    let of_request = lines.iter().find(|line| line.subject == "request").expect("the request's line");
    assert_eq!(of_request.detail["owner"]["after"], json!(app.world.person("thomas")));
});

test!("[PO-7] [CT-9] a tombstone keeps the history readable, and nothing else of the person", async |app| {
    let request = app.visitor().await.enter(app.world.huy, "Fuite").await;
    let claire = app.administrator().await.with("if-match", "*");
    app.clock.advance(chrono::Duration::minutes(1));
    claire.post(&path(&app, "nadia"), to(&app, "thomas")).await.expect(204);
    let history = claire.pages(&format!("/requests/{}/history", id(&request))).await;
    assert_eq!(history[0]["actor"]["name"], "Nadia Test");
    assert_eq!(history[1]["kind"], "taken_over");
    let rows = app.everything().await;
    for (table, rows) in rows.iter().filter(|(table, _)| !["request", "outbox"].contains(&table.as_str())) {
        let left: Vec<_> =
            rows.iter().filter(|row| row.contains("nadia@") || row.contains("nadia.")).collect();
        assert!(left.is_empty(), "{table}: {left:?}");
    }
    claire.get(&format!("/users/{}", app.world.person("nadia"))).await.problem(404, "not-found");
    assert!(claire.pages("/users").await.iter().all(|user| user["name"] != "Nadia Test"));
});

test!("[PL-10] a deleted user is out at once, in every tab and on every server", async |app| {
    let nadia = app.visitor().await;
    let elsewhere = app.second_server().await.with_token(nadia.token());
    let before = app.nobody().with_cookie(nadia.cookie().clone());
    elsewhere.get("/me").await.expect(200);
    let claire = app.administrator().await.with("if-match", "*");
    claire.post(&path(&app, "nadia"), json!({})).await.expect(204);
    for tab in [&nadia, &elsewhere] {
        tab.get("/me").await.problem(401, "not-authenticated");
    }
    before.post("/session/refresh", json!({})).await.problem(401, "not-authenticated");
    let login = json!({ "login": "nadia", "password": PASSWORD });
    app.nobody().post("/session", login).await.problem(401, "wrong-credentials");
});

test!("the username of somebody deleted can be taken again, and opens nothing of theirs", async |app| {
    let claire = app.administrator().await.with("if-match", "*");
    claire.post(&path(&app, "nadia"), json!({})).await.expect(204);
    let again = claire.post("/users", newcomer("nadia", app.world.huy)).await.expect(201);
    assert_ne!(id(&again.body), app.world.person("nadia").to_string());
    assert_eq!(claire.get(&format!("/users/{}", id(&again.body))).await.body["has_password"], false);
});

test!("[PL-9] open work stands in the way of a deletion until it is somebody else's", async |app| {
    let (thomas, hugo) = (app.world.person("thomas"), app.world.person("hugo"));
    let request = app.visitor().await.enter(app.world.huy, "Fuite").await;
    let claire = app.administrator().await.with("if-match", "*");
    claire.assign(&request, &[hugo]).await;
    let refused = claire.post(&path(&app, "hugo"), json!({})).await;
    assert!(refused.detail().contains("assign these to others first"), "{}", refused.detail());
    let body = json!({ "request_ids": [id(&request)], "from": hugo, "to": thomas });
    claire.post("/reassignments", body).await.expect(200);
    claire.post(&path(&app, "hugo"), json!({})).await.expect(204);
    assert_eq!(claire.read(&request).await["assignees"][0]["id"], json!(thomas));
});

test!("what is done keeps the name of who did it", async |app| {
    let request = app.visitor().await.enter(app.world.huy, "Fuite").await;
    let claire = app.administrator().await.with("if-match", "*");
    claire.assign(&request, &[app.world.person("hugo")]).await;
    for status in ["in_progress", "done"] {
        claire.move_to(&request, status).await;
    }
    claire.post(&path(&app, "hugo"), json!({})).await.expect(204);
    assert_eq!(claire.read(&request).await["assignees"][0]["id"], json!(app.world.person("hugo")));
});

test!("nobody deletes themselves, a super administrator, or whoever may do more", async |app| {
    app.execute("UPDATE user_account SET super_administrator = TRUE WHERE username = 'henri'").await;
    let claire = app.administrator().await.with("if-match", "*");
    app.execute("UPDATE user_account SET super_administrator = FALSE WHERE username = 'claire'").await;
    claire.post(&path(&app, "claire"), json!({})).await.refused("shut yourself out");
    claire.post(&path(&app, "henri"), json!({})).await.refused("only another super administrator");
    let thomas = app.manager().await.with("if-match", "*");
    app.give(To::User(app.world.person("nadia")), ShippedRole::Administrator, app.world.instance).await;
    thomas.post(&path(&app, "nadia"), json!({})).await.refused("only administrators");
    assert!(app.audit("delete_user").await.is_empty());
});

test!("a successor gets nothing by it that whoever deletes does not have", async |app| {
    app.visitor().await.enter(app.world.huy, "Fuite").await;
    let thomas = app.manager().await.with("if-match", "*");
    app.allow(To::User(app.world.person("hugo")), Action::PublishRequest, Relation::Own, app.world.huy).await;
    app.execute(
        "DELETE FROM role_permission WHERE action = 'publish_request' AND role_id = \
         (SELECT id FROM role WHERE shipped = 'manager')",
    )
    .await;
    thomas.post(&path(&app, "nadia"), to(&app, "hugo")).await.refused("beyond your own permissions");
    app.administrator()
        .await
        .with("if-match", "*")
        .post(&path(&app, "nadia"), to(&app, "hugo"))
        .await
        .expect(204);
});

test!("who takes over is somebody else, whom one sees and who can log in", async |app| {
    app.visitor().await.enter(app.world.huy, "Fuite").await;
    let claire = app.administrator().await.with("if-match", "*");
    claire
        .put(&format!("/users/{}/standing", app.world.person("hugo")), json!({ "active": false }))
        .await
        .expect(200);
    for (successor, code) in [
        (app.world.person("nadia"), "itself"),
        (uuid::Uuid::nil(), "unknown"),
        (app.world.person("hugo"), "closed"),
    ] {
        let answer = claire.post(&path(&app, "nadia"), json!({ "successor_id": successor })).await;
        assert_eq!(answer.problem(422, "invalid-body"), [("/successor_id".to_owned(), code.to_owned())]);
    }
});

test!("a deletion names the version it deletes", async |app| {
    let claire = app.administrator().await;
    claire.post(&path(&app, "nadia"), json!({})).await.problem(428, "precondition-required");
    claire
        .with("if-match", "\"99\"")
        .post(&path(&app, "nadia"), json!({}))
        .await
        .problem(412, "precondition-failed");
});

test!(
    "[CT-9] nobody writes any more to whoever was deleted, whatever becomes of their requests",
    async |app| {
        let request = app.visitor().await.enter(app.world.huy, "Fuite").await;
        let claire = app.administrator().await.with("if-match", "*");
        assert_eq!(claire.read(&request).await["requester"]["email"], "nadia@mosane.example");
        claire.post(&path(&app, "nadia"), to(&app, "thomas")).await.expect(204);
        let requester = &claire.read(&request).await["requester"];
        assert_eq!((&requester["first_name"], requester.get("email")), (&json!("Nadia"), None));
        let mails = app.outbox().await.len();
        claire.move_to(&request, "in_progress").await;
        assert_eq!(app.outbox().await.len(), mails);
    }
);

test!("what is opened again is not left to somebody deleted", async |app| {
    let request = app.visitor().await.enter(app.world.huy, "Fuite").await;
    let claire = app.administrator().await.with("if-match", "*");
    claire.assign(&request, &[app.world.person("hugo"), app.world.person("thomas")]).await;
    for status in ["in_progress", "done"] {
        claire.move_to(&request, status).await;
    }
    claire.post(&path(&app, "hugo"), json!({})).await.expect(204);
    let again = claire.move_to(&request, "in_progress").await;
    assert_eq!(again["assignees"].as_array().map(Vec::len), Some(1));
    assert_eq!(again["assignees"][0]["id"], json!(app.world.person("thomas")));
});

test!("[PP-12] the audit tells all that a deletion takes: grants, teams, links, logins", async |app| {
    let nadia = app.world.person("nadia");
    let roofers = app.team("Couvreurs", app.world.nord, &["nadia"]).await;
    let tag = app.tag("Métier", "Toiture").await;
    app.link(To::User(nadia), tag, true, app.world.huy).await;
    let claire = app.administrator().await.with("if-match", "*");
    let worker = claire.add_resource("Servais", app.world.nord).await;
    let login = json!({ "user_id": nadia });
    claire.put(&format!("/resources/{}/login", id(&worker)), login).await.expect(200);
    claire.post(&path(&app, "nadia"), json!({})).await.expect(204);
    for operation in ["delete_grant", "delete_tag_grant"] {
        let lines = app.audit(operation).await;
        assert_eq!(lines.last().map(|line| &line.detail["user"]), Some(&json!(nadia)), "{operation}");
    }
    assert_eq!(app.audit("remove_team_member").await[0].subject_id, roofers);
    let unlinked = app.audit("link_resource").await;
    assert!(unlinked.iter().any(|line| line.detail["after"]["user"].is_null()));
});
