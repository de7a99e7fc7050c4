use api::features::session::{NewSession, open_session};
use domain::UserId;
use serde_json::json;

use crate::{
    links::{CHOSEN, letters, log_in},
    support::PASSWORD,
    test,
};

test!("one changes one's password; the other sessions end and a mail says so", async |app| {
    let (here, there) = (app.visitor().await, app.visitor().await);
    let body = json!({ "current_password": PASSWORD, "password": CHOSEN });
    here.put("/me/password", body).await.expect(200);
    here.get("/me").await.expect(200);
    there.get("/me").await.problem(401, "not-authenticated");
    log_in(&app, "nadia", PASSWORD).await.expect(401);
    log_in(&app, "nadia", CHOSEN).await.expect(200);
    assert_eq!(letters(&app).await, [("password_changed".to_owned(), "nadia@mosane.example".to_owned())]);
    assert_eq!(app.audit("change_my_password").await.len(), 1);
});

test!("a login that was proven with the password before opens no session after", async |app| {
    let nadia = app.visitor().await;
    let (db, random) = (&app.app.db, &*app.app.random);
    let new =
        || NewSession { user: UserId(app.world.person("nadia")), stay: true, device: None, address: None };
    let now = api::clock::Clock::now(&*app.clock);
    let body = json!({ "current_password": PASSWORD, "password": CHOSEN });
    nadia.put("/me/password", body).await.expect(200);
    let late = open_session(db, random, now, new(), Some("$argon2id$the-one-before")).await;
    assert!(late.expect("asked").is_none());
});

test!(
    "a session alone changes no password: it takes the one there is, and guessing it is slow",
    async |app| {
        let nadia = app.visitor().await;
        let without = nadia.put("/me/password", json!({ "password": CHOSEN })).await;
        assert_eq!(without.problem(422, "invalid-body"), [("/current_password".into(), "required".into())]);
        let body = json!({ "current_password": "wrong horse battery", "password": CHOSEN });
        for _ in 0..10 {
            let wrong = nadia.put("/me/password", body.clone()).await;
            assert_eq!(wrong.problem(422, "invalid-body"), [("/current_password".into(), "wrong".into())]);
        }
        nadia.put("/me/password", body).await.problem(429, "throttled");
    }
);
