use api::{clock::Clock, features::instance::link};
use serde_json::json;

use super::answers;
use crate::test;

test!("the set-up leads to an administrator, who logs in and finds group and site", async |app| {
    let bare = app.bare().await;
    let token = link::make(&bare.app.db, &*bare.app.random, app.clock.now()).await.expect("a link");
    let made = bare.nobody.post("/setup", answers(&token)).await.expect(201);
    assert_eq!(
        (&made.body["name"], &made.body["set_up"], &made.body["demo"]),
        (&json!("Mosane"), &json!(true), &json!(false))
    );
    assert_eq!(bare.nobody.get("/instance").await.expect(200).body, made.body);
    let claire = bare.nobody.log_in("claire@mosane.example").await;
    assert_eq!(claire.get("/me").await.expect(200).body["roles"][0]["shipped"], "administrator");
    let sites = claire.get("/sites").await.expect(200);
    assert_eq!(
        (&sites.items()[0]["name"], &sites.items()[0]["company_group"]["name"]),
        (&json!("Huy"), &json!("Nord"))
    );
    claire.post("/requests", json!({ "site_id": sites.items()[0]["id"], "text": "Froid" })).await.expect(201);
});

test!("answers that cannot be taken are named, change nothing, and leave the link good", async |app| {
    let bare = app.bare().await;
    let token = link::make(&bare.app.db, &*bare.app.random, app.clock.now()).await.expect("a link");
    for (pointer, value, code) in [
        ("/organisation_name", json!("  "), "pattern"),
        ("/organisation_name", json!("Mo\u{0}sane"), "pattern"),
        ("/organisation_name", json!("x".repeat(121)), "too_long"),
        ("/language", json!("xx"), "not_an_option"),
        ("/site/mail_address", json!("huy@mosane.example\nBcc: thief@x.example"), "pattern"),
        ("/site/mail_address", json!("huy"), "too_short"),
        ("/administrator/email", json!("Claire <c@x.example>"), "pattern"),
        ("/administrator/password", json!("fourteen chars"), "too_short"),
        ("/administrator/password", json!("x".repeat(257)), "too_long"),
        ("/administrator/password", json!("MotDePasse2026!!"), "common"),
        ("/administrator/username", json!("cla\rire"), "pattern"),
    ] {
        let mut wrong = answers(&token);
        *wrong.pointer_mut(pointer).expect("a field") = value;
        let faults = bare.nobody.post("/setup", wrong).await.problem(422, "invalid-body");
        assert_eq!(faults[0], (pointer.to_owned(), code.to_owned()));
    }
    let mut more = answers(&token);
    more["administrator"]["active"] = json!(false);
    let faults = bare.nobody.post("/setup", more).await.problem(422, "invalid-body");
    assert_eq!(faults, [("/administrator/active".to_owned(), "unknown_field".to_owned())]);
    assert_eq!(bare.nobody.get("/instance").await.expect(200).body["set_up"], false);
    bare.nobody.post("/setup", answers(&token)).await.expect(201);
});

test!("a mail server of the set-up is kept, its password sealed", async |app| {
    let bare = app.bare().await;
    let token = link::make(&bare.app.db, &*bare.app.random, app.clock.now()).await.expect("a link");
    let mut with_mail = answers(&token);
    with_mail["mail"] = json!({
        "host": "smtp.mosane.example", "port": 587, "security": "starttls",
        "username": "palier", "password": "swordfish", "from_address": "palier@mosane.example",
    });
    bare.nobody.post("/setup", with_mail).await.expect(201);
    let settings = bare.nobody.log_in("claire").await.get("/settings").await.expect(200);
    assert_eq!(
        (&settings.body["mail"]["host"], &settings.body["mail"]["has_password"]),
        (&json!("smtp.mosane.example"), &json!(true))
    );
    assert!(!settings.text.contains("swordfish"));
});
