//! How much each operation asks of the database, identity included. A number that grows is a decision.

use serde_json::json;

use crate::{
    support::{TestApp, id},
    test,
};

test!("reading takes a fixed number of statements, however many rows there are", async |app| {
    let hugo = app.logged_in("hugo").await;
    let nadia = app.visitor().await;
    let request = nadia.enter(app.world.huy, "Froid").await;
    let axis = hugo.add_axis("Métier", app.world.huy).await;
    let path = format!("/requests/{}", id(&request));
    hugo.post(&format!("{path}/comments"), json!({ "text": "Vu" })).await.expect(201);
    for _ in 0..2 {
        for person in [&hugo, &nadia] {
            assert_eq!(cost(&app, person.get("/requests")).await, 2);
            assert_eq!(cost(&app, person.get("/requests?requester=nadia&limit=10")).await, 2);
            // An empty page asks once more whether the rights still hold.
            assert_eq!(cost(&app, person.get("/requests?requester=zzyzx&limit=10")).await, 3);
            assert_eq!(cost(&app, person.get(&path)).await, 2);
            assert_eq!(cost(&app, person.get(&format!("{path}/comments"))).await, 3);
            assert_eq!(cost(&app, person.get(&format!("{path}/history"))).await, 3);
            assert_eq!(cost(&app, person.get("/sites")).await, 2);
        }
        for number in 0..20 {
            let tag = hugo.add_tag(&axis, &format!("{number} {}", app.db().statements())).await;
            let more = nadia.enter(app.world.huy, "Encore").await;
            hugo.put_tags(&more, &[&tag]).await;
            assert_eq!(cost(&app, hugo.get("/tags")).await, 2);
            assert_eq!(cost(&app, hugo.get("/tag-categories")).await, 2);
            hugo.assign(&more, &[app.world.person("hugo"), app.world.person("thomas")]).await;
            hugo.post(&format!("{path}/comments"), json!({ "text": "Vu" })).await.expect(201);
        }
    }
});

test!("changing takes a fixed number of statements", async |app| {
    let hugo = app.logged_in("hugo").await.with("if-match", "*");
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    let path = format!("/requests/{}", id(&request));
    let form = json!({ "site_id": app.world.huy, "text": "Froid" });
    let axis = hugo.add_axis("Métier", app.world.huy).await;
    let tag = json!({ "tag_ids": [id(&hugo.add_tag(&axis, "Chauffage").await)] });
    let people = json!({ "assignee_ids": [app.world.person("hugo")] });
    let status = |status: &str| json!({ "status": status });
    let costs = [
        ("create", cost(&app, hugo.post("/requests", form)).await),
        ("assign", cost(&app, hugo.put(&format!("{path}/assignment"), people)).await),
        ("tag", cost(&app, hugo.put(&format!("{path}/tags"), tag)).await),
        ("refused move", cost(&app, hugo.put(&format!("{path}/status"), status("done"))).await),
        ("move", cost(&app, hugo.put(&format!("{path}/status"), status("in_progress"))).await),
        ("comment", cost(&app, hugo.post(&format!("{path}/comments"), json!({ "text": "Vu" }))).await),
    ];
    let expected =
        // Who can be assigned is of three kinds: people, teams, workers without a login.
        [("create", 15), ("assign", 14), ("tag", 13), ("refused move", 4), ("move", 12), ("comment", 11)];
    assert_eq!(costs, expected);
});

async fn cost<T>(app: &TestApp, asking: impl Future<Output = T>) -> u64 {
    let before = app.db().statements();
    asking.await;
    app.db().statements() - before
}
