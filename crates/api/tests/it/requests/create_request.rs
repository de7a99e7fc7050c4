use serde_json::json;

use crate::test;

test!("[OP-2] a visitor enters a request and sees it among the requests of the site", async |app| {
    let nadia = app.visitor().await;
    let entered = nadia.post("/requests", json!({ "site_id": app.world.huy, "text": "Radiateur froid\nlocal 204" })).await.expect(201);
    assert_eq!(entered.body["title"], "Radiateur froid");
    assert_eq!(entered.body["reference"], "R-2026-000001");
    assert_eq!(entered.header("location"), format!("/api/v1/requests/{}", entered.body["id"].as_str().expect("id")));
    let henri = app.logged_in("henri").await;
    let list = henri.get("/requests").await.expect(200);
    assert_eq!(list.items().len(), 1);
    assert_eq!(list.items()[0]["reference"], "R-2026-000001");
});

test!("a request at a site out of reach is refused, naming the field", async |app| {
    let answer = app.visitor().await.post("/requests", json!({ "site_id": app.world.namur, "text": "Froid" })).await;
    assert_eq!(answer.problem(422, "invalid-body"), [("/site_id".to_owned(), "unknown".to_owned())]);
});
