//! What changes about a person holds for the very next request, on every server.

use api::db::{entities::user_account, unfenced::Because};
use authz::ShippedRole;
use sea_orm::{ColumnTrait, QueryFilter, sea_query::Expr};
use serde_json::json;

use crate::{
    support::{PASSWORD, TestApp, To},
    test,
};

async fn set_active(app: &TestApp, username: &str, active: bool) {
    let unfenced = app.db().unfenced(Because::NobodyIsKnownYet);
    let change = unfenced
        .update_many::<user_account::Entity>()
        .col_expr(user_account::Column::Active, Expr::value(active));
    change
        .filter(user_account::Column::Username.eq(username))
        .exec(unfenced.connection())
        .await
        .expect("changed");
}

async fn change_role(app: &TestApp, username: &str, role: Option<ShippedRole>) {
    app.take_everything(username).await;
    if let Some(role) = role {
        app.give(To::User(app.world.person(username)), role, app.world.nord).await;
    }
}

test!(
    "[PO-7] somebody deactivated is refused on the next request and cannot log in [OTRS CVE-2020-1776]",
    async |app| {
        let (nadia, second) = (app.visitor().await, app.second_server().await);
        second.clone().with_token(nadia.token()).get("/me").await.expect(200);
        set_active(&app, "nadia", false).await;
        nadia.get("/me").await.problem(401, "not-authenticated");
        second.with_token(nadia.token()).get("/requests").await.problem(401, "not-authenticated");
        nadia
            .post("/requests", json!({ "site_id": app.world.huy, "text": "Froid" }))
            .await
            .problem(401, "not-authenticated");
        nadia.post("/session/refresh", json!(null)).await.problem(401, "not-authenticated");
        let login = json!({ "login": "nadia", "password": PASSWORD });
        app.nobody().post("/session", login).await.problem(401, "wrong-credentials");
    }
);

test!("somebody who is active again goes on", async |app| {
    let nadia = app.visitor().await;
    set_active(&app, "nadia", false).await;
    nadia.get("/me").await.problem(401, "not-authenticated");
    set_active(&app, "nadia", true).await;
    nadia.get("/me").await.expect(200);
});

test!(
    "[PL-7] a right taken away is gone on the next request, on every server [Vikunja CVE-2026-35594]",
    async |app| {
        let second = app.second_server().await;
        let entered = app
            .visitor()
            .await
            .post("/requests", json!({ "site_id": app.world.huy, "text": "Froid" }))
            .await
            .expect(201);
        let path = format!("/requests/{}", entered.body["id"].as_str().expect("id"));
        let thomas = app.manager().await;
        let there = second.with_token(thomas.token());
        there.get(&path).await.expect(200);
        change_role(&app, "thomas", None).await;
        for thomas in [&thomas, &there] {
            thomas.get(&path).await.problem(404, "not-found");
            assert!(thomas.get("/requests").await.expect(200).items().is_empty());
            assert_eq!(thomas.get("/me").await.expect(200).body["allowed"], json!([]));
        }
    }
);

test!("[PL-7] a role made smaller or larger counts on the next request", async |app| {
    let entered = app
        .visitor()
        .await
        .post("/requests", json!({ "site_id": app.world.huy, "text": "Froid" }))
        .await
        .expect(201);
    let path = format!("/requests/{}/status", entered.body["id"].as_str().expect("id"));
    let thomas = app.manager().await.with("if-match", "*");
    let change = json!({ "status": "in_progress" });
    change_role(&app, "thomas", Some(ShippedRole::Visitor)).await;
    thomas.put(&path, change.clone()).await.problem(403, "refused");
    change_role(&app, "thomas", Some(ShippedRole::Manager)).await;
    thomas.put(&path, change).await.expect(200);
});
