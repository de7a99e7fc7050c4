use serde_json::{Value, json};

use crate::{
    support::{Client, TestApp},
    test,
};

const SECRET: &str = "swordfish-41";

test!("[OP-10] an administrator changes the settings, and the change is written down", async |app| {
    let claire = app.administrator().await;
    let changed = claire.if_match(&json!(1)).put("/settings", wanted(json!({}))).await.expect(200);
    assert_eq!(changed.header("etag"), "\"2\"");
    assert_eq!(claire.get("/settings").await.expect(200).body, changed.body);
    assert_eq!(changed.body["organisation_name"], "Mosane SA");
    assert_eq!(changed.body["language"], "en");
    for switch in ["mail_team_on_new_request", "confirm_to_requester", "publish_on_entry"] {
        assert_eq!(changed.body[switch], false, "{switch}");
    }
    let audit = app.audit("update_settings").await;
    assert_eq!(audit.len(), 1);
    assert_eq!(audit[0].actor_id, Some(app.world.person("claire")));
    assert_eq!(audit[0].detail["before"]["publish_on_entry"], true);
    assert_eq!(audit[0].detail["after"]["publish_on_entry"], false);
});

test!("[OP-10] only an administrator changes the settings", async |app| {
    let people = [app.manager().await, app.visitor().await, app.stranger().await];
    let before = app.everything().await;
    for person in people {
        assert!(
            person
                .if_match(&json!(1))
                .put("/settings", wanted(json!({})))
                .await
                .problem(403, "refused")
                .is_empty()
        );
    }
    assert_eq!(app.everything().await, before);
});

test!("a change of the settings names the version it changes", async |app| {
    let claire = app.administrator().await;
    assert!(
        claire.put("/settings", wanted(json!({}))).await.problem(428, "precondition-required").is_empty()
    );
    claire.if_match(&json!(1)).put("/settings", wanted(json!({}))).await.expect(200);
    let before = app.everything().await;
    let answer = claire.if_match(&json!(1)).put("/settings", wanted(json!({}))).await;
    assert!(answer.problem(412, "precondition-failed").is_empty());
    assert_eq!(app.everything().await, before);
});

test!("the password of the mail server is stored sealed and never shown", async |app| {
    let claire = app.administrator().await;
    let changed = save(&claire, json!({ "password": SECRET })).await.expect(200);
    assert_eq!(changed.body["mail"]["has_password"], true);
    let read = claire.get("/settings").await.expect(200);
    for text in [&changed.text, &read.text, &claire.get("/dead-letters").await.expect(200).text] {
        assert!(!text.contains(SECRET) && !text.contains("\"password\""), "{text}");
    }
    assert!(!everything_holds(&app, SECRET).await);
});

test!(
    "the password stays with its server: another host, port, account or protection needs it again",
    async |app| {
        let claire = app.administrator().await;
        save(&claire, json!({ "password": SECRET })).await.expect(200);
        let kept = save(&claire, json!({ "from_name": "Travaux" })).await.expect(200);
        assert_eq!(kept.body["mail"]["has_password"], true);
        let before = app.everything().await;
        for change in [
            json!({ "host": "evil.example" }),
            json!({ "port": 2525 }),
            json!({ "username": "other" }),
            json!({ "security": "none" }),
        ] {
            let answer = save(&claire, change.clone()).await;
            assert_eq!(
                answer.problem(422, "invalid-body"),
                [("/mail/password".to_owned(), "required".to_owned())],
                "{change}"
            );
        }
        assert_eq!(app.everything().await, before);
        save(&claire, json!({ "host": "smtp2.mosane.example", "password": "another" })).await.expect(200);
    }
);

test!(
    "without an account there is no password, and without a mail server nothing is kept of it",
    async |app| {
        let claire = app.administrator().await;
        save(&claire, json!({ "password": SECRET })).await.expect(200);
        let open = save(&claire, json!({ "username": null })).await.expect(200);
        assert_eq!(open.body["mail"]["has_password"], false);
        let answer = save(&claire, json!({})).await;
        assert_eq!(
            answer.problem(422, "invalid-body"),
            [("/mail/password".to_owned(), "required".to_owned())]
        );
        let none = claire.with("if-match", "*").put("/settings", wanted(json!({}))).await.expect(200);
        assert!(none.body.get("mail").is_none());
    }
);

test!("a name that can pass for a header cannot be saved", async |app| {
    let claire = app.administrator().await;
    for (change, pointer) in [
        (json!({ "organisation_name": "Mosane\r\nBcc: x@y.example" }), "/organisation_name"),
        (
            json!({ "mail": with(json!({ "from_name": "Mosane\r\nBcc: x@y.example", "password": SECRET })) }),
            "/mail/from_name",
        ),
        (
            json!({ "mail": with(json!({ "from_address": "a@b.example\r\nBcc: x@y.example", "password": SECRET })) }),
            "/mail/from_address",
        ),
    ] {
        let answer = claire.with("if-match", "*").put("/settings", wanted(change)).await;
        assert_eq!(answer.problem(422, "invalid-body")[0].0, pointer);
    }
});

async fn save(claire: &Client, mail: Value) -> crate::support::Answer {
    claire.with("if-match", "*").put("/settings", wanted(json!({ "mail": with(mail) }))).await
}

fn wanted(changes: Value) -> Value {
    let mut settings = json!({
        "organisation_name": " Mosane SA ", "language": "en",
        "mail_team_on_new_request": false, "confirm_to_requester": false, "publish_on_entry": false,
    });
    settings.as_object_mut().expect("an object").extend(changes.as_object().expect("an object").clone());
    settings
}

fn with(changes: Value) -> Value {
    let mut mail = json!({
        "host": "smtp.mosane.example", "port": 587, "security": "starttls", "username": "palier",
        "from_address": "palier@mosane.example",
    });
    mail.as_object_mut().expect("an object").extend(changes.as_object().expect("an object").clone());
    mail
}

async fn everything_holds(app: &TestApp, text: &str) -> bool {
    app.everything().await.values().flatten().any(|row| row.contains(text))
}
