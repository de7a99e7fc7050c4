use authz::ShippedRole;
use serde_json::json;

use super::newcomer;
use crate::{
    support::{To, id},
    test,
};

test!("[PO-9] an account is made without a password, and nobody gets in with it yet [CT-8]", async |app| {
    let thomas = app.manager().await;
    let made = thomas.post("/users", newcomer("zoe", app.world.huy)).await.expect(201);
    let zoe = &made.body;
    assert_eq!(made.header("location"), format!("/api/v1/users/{}", id(zoe)));
    assert_eq!((made.header("etag"), &zoe["username"]), ("\"1\"", &json!("zoe")));
    assert_eq!((&zoe["has_password"], &zoe["state"]), (&json!(false), &json!("active")));
    assert_eq!((&zoe["home"]["name"], &zoe["language"]), (&json!("Huy"), &json!("fr")));
    assert_eq!(thomas.get(&format!("/users/{}", id(zoe))).await.expect(200).body, *zoe);
    let login = json!({ "login": "zoe", "password": "" });
    assert_eq!(app.nobody().post("/session", login).await.status, 422);
    let login = json!({ "login": "zoe", "password": "correct horse battery" });
    assert!(app.nobody().post("/session", login).await.problem(401, "wrong-credentials").is_empty());
});

test!(
    "[PO-5] managing users is a permission of its own: who has nothing else makes accounts too",
    async |app| {
        let paul = app.world.person("paul");
        app.allow(To::User(paul), authz::Action::CreateUser, authz::Relation::Any, app.world.nord).await;
        // They make it, but do not deal with people: what they made is out of their sight.
        app.logged_in("paul").await.post("/users", newcomer("zoe", app.world.huy)).await.expect(204);
        assert_eq!(app.administrator().await.get("/users?name=zoe").await.expect(200).items().len(), 1);
    }
);

test!(
    "[PP-1] creating users takes the permission at the instance or a company group, not at a site",
    async |app| {
        for (who, node) in [("hugo", app.world.huy), ("nadia", app.world.huy), ("thomas", app.world.instance)]
        {
            app.logged_in(who).await.post("/users", newcomer("zoe", node)).await.lacks("create_user");
        }
        for node in [app.world.sud, app.world.namur] {
            let refused = app.manager().await.post("/users", newcomer("zoe", node)).await;
            assert_eq!(refused.problem(422, "invalid-body"), [("/node_id".into(), "unknown".into())]);
        }
        for (at, username) in [(app.world.nord, "zoe"), (app.world.huy, "zoe2")] {
            app.manager().await.post("/users", newcomer(username, at)).await.expect(201);
        }
    }
);

test!("[PP-7] a manager at the top still creates users below, whatever they are there", async |app| {
    let paul = To::User(app.world.person("paul"));
    app.give(paul, ShippedRole::Manager, app.world.instance).await;
    app.give(paul, ShippedRole::BasicUser, app.world.nord).await;
    let paul = app.logged_in("paul").await;
    for (number, node) in
        [app.world.instance, app.world.nord, app.world.huy, app.world.sud].into_iter().enumerate()
    {
        paul.post("/users", newcomer(&format!("zoe{number}"), node)).await.expect(201);
    }
});

test!(
    "[PP-7] basic at the top and manager of one company group creates users in that group only",
    async |app| {
        let paul = To::User(app.world.person("paul"));
        app.give(paul, ShippedRole::BasicUser, app.world.instance).await;
        app.give(paul, ShippedRole::Manager, app.world.nord).await;
        let paul = app.logged_in("paul").await;
        let made = paul.post("/users", newcomer("zoe", app.world.nord)).await.expect(201);
        for node in [app.world.instance, app.world.sud, app.world.namur] {
            paul.post("/users", newcomer("yves", node)).await.lacks("create_user");
        }
        let grants = app.administrator().await.pages(&format!("/grants?user_id={}", id(&made.body))).await;
        let held: Vec<_> = grants.iter().map(|it| (&it["role"]["shipped"], &it["node"]["level"])).collect();
        assert_eq!(held, [(&json!("basic_user"), &json!("instance"))], "the general role, and nothing else");
    }
);

