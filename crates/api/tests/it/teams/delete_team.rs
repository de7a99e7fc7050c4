use authz::ShippedRole;
use serde_json::json;

use crate::{
    support::{To, id},
    test,
};

test!("[PL-7] a deleted team takes what it gave along, on the very next request", async |app| {
    let team = app.team("Plombiers", app.world.huy, &["paul"]).await;
    app.give(To::Team(team), ShippedRole::Reviewer, app.world.huy).await;
    app.visitor().await.enter(app.world.huy, "Froid").await;
    let paul = app.logged_in("paul").await;
    assert_eq!(paul.pages("/requests").await.len(), 1);
    let hugo = app.logged_in("hugo").await;
    hugo.delete(&format!("/teams/{team}")).await.problem(428, "precondition-required");
    hugo.if_match(&json!(1)).delete(&format!("/teams/{team}")).await.expect(204);
    assert!(paul.pages("/requests").await.is_empty());
    hugo.get(&format!("/teams/{team}")).await.problem(404, "not-found");
    assert_eq!(app.audit("delete_team").await[0].detail["members"], json!([app.world.person("paul")]));
    assert_eq!(app.audit("remove_team_member").await[0].concerns_id, Some(app.world.person("paul")));
    let grant = &app.audit("delete_grant").await[0].detail;
    let role = app.world.role(ShippedRole::Reviewer);
    assert_eq!((&grant["team"], &grant["before"]["role"]), (&json!(team), &json!(role)));
});

test!("a team that requests are assigned to stays until they are assigned to others", async |app| {
    let team = app.team("Plombiers", app.world.huy, &[]).await;
    app.give(To::Team(team), ShippedRole::TaskResponsible, app.world.huy).await;
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    let hugo = app.logged_in("hugo").await.with("if-match", "*");
    hugo.assign(&request, &[team]).await;
    let before = app.everything().await;
    let refused = hugo.delete(&format!("/teams/{team}")).await;
    assert!(refused.text.contains("1 requests"), "{}", refused.text);
    refused.problem(409, "conflict");
    assert_eq!(app.everything().await, before);
    hugo.assign(&request, &[]).await;
    hugo.delete(&format!("/teams/{team}")).await.expect(204);
    assert_eq!(hugo.read(&request).await["id"], id(&request));
});

test!("a team with more rights than one could take is deleted by others", async |app| {
    let team = app.team("Plombiers", app.world.huy, &[]).await;
    app.give(To::Team(team), ShippedRole::Manager, app.world.nord).await;
    let path = format!("/teams/{team}");
    app.logged_in("hugo").await.with("if-match", "*").delete(&path).await.lacks("grant_rights");
    app.manager().await.with("if-match", "*").delete(&path).await.expect(204);
});
