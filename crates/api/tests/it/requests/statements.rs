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
    for _ in 0..2 {
        let path = format!("/requests/{}", id(&request));
        for person in [&hugo, &nadia] {
            assert_eq!(cost(&app, person.get("/requests")).await, 3);
            assert_eq!(cost(&app, person.get("/requests?requester=nadia&mine=true&limit=10")).await, 3);
            assert_eq!(cost(&app, person.get(&path)).await, 3);
            assert_eq!(cost(&app, person.get(&format!("{path}/comments"))).await, 4);
            assert_eq!(cost(&app, person.get(&format!("{path}/history"))).await, 5);
            assert_eq!(cost(&app, person.get("/sites")).await, 2);
        }
        for _ in 0..20 {
            let more = nadia.enter(app.world.huy, "Encore").await;
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
    assert_eq!(cost(&app, hugo.post("/requests", form)).await, 14);
    let people = json!({ "assignee_ids": [app.world.person("hugo")] });
    assert_eq!(cost(&app, hugo.put(&format!("{path}/assignment"), people)).await, 11);
    assert_eq!(cost(&app, hugo.put(&format!("{path}/status"), json!({ "status": "done" }))).await, 4);
    assert_eq!(cost(&app, hugo.put(&format!("{path}/status"), json!({ "status": "in_progress" }))).await, 11);
    assert_eq!(cost(&app, hugo.post(&format!("{path}/comments"), json!({ "text": "Vu" }))).await, 8);
});

async fn cost<T>(app: &TestApp, asking: impl Future<Output = T>) -> u64 {
    let before = app.db().statements();
    asking.await;
    app.db().statements() - before
}
