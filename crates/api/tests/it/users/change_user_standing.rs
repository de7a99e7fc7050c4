use authz::ShippedRole;
use chrono::Duration;
use serde_json::{Value, json};

use crate::{
    support::{TestApp, To},
    test,
};

fn path(app: &TestApp, who: &str) -> String {
    format!("/users/{}/standing", app.world.person(who))
}

fn inactive() -> Value {
    json!({ "active": false })
}

test!("[PL-10] a deactivated user is out at once, in every tab and on every server", async |app| {
    let (nadia, claire) = (app.visitor().await, app.administrator().await.with("if-match", "*"));
    let elsewhere = app.second_server().await.with_token(nadia.token());
    let before = app.nobody().with_cookie(nadia.cookie().clone());
    elsewhere.get("/me").await.expect(200);
    let out = claire.put(&path(&app, "nadia"), inactive()).await.expect(200);
    assert_eq!(out.body["state"], "inactive");
    for tab in [&nadia, &elsewhere] {
        tab.get("/me").await.problem(401, "not-authenticated");
    }
    before.post("/session/refresh", json!({})).await.problem(401, "not-authenticated");
});

test!("[PO-7] a deactivated user cannot log in, and is still named by the history", async |app| {
    let request = app.visitor().await.enter(app.world.huy, "Fuite").await;
    let claire = app.administrator().await.with("if-match", "*");
    claire.put(&path(&app, "nadia"), inactive()).await.expect(200);
    let login = json!({ "login": "nadia", "password": crate::support::PASSWORD });
    app.nobody().post("/session", login).await.problem(401, "wrong-credentials");
    assert_eq!(claire.read(&request).await["requester"]["first_name"], "Nadia");
});

test!("an account that is activated again starts without its old sessions", async |app| {
    let nadia = app.visitor().await;
    let claire = app.administrator().await.with("if-match", "*");
    claire.put(&path(&app, "nadia"), inactive()).await.expect(200);
    claire.put(&path(&app, "nadia"), json!({ "active": true })).await.expect(200);
    nadia.get("/me").await.problem(401, "not-authenticated");
    app.visitor().await.get("/me").await.expect(200);
});

test!("[CT-8] an account is suspended for a while, and comes back by itself", async |app| {
    let nadia = app.visitor().await;
    let until = chrono::DateTime::parse_from_rfc3339("2026-11-21T09:05:00Z").expect("a moment");
    let claire = app.administrator().await.with("if-match", "*");
    let body = json!({ "active": true, "suspended_until": until });
    let answer = claire.put(&path(&app, "nadia"), body).await.expect(200);
    assert_eq!(answer.body["state"], "suspended");
    nadia.get("/me").await.problem(401, "not-authenticated");
    app.clock.advance(Duration::minutes(5));
    nadia.get("/me").await.expect(200);
});

test!("[CT-8] an account ends at its date", async |app| {
    let nadia = app.visitor().await;
    let end = chrono::DateTime::parse_from_rfc3339("2026-11-21T09:05:00Z").expect("a moment");
    let claire = app.administrator().await.with("if-match", "*");
    claire.put(&path(&app, "nadia"), json!({ "active": true, "ends_at": end })).await.expect(200);
    nadia.get("/me").await.expect(200);
    app.clock.advance(Duration::minutes(5));
    nadia.get("/me").await.problem(401, "not-authenticated");
    let shown = app.administrator().await.get(&format!("/users/{}", app.world.person("nadia"))).await;
    assert_eq!(shown.expect(200).body["state"], "ended");
});

test!("[CT-5] a super administrator is never shut out, and nobody shuts themselves out", async |app| {
    app.execute("UPDATE user_account SET super_administrator = TRUE WHERE username IN ('claire', 'henri')")
        .await;
    let claire = app.administrator().await.with("if-match", "*");
    claire.put(&path(&app, "claire"), inactive()).await.refused("cannot be shut out");
    let ends = json!({ "active": true, "ends_at": "2026-01-01T00:00:00Z" });
    claire.put(&path(&app, "henri"), ends).await.refused("cannot be shut out");
    app.manager()
        .await
        .with("if-match", "*")
        .put(&path(&app, "thomas"), inactive())
        .await
        .refused("shut yourself out");
    assert!(app.audit("change_user_standing").await.is_empty());
});

test!("CVE-2026-22640: a lesser administrator shuts no greater one out", async |app| {
    let thomas = app.manager().await.with("if-match", "*");
    app.give(To::User(app.world.person("nadia")), ShippedRole::Administrator, app.world.instance).await;
    thomas.put(&path(&app, "nadia"), inactive()).await.refused("only administrators");
    app.give(To::User(app.world.person("henri")), ShippedRole::Reviewer, app.world.namur).await;
    thomas.put(&path(&app, "henri"), inactive()).await.refused("beyond your own permissions");
});

test!("the audit says what somebody's standing was and is", async |app| {
    let claire = app.administrator().await.with("if-match", "*");
    claire.put(&path(&app, "nadia"), inactive()).await.expect(200);
    let line = &app.audit("change_user_standing").await[0];
    assert_eq!(
        (&line.detail["before"]["active"], &line.detail["after"]["active"]),
        (&json!(true), &json!(false))
    );
});

test!("a moment that no database keeps in order is refused, with what to do", async |app| {
    let claire = app.administrator().await.with("if-match", "*");
    let before = app.everything().await["user_account"].clone();
    for field in ["suspended_until", "ends_at"] {
        for moment in ["9999-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00", "0000-06-01T00:00:00Z"] {
            let refused = claire.put(&path(&app, "nadia"), json!({ "active": true, field: moment })).await;
            assert_eq!(refused.problem(422, "invalid-body"), [(format!("/{field}"), "range".to_owned())]);
        }
    }
    assert_eq!(app.everything().await["user_account"], before);
});