test!("[PP-6] an account begins with the general role only if whoever makes it has all of it", async |app| {
    let made = app.manager().await.post("/users", newcomer("zoe", app.world.huy)).await.expect(201);
    let claire = app.administrator().await;
    assert!(claire.pages(&format!("/grants?user_id={}", id(&made.body))).await.is_empty());
    claire.set(json!({ "default_role_id": app.world.role(ShippedRole::Editor) })).await;
    let made = claire.post("/users", newcomer("yves", app.world.huy)).await.expect(201);
    let grants = claire.pages(&format!("/grants?user_id={}", id(&made.body))).await;
    assert_eq!(grants[0]["role"]["shipped"], "editor");
    claire.set(json!({ "default_role_id": null })).await;
    let made = claire.post("/users", newcomer("xavier", app.world.huy)).await.expect(201);
    assert!(claire.pages(&format!("/grants?user_id={}", id(&made.body))).await.is_empty());
});

test!("Administrator is nobody's general role", async |app| {
    let claire = app.administrator().await;
    let mut settings = claire.get("/settings").await.expect(200).body;
    settings
        .as_object_mut()
        .expect("an object")
        .retain(|name, _| !matches!(name.as_str(), "version" | "mail" | "mail_is_configured_elsewhere"));
    settings["default_role_id"] = json!(app.world.role(ShippedRole::Administrator));
    let refused = claire.with("if-match", "*").put("/settings", settings).await;
    assert_eq!(refused.problem(422, "invalid-body"), [("/default_role_id".into(), "unknown".into())]);
});

test!("[PP-2] a username is one, however its case is written, and nobody else's address", async |app| {
    let claire = app.administrator().await;
    claire.post("/users", newcomer("Straße", app.world.huy)).await.expect(201);
    let before = app.everything().await;
    for taken in ["STRASSE", "straße", "NADIA", "nadia@mosane.example", "ＳＴＲＡＳＳＥ"] {
        let mut body = newcomer("zoe", app.world.huy);
        body["username"] = json!(taken);
        let refused = claire.post("/users", body).await;
        assert_eq!(refused.problem(409, "conflict"), [("/username".into(), "taken".into())], "{taken}");
    }
    assert_eq!(app.everything().await, before);
});

test!("a name that only looks like nobody's is somebody's", async |app| {
    let claire = app.administrator().await;
    for (username, code, status) in [
        ("ｎadia@mosane.example", "taken", 409),
        ("thomas\u{200b}", "pattern", 422),
        ("tho\u{ad}mas", "pattern", 422),
    ] {
        let mut body = newcomer("zoe", app.world.huy);
        body["username"] = json!(username);
        let slug = if status == 409 { "conflict" } else { "invalid-body" };
        let refused = claire.post("/users", body).await;
        assert_eq!(refused.problem(status, slug), [("/username".into(), code.into())], "{username:?}");
    }
});

test!("a name that could pass for another one is refused", async |app| {
    let claire = app.administrator().await;
    let mut body = newcomer("zoe", app.world.huy);
    // A Cyrillic letter in a Latin name, then a whole name of Cyrillic letters.
    body["username"] = json!("n\u{430}dia");
    let refused = claire.post("/users", body.clone()).await;
    assert_eq!(refused.problem(422, "invalid-body"), [("/username".into(), "mixed_scripts".into())]);
    claire.post("/users", newcomer("caxap", app.world.huy)).await.expect(201);
    body["username"] = json!("\u{441}\u{430}\u{445}\u{430}\u{440}");
    let refused = claire.post("/users", body).await;
    assert_eq!(refused.problem(409, "conflict"), [("/username".into(), "confusable".into())]);
});

