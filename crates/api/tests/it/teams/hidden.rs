//! What a team must not give away: requests, accounts and teams that one does not see.

use authz::ShippedRole;
use serde_json::{Value, json};

use crate::{
    support::{To, id},
    test,
};

fn detail(refused: &crate::support::Answer) -> &str {
    refused.body["detail"].as_str().expect("a text")
}

test!(
    "who may not delete a team is told how many requests they see, of others only that there are",
    async |app| {
        let team = app.team("Plombiers", app.world.huy, &[]).await;
        app.give(To::Team(team), ShippedRole::TaskResponsible, app.world.nord).await;
        let thomas = app.manager().await.with("if-match", "*");
        let elsewhere = thomas.enter(app.world.liege, "Fuite").await;
        let here = thomas.enter(app.world.huy, "Froid").await;
        thomas.assign(&elsewhere, &[team]).await;
        let (path, hugo) = (format!("/teams/{team}"), app.logged_in("hugo").await.with("if-match", "*"));
        thomas.assign(&here, &[team]).await;
        app.execute("DELETE FROM access_grant WHERE team_id IS NOT NULL").await;
        let both = hugo.delete(&path).await.expect(409);
        assert!(
            detail(&both).starts_with("1 requests are assigned to this team, and some that you"),
            "{}",
            both.text
        );
        hugo.assign(&here, &[]).await;
        let hidden = hugo.delete(&path).await.expect(409);
        assert!(detail(&hidden).starts_with("requests that you do not see are assigned"), "{}", hidden.text);
        assert!(!detail(&hidden).contains(|c: char| c.is_ascii_digit()));
        thomas.assign(&elsewhere, &[]).await;
        hugo.delete(&path).await.expect(204);
    }
);

test!("of members whose accounts one does not see the list tells the name only", async |app| {
    let team = app.team("Plombiers", app.world.huy, &["nadia", "sophie", "claire"]).await;
    let told = app.logged_in("hugo").await.pages(&format!("/teams/{team}/members")).await;
    let of = |name: &str| told.iter().find(|it| it["name"] == name).cloned().expect("listed");
    let world = &app.world;
    let nadia =
        json!({ "id": world.person("nadia"), "name": "Nadia Test", "username": "nadia", "active": true });
    assert_eq!(of("Nadia Test"), nadia);
    assert_eq!(of("Sophie Test"), json!({ "id": world.person("sophie"), "name": "Sophie Test" }));
    assert_eq!(of("Claire Test"), json!({ "id": world.person("claire"), "name": "Claire Test" }));
    let all = app.administrator().await.pages(&format!("/teams/{team}/members")).await;
    assert!(all.iter().all(|it| it["username"].is_string() && it["active"] == true), "{all:?}");
});

test!("nobody learns from a name which teams there are elsewhere", async |app| {
    let world = &app.world;
    let claire = app.administrator().await;
    for node in [world.namur, world.instance] {
        claire.post("/teams", json!({ "name": "Plombiers", "node_id": node })).await.expect(201);
    }
    let thomas = app.manager().await.with("if-match", "*");
    let form = json!({ "name": "plombiers", "node_id": world.nord });
    thomas.post("/teams", form.clone()).await.expect(201);
    let taken = thomas.post("/teams", form).await;
    assert!(taken.text.contains("at this place"), "{}", taken.text);
    assert_eq!(taken.problem(409, "conflict"), [("/name".into(), "taken".into())]);
    let other = json!({ "name": "Serruriers", "node_id": world.huy });
    let other = thomas.post("/teams", other).await.expect(201).body;
    let path = format!("/teams/{}", id(&other));
    let renamed = thomas.put(&path, json!({ "name": "Plombiers" })).await.expect(200).body;
    assert_eq!(renamed["name"], "Plombiers");
});

test!("a search for a team looks at its name, not at where it lives", async |app| {
    app.team("Plombiers du Nord", app.world.nord, &[]).await;
    let claire = app.administrator().await;
    let node = app.world.nord.simple().to_string();
    for (sought, found) in [("DU NORD", 1), (&node[..4], 0), ("nord ", 1), ("plombiers", 1)] {
        let teams: Vec<Value> = claire.pages(&format!("/teams?name={}", sought.replace(' ', "%20"))).await;
        assert_eq!(teams.len(), found, "{sought}");
    }
});
