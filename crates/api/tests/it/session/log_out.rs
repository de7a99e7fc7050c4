use serde_json::json;

use crate::test;

test!("[PO-1] logging out ends the access token and the refresh token at once", async |app| {
    let (nadia, second) = (app.visitor().await, app.second_server().await);
    let out = nadia.delete("/session").await.expect(204);
    assert_eq!((out.cookies[0].value(), out.cookies[0].max_age().expect("an age").whole_seconds()), ("", 0));
    nadia.get("/me").await.problem(401, "not-authenticated");
    second.with_token(nadia.token()).get("/me").await.problem(401, "not-authenticated");
    nadia.post("/session/refresh", json!(null)).await.problem(401, "not-authenticated");
    nadia.delete("/session").await.problem(401, "not-authenticated");
});

test!("logging out here leaves one logged in elsewhere", async |app| {
    let (home, work) = (app.visitor().await, app.visitor().await);
    home.delete("/session").await.expect(204);
    work.get("/me").await.expect(200);
});

test!("logging out everywhere ends every session on its next request, and no one else's", async |app| {
    let second = app.second_server().await;
    let (home, work, henri) =
        (app.visitor().await, second.log_in("nadia").await, app.logged_in("henri").await);
    home.delete("/sessions").await.expect(204);
    for each in [&home, &work] {
        each.get("/me").await.problem(401, "not-authenticated");
        each.post("/session/refresh", json!(null)).await.problem(401, "not-authenticated");
    }
    henri.get("/me").await.expect(200);
    app.visitor().await.get("/me").await.expect(200);
});
