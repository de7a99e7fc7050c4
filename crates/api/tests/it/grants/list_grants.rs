use authz::ShippedRole;

use crate::{
    support::{TestApp, To},
    test,
};

test!("[PO-10] who holds a role, and where, is listed where one sees the accounts", async |app| {
    let visitor = format!("?role_id={}", app.world.role(ShippedRole::Visitor));
    assert_eq!(
        holders(&app, "claire", &visitor).await,
        ["Henri Test Huy", "Ines Test Huy", "Lea Test Liège", "Nadia Test Huy", "Stranger Test Namur"]
    );
    assert_eq!(holders(&app, "hugo", &visitor).await, ["Henri Test Huy", "Ines Test Huy", "Nadia Test Huy"]);
    assert!(holders(&app, "nadia", &visitor).await.is_empty());
    assert_eq!(holders(&app, "claire", "?limit=2").await.len(), 9);
});

test!("[PO-10] grants are found by person, team and node", async |app| {
    let world = &app.world;
    let team = app.team("Plombiers", world.huy, &[]).await;
    app.give(To::Team(team), ShippedRole::TaskResponsible, world.huy).await;
    assert_eq!(holders(&app, "claire", &format!("?team_id={team}")).await, ["Plombiers Huy"]);
    let thomas = format!("?user_id={}", world.person("thomas"));
    assert_eq!(holders(&app, "claire", &thomas).await, ["Thomas Test Nord"]);
    assert!(holders(&app, "hugo", &thomas).await.is_empty());
    assert_eq!(
        holders(&app, "claire", &format!("?node_id={}", world.instance)).await,
        ["Claire Test Mosane"]
    );
});

async fn holders(app: &TestApp, who: &str, query: &str) -> Vec<String> {
    let grants = app.logged_in(who).await.pages(&format!("/grants{query}")).await;
    let told = |grant: &serde_json::Value| {
        let name = |of: &str| grant[of]["name"].as_str().expect("a text").to_owned();
        format!("{} {}", name("to"), name("node"))
    };
    let mut names: Vec<String> = grants.iter().map(told).collect();
    names.sort();
    names
}
