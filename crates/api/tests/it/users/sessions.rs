use serde_json::json;

use crate::{links::letters, test};

test!("the sessions of somebody are listed and ended by who may change their account [PL-10]", async |app| {
    let (one, other) = (app.visitor().await, app.visitor().await);
    let path = format!("/users/{}/sessions", app.world.person("nadia"));
    let thomas = app.manager().await;
    let list = thomas.get(&path).await.expect(200);
    assert_eq!(list.items().len(), 2);
    assert_eq!(list.items()[0]["current"], false);
    assert!(!list.text.contains(one.token()));
    thomas.delete(&path).await.expect(204);
    for gone in [&one, &other] {
        gone.get("/me").await.problem(401, "not-authenticated");
    }
    assert!(thomas.get(&path).await.expect(200).items().is_empty());
    assert_eq!(app.audit("end_user_sessions").await[0].detail["ended"], 2);
});

test!("who may not change an account is not told where its owner is logged in", async |app| {
    let path = format!("/users/{}/sessions", app.world.person("nadia"));
    app.logged_in("hugo").await.get(&path).await.lacks("change_user");
    app.stranger().await.get(&path).await.problem(404, "not-found");
});

test!("a reset is sent by who may change the account; the password works until it is used", async |app| {
    let path = format!("/users/{}/password-reset", app.world.person("nadia"));
    app.manager().await.post(&path, json!({})).await.expect(202);
    assert_eq!(letters(&app).await, [("password_reset".to_owned(), "nadia@mosane.example".to_owned())]);
    app.visitor().await.get("/me").await.expect(200);
    let zoe = crate::links::made(&app).await;
    let none = app.manager().await.post(&format!("/users/{zoe}/password-reset"), json!({})).await;
    assert!(none.detail().contains("invite them"), "{}", none.text);
});
