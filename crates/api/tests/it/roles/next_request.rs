//! Whatever changes rights holds for the very next request, on every server.

use authz::{Action, Permission, Relation, ShippedRole};
use chrono::Duration;
use serde_json::json;

use crate::{
    support::{TestApp, To, id},
    test,
};

async fn sees(app: &TestApp, who: &str, request: &serde_json::Value) -> [u16; 2] {
    let here = app.logged_in(who).await;
    let there = app.second_server().await.with_token(here.token());
    let path = format!("/requests/{}", id(request));
    [here.get(&path).await.status.as_u16(), there.get(&path).await.status.as_u16()]
}

test!(
    "[PL-7] [PO-2] a grant, a team, a switch and a tag link count at once, and stop at once",
    async |app| {
        let world = &app.world;
        let request = app.visitor().await.enter(world.huy, "Froid").await;
        assert_eq!(sees(&app, "paul", &request).await, [404, 404]);
        let team = app.team("Chauffagistes", world.nord, &[]).await;
        app.give(To::Team(team), ShippedRole::Reviewer, world.nord).await;
        assert_eq!(sees(&app, "paul", &request).await, [404, 404]);
        app.join(team, "paul").await;
        assert_eq!(sees(&app, "paul", &request).await, [200, 200]);
        app.execute("DELETE FROM team_member").await;
        assert_eq!(sees(&app, "paul", &request).await, [404, 404]);
        let tag = app.tag("Métier", "Chauffage").await;
        app.put_on(&request, tag).await;
        app.link(To::User(world.person("paul")), tag, false, world.nord).await;
        assert_eq!(sees(&app, "paul", &request).await, [200, 200]);
        app.execute("DELETE FROM tag_grant").await;
        assert_eq!(sees(&app, "paul", &request).await, [404, 404]);
        let grant = app.give(To::User(world.person("paul")), ShippedRole::ReadOnly, world.instance).await;
        let view = Permission { action: Action::ViewRequest, relation: Relation::Any };
        app.switch(grant, view, true).await;
        assert_eq!(sees(&app, "paul", &request).await, [200, 200]);
        app.execute("DELETE FROM access_grant_permission").await;
        assert_eq!(sees(&app, "paul", &request).await, [404, 404]);
    }
);

test!("[PL-4] a permission switched off in a grant is gone, unless another grant gives it", async |app| {
    let world = &app.world;
    let request = app.visitor().await.enter(world.huy, "Froid").await;
    let grant = app.give(To::User(world.person("paul")), ShippedRole::Reviewer, world.nord).await;
    let view = Permission { action: Action::ViewRequest, relation: Relation::Any };
    app.switch(grant, view, false).await;
    assert_eq!(sees(&app, "paul", &request).await, [404, 404]);
    app.give(To::User(world.person("paul")), ShippedRole::Reviewer, world.instance).await;
    assert_eq!(sees(&app, "paul", &request).await, [200, 200]);
});

test!("a grant ends by itself at its moment, without anybody doing anything", async |app| {
    let world = &app.world;
    let request = app.visitor().await.enter(world.huy, "Froid").await;
    let role = Some(world.role(ShippedRole::Reviewer));
    let end = api::clock::Clock::now(&*app.clock) + Duration::minutes(5);
    app.give_until(To::User(world.person("paul")), role, world.nord, Some(end)).await;
    let paul = app.logged_in("paul").await;
    let path = format!("/requests/{}", id(&request));
    paul.get(&path).await.expect(200);
    app.clock.advance(Duration::minutes(5) - Duration::microseconds(1));
    paul.get(&path).await.expect(200);
    app.clock.advance(Duration::microseconds(1));
    paul.get(&path).await.problem(404, "not-found");
});

test!(
    "[CT-8] a suspended account and one past its end are out on the next request, and come back by themselves",
    async |app| {
        let paul = app.logged_in("paul").await;
        let moment =
            |minutes| (api::clock::Clock::now(&*app.clock) + Duration::minutes(minutes)).to_rfc3339();
        paul.get("/me").await.expect(200);
        app.execute(&format!(
            "UPDATE user_account SET suspended_until = '{}' WHERE username = 'paul'",
            moment(5)
        ))
        .await;
        paul.get("/me").await.problem(401, "not-authenticated");
        app.clock.advance(Duration::minutes(5));
        paul.get("/me").await.expect(200);
        app.execute(&format!("UPDATE user_account SET ends_at = '{}' WHERE username = 'paul'", moment(0)))
            .await;
        paul.get("/me").await.problem(401, "not-authenticated");
        let login = json!({ "login": "paul", "password": crate::support::PASSWORD });
        app.nobody().post("/session", login).await.problem(401, "wrong-credentials");
    }
);
