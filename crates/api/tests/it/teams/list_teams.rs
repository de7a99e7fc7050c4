use crate::{support::TestApp, test};

test!(
    "[PO-10] teams are listed where one sees accounts or manages teams, with how many belong to each",
    async |app| {
        app.team("Plombiers", app.world.huy, &["hugo", "nadia"]).await;
        app.team("Serruriers", app.world.nord, &[]).await;
        app.team("Électriciens", app.world.namur, &["sophie"]).await;
        assert_eq!(names(&app, "claire", "").await.len(), 3);
        assert_eq!(names(&app, "thomas", "").await, ["Plombiers 2", "Serruriers 0"]);
        assert_eq!(names(&app, "hugo", "").await, ["Plombiers 2"]);
        assert!(names(&app, "nadia", "").await.is_empty());
        assert_eq!(names(&app, "claire", "?limit=1").await.len(), 3);
    }
);

test!("teams are found by a part of their name, and by who belongs to them", async |app| {
    app.team("Électriciens", app.world.namur, &["sophie"]).await;
    app.team("Plombiers", app.world.huy, &["hugo"]).await;
    assert_eq!(names(&app, "claire", "?name=%C3%89LEC").await, ["Électriciens 1"]);
    assert!(names(&app, "claire", "?name=%25").await.is_empty());
    let hugo = format!("?member_id={}", app.world.person("hugo"));
    assert_eq!(names(&app, "claire", &hugo).await, ["Plombiers 1"]);
    assert!(names(&app, "sophie", &hugo).await.is_empty());
});

async fn names(app: &TestApp, who: &str, query: &str) -> Vec<String> {
    let teams = app.logged_in(who).await.pages(&format!("/teams{query}")).await;
    let told =
        |team: &serde_json::Value| format!("{} {}", team["name"].as_str().expect("a text"), team["people"]);
    teams.iter().map(told).collect()
}