test!("each field that cannot be taken is named", async |app| {
    let claire = app.administrator().await;
    let mut known = newcomer("zoe", app.world.huy);
    known["external_id"] = json!("E-1");
    claire.post("/users", known).await.expect(201);
    let before = app.everything().await;
    let mut body = newcomer("yves", app.world.huy);
    body["email"] = json!("NADIA@mosane.example");
    body["external_id"] = json!(" E-1 ");
    let refused = claire.post("/users", body).await;
    let faults = [("/email".to_owned(), "taken".to_owned()), ("/external_id".into(), "taken".into())];
    assert_eq!(refused.problem(409, "conflict"), faults);
    for (field, value) in [
        ("username", json!("two words")),
        ("username", json!("a/b")),
        ("email", json!("nadia@")),
        ("email", json!("a@b.example\r\nBcc: x@y.example")),
        ("language", json!("xx")),
        ("provisional_password", json!("too short")),
        ("first_name", json!("a\u{0}b")),
    ] {
        let mut body = newcomer("yves", app.world.huy);
        body[field] = value;
        assert_eq!(claire.post("/users", body).await.problem(422, "invalid-body")[0].0, format!("/{field}"));
    }
    let mut body = newcomer("yves", app.world.huy);
    body["default_site_id"] = json!(uuid::Uuid::nil());
    let refused = claire.post("/users", body).await;
    assert_eq!(refused.problem(422, "invalid-body"), [("/default_site_id".into(), "unknown".into())]);
    assert_eq!(app.everything().await, before);
});

test!("[PP-2] names are optional: somebody without one is called by their username", async |app| {
    let mut body = newcomer("zoe@neuf.example", app.world.huy);
    body["email"] = json!("zoe@neuf.example");
    body["first_name"] = json!("");
    body.as_object_mut().expect("an object").remove("last_name");
    let made = app.administrator().await.post("/users", body).await.expect(201);
    assert_eq!(made.body["last_name"], "zoe@neuf.example");
});

test!("the same key makes an account once, and no secret stands in the database", async |app| {
    let claire = app.administrator().await;
    let mut body = newcomer("zoe", app.world.huy);
    body["provisional_password"] = json!("provisional horse battery");
    let first = claire.with("idempotency-key", "k").post("/users", body.clone()).await.expect(201);
    let again = claire.with("idempotency-key", "k").post("/users", body.clone()).await.expect(201);
    assert_eq!(id(&first.body), id(&again.body));
    // What is kept of a body must not help to guess a password, so it does not tell two of them apart.
    body["provisional_password"] = json!("another horse battery");
    let third = claire.with("idempotency-key", "k").post("/users", body.clone()).await.expect(201);
    assert_eq!(id(&first.body), id(&third.body));
    body["first_name"] = json!("Zita");
    claire.with("idempotency-key", "k").post("/users", body).await.problem(422, "invalid-body");
    let kept = app.everything().await;
    assert!(!kept.values().flatten().any(|row| row.contains("horse battery")));
});

test!("twenty at once take one username: one of them gets it", async |app| {
    let claire = app.administrator().await;
    let bodies = (0..20).map(|number| {
        let mut body = newcomer("zoe", app.world.huy);
        body["email"] = json!(format!("zoe{number}@neuf.example"));
        body
    });
    let answers = futures::future::join_all(bodies.map(|body| claire.post("/users", body))).await;
    let made = answers.iter().filter(|answer| answer.status == 201).count();
    let taken = answers.iter().filter(|answer| answer.status == 409).count();
    assert_eq!((made, made + taken), (1, 20));
});

test!("the audit says who made an account where, and with which role", async |app| {
    let claire = app.administrator().await;
    let made = claire.post("/users", newcomer("zoe", app.world.huy)).await.expect(201);
    let lines = app.audit("create_user").await;
    assert_eq!(lines[0].actor_id, Some(app.world.person("claire")));
    assert_eq!(lines[0].subject_id.to_string(), id(&made.body));
    assert_eq!(lines[0].detail["node"], json!(app.world.huy));
    assert_eq!(lines[0].detail["general_role"], json!(app.world.role(ShippedRole::BasicUser)));
});
