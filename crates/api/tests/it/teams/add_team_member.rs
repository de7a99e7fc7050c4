use authz::{Action, Relation, ShippedRole};
use serde_json::json;

use crate::{
    support::{ADMINISTRATORS_ONLY, TestApp, To},
    test,
};

async fn join(app: &TestApp, who: &str, team: uuid::Uuid, member: &str) -> crate::support::Answer {
    let path = format!("/teams/{team}/members/{}", app.world.person(member));
    app.logged_in(who).await.put(&path, json!({})).await
}

test!(
    "[PO-2] [PL-7] who joins a team has what it gives besides their own, on the very next request",
    async |app| {
        let team = app.team("Plombiers", app.world.huy, &[]).await;
        app.give(To::Team(team), ShippedRole::Reviewer, app.world.huy).await;
        let henri = app.logged_in("henri").await;
        let theirs = app.visitor().await.enter(app.world.huy, "Froid").await;
        app.administrator()
            .await
            .with("if-match", "*")
            .put(
                &format!("/requests/{}/publication", crate::support::id(&theirs)),
                json!({ "published": false }),
            )
            .await
            .expect(200);
        assert!(henri.pages("/requests").await.is_empty());
        join(&app, "hugo", team, "henri").await.expect(204);
        assert_eq!(henri.pages("/requests").await.len(), 1);
        henri.enter(app.world.huy, "Sien").await;
        assert_eq!(henri.pages("/requests").await.len(), 2);
        assert_eq!(
            app.audit("add_team_member").await[0].detail,
            json!({ "user": app.world.person("henri") })
        );
    }
);

test!("joining twice is joining once", async |app| {
    let team = app.team("Plombiers", app.world.huy, &[]).await;
    let path = format!("/teams/{team}/members/{}", app.world.person("nadia"));
    let hugo = app.logged_in("hugo").await;
    hugo.put(&path, json!({})).await.expect(204);
    let before = app.everything().await;
    hugo.put(&path, json!({})).await.expect(204);
    assert_eq!(app.everything().await, before);
});

test!("nobody lets somebody into a team that has more rights than they could give", async |app| {
    let team = app.team("Plombiers", app.world.huy, &[]).await;
    app.give(To::Team(team), ShippedRole::Manager, app.world.nord).await;
    let refused = join(&app, "hugo", team, "nadia").await;
    refused.lacks("grant_rights");
    join(&app, "thomas", team, "nadia").await.expect(204);
});

test!("[PL-6] only an administrator lets people into a team that makes administrators", async |app| {
    let team = app.team("Chefs", app.world.nord, &[]).await;
    app.give(To::Team(team), ShippedRole::Administrator, app.world.instance).await;
    app.allow_everything(To::User(app.world.person("sophie")), app.world.instance).await;
    join(&app, "sophie", team, "sophie").await.refused(ADMINISTRATORS_ONLY);
    join(&app, "thomas", team, "thomas").await.lacks("grant_rights");
    join(&app, "claire", team, "thomas").await.expect(204);
    app.manager().await.get("/settings").await.expect(200);
});

test!("[PL-6] an administrator is put into a team by administrators only", async |app| {
    let team = app.team("Plombiers", app.world.huy, &[]).await;
    app.allow(To::User(app.world.person("hugo")), Action::ViewUsers, Relation::Any, app.world.instance).await;
    join(&app, "hugo", team, "claire").await.refused(ADMINISTRATORS_ONLY);
    join(&app, "claire", team, "claire").await.expect(204);
});

test!("somebody whose account one does not see joins no team of one's own", async |app| {
    let team = app.team("Plombiers", app.world.huy, &[]).await;
    join(&app, "hugo", team, "sophie").await.problem(404, "not-found");
    join(&app, "claire", team, "sophie").await.expect(204);
});

test!("joining a team that works on requests takes the permission to assign them", async |app| {
    let world = &app.world;
    let team = app.team("Plombiers", world.nord, &[]).await;
    app.give(To::Team(team), ShippedRole::TaskResponsible, world.nord).await;
    let request = app.visitor().await.enter(world.huy, "Froid").await;
    app.manager().await.assign(&request, &[team]).await;
    let paul = To::User(world.person("paul"));
    for action in [Action::ManageTeams, Action::GrantRights, Action::ViewUsers, Action::BeAssigned] {
        app.allow(paul, action, Relation::Any, world.nord).await;
    }
    app.give(paul, ShippedRole::TaskResponsible, world.nord).await;
    let refused = join(&app, "paul", team, "henri").await;
    assert_eq!(
        (&refused.body["rule"], &refused.body["lacking"]),
        (&json!("lacks"), &json!(["assign_request"]))
    );
    refused.problem(403, "refused");
    app.allow(paul, Action::AssignRequest, Relation::Any, world.huy).await;
    join(&app, "paul", team, "henri").await.expect(204);
    assert_eq!(app.logged_in("henri").await.pages("/requests").await.len(), 1);
});
