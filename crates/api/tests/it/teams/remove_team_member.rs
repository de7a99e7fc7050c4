use authz::ShippedRole;

use crate::{
    support::{TestApp, To},
    test,
};

async fn leave(app: &TestApp, who: &str, team: uuid::Uuid, member: &str) -> crate::support::Answer {
    let path = format!("/teams/{team}/members/{}", app.world.person(member));
    app.logged_in(who).await.delete(&path).await
}

test!("[PL-7] who leaves a team loses what it gave, on the very next request", async |app| {
    let team = app.team("Plombiers", app.world.huy, &["paul"]).await;
    app.give(To::Team(team), ShippedRole::Reviewer, app.world.huy).await;
    app.visitor().await.enter(app.world.huy, "Froid").await;
    let paul = app.logged_in("paul").await;
    assert_eq!(paul.pages("/requests").await.len(), 1);
    leave(&app, "hugo", team, "paul").await.expect(204);
    assert!(paul.pages("/requests").await.is_empty());
    assert_eq!(app.audit("remove_team_member").await.len(), 1);
    leave(&app, "hugo", team, "paul").await.problem(404, "not-found");
});

test!("nobody takes away through a team what they could not take by themselves", async |app| {
    let team = app.team("Plombiers", app.world.huy, &["nadia"]).await;
    app.give(To::Team(team), ShippedRole::Reviewer, app.world.instance).await;
    leave(&app, "hugo", team, "nadia").await.lacks("grant_rights");
    leave(&app, "claire", team, "nadia").await.expect(204);
});
