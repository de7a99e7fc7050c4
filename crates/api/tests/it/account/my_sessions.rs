use crate::test;

test!("one sees where one is logged in, and ends a session elsewhere at once", async |app| {
    let (here, there) = (app.visitor().await, app.visitor().await);
    let list = here.get("/me/sessions").await.expect(200);
    assert_eq!(list.items().len(), 2);
    let (mine, other): (Vec<_>, Vec<_>) = list.items().iter().partition(|it| it["current"] == true);
    assert_eq!((mine.len(), other.len()), (1, 1));
    here.delete(&format!("/me/sessions/{}", crate::support::id(other[0]))).await.expect(204);
    there.get("/me").await.problem(401, "not-authenticated");
    here.get("/me").await.expect(200);
});

test!("nobody ends or sees somebody else's session", async |app| {
    let (nadia, lea) = (app.visitor().await, app.logged_in("lea").await);
    let hers = lea.get("/me/sessions").await.expect(200);
    let path = format!("/me/sessions/{}", crate::support::id(&hers.items()[0]));
    nadia.delete(&path).await.problem(404, "not-found");
    lea.get("/me").await.expect(200);
});

test!("a session that ran out is not listed", async |app| {
    let nadia = app.visitor().await;
    app.clock.advance(chrono::Duration::hours(13));
    nadia.get("/me").await.problem(401, "not-authenticated");
    let again = app.visitor().await;
    assert_eq!(again.get("/me/sessions").await.expect(200).items().len(), 1);
});

test!("all other sessions end at once, the one that asks goes on", async |app| {
    let (here, there, lea) = (app.visitor().await, app.visitor().await, app.logged_in("lea").await);
    here.delete("/me/sessions").await.expect(204);
    there.get("/me").await.problem(401, "not-authenticated");
    there.post("/session/refresh", serde_json::json!(null)).await.problem(401, "not-authenticated");
    assert_eq!(here.get("/me/sessions").await.expect(200).items().len(), 1);
    lea.get("/me").await.expect(200);
    assert_eq!(app.audit("end_my_other_sessions").await[0].detail["ended"], 1);
});
