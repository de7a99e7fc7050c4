use authz::ShippedRole;
use serde_json::json;

use crate::{
    links::{CHOSEN, letters, log_in},
    support::{PASSWORD, To},
    test,
};

const GIVEN: &str = "provisoire pour la reprise";

test!(
    "[PO-8] a manager sets somebody's password, and [PO-9] they change it before anything else",
    async |app| {
        let old = app.visitor().await;
        let path = format!("/users/{}/password", app.world.person("nadia"));
        let set = app
            .manager()
            .await
            .if_match(&json!(1))
            .put(&path, json!({ "password": GIVEN }))
            .await
            .expect(200);
        assert_eq!(set.body["password_provisional"], true);
        old.get("/me").await.problem(401, "not-authenticated");
        log_in(&app, "nadia", PASSWORD).await.expect(401);
        let session = log_in(&app, "nadia", GIVEN).await.expect(200);
        assert_eq!(session.body["user"]["waiting"], "password");
        let nadia = app.nobody().holding(&session);
        nadia.get("/requests").await.problem(403, "password-pending");
        let same = nadia.put("/me/password", json!({ "password": GIVEN })).await;
        assert_eq!(same.problem(422, "invalid-body"), [("/password".into(), "same".into())]);
        let chosen = nadia.put("/me/password", json!({ "password": CHOSEN })).await.expect(200);
        assert_eq!(chosen.body.get("waiting"), None);
        nadia.get("/requests").await.expect(200);
        log_in(&app, "nadia", GIVEN).await.expect(401);
    }
);

test!(
    "one's own password and address are changed in one's account, with the password one has",
    async |app| {
        let claire = app.administrator().await.with("if-match", "*");
        let own = format!("/users/{}", app.world.person("claire"));
        claire
            .put(&format!("{own}/password"), json!({ "password": GIVEN }))
            .await
            .refused("with your password");
        let email = json!({ "email": "thief@pirate.example" });
        claire.put(&format!("{own}/email"), email).await.refused("with your password");
    }
);

test!("whoever may not set a password costs no hashing", async |app| {
    let path = format!("/users/{}/password", app.world.person("nadia"));
    let lea = app.logged_in("lea").await.with("if-match", "*");
    lea.put(&path, json!({ "password": GIVEN })).await.problem(404, "not-found");
    app.logged_in("hugo")
        .await
        .with("if-match", "*")
        .put(&path, json!({ "password": GIVEN }))
        .await
        .lacks("change_user");
});

test!("the owner is told that their password is another one", async |app| {
    let path = format!("/users/{}/password", app.world.person("nadia"));
    app.manager().await.with("if-match", "*").put(&path, json!({ "password": GIVEN })).await.expect(200);
    assert_eq!(letters(&app).await, [("password_changed".to_owned(), "nadia@mosane.example".to_owned())]);
});

test!("no manager resets the password of somebody with more rights", async |app| {
    let path = format!("/users/{}/password", app.world.person("nadia"));
    let thomas = app.manager().await.with("if-match", "*");
    app.give(To::User(app.world.person("nadia")), ShippedRole::Editor, app.world.namur).await;
    for way in ["password", "password-reset", "sessions"] {
        let path = format!("/users/{}/{way}", app.world.person("nadia"));
        let answer = match way {
            "password" => thomas.put(&path, json!({ "password": GIVEN })).await,
            "sessions" => thomas.delete(&path).await,
            _ => thomas.post(&path, json!({})).await,
        };
        answer.refused("beyond your own permissions");
    }
    app.administrator()
        .await
        .with("if-match", "*")
        .put(&path, json!({ "password": GIVEN }))
        .await
        .expect(200);
});

test!("a password that others would guess is refused by whoever sets it too", async |app| {
    let path = format!("/users/{}/password", app.world.person("nadia"));
    let thomas = app.manager().await.with("if-match", "*");
    let refused = thomas.put(&path, json!({ "password": "MotDePasse2026!!" })).await;
    assert_eq!(refused.problem(422, "invalid-body"), [("/password".into(), "common".into())]);
});
