use serde_json::json;

use crate::{support::To, test};

test!("tag links are listed and found by tag, person and team, where one sees the accounts", async |app| {
    let world = &app.world;
    let tag = app.tag("Métier", "Chauffage").await;
    let team = app.team("Plombiers", world.huy, &[]).await;
    app.link(To::Team(team), tag, true, world.huy).await;
    app.link(To::User(world.person("sophie")), tag, false, world.namur).await;
    let claire = app.administrator().await;
    for (query, count) in [
        (String::new(), 2),
        (format!("?tag_id={tag}"), 2),
        (format!("?team_id={team}"), 1),
        (format!("?user_id={}", world.person("sophie")), 1),
        (format!("?user_id={}", world.person("nadia")), 0),
        ("?limit=1".to_owned(), 2),
    ] {
        assert_eq!(claire.pages(&format!("/tag-grants{query}")).await.len(), count, "{query}");
    }
    assert_eq!(app.logged_in("hugo").await.pages("/tag-grants").await[0]["to"]["name"], "Plombiers");
    assert!(app.visitor().await.pages("/tag-grants").await.is_empty());
});

test!("[PL-6] nobody but an administrator changes or takes the link of an administrator", async |app| {
    let world = &app.world;
    let tag = app.tag("Métier", "Chauffage").await;
    let link = app.link(To::User(world.person("claire")), tag, false, world.huy).await;
    let path = format!("/tag-grants/{link}");
    let hugo = app.logged_in("hugo").await.with("if-match", "*");
    hugo.put(&path, json!({ "edit": true })).await.problem(403, "refused");
    hugo.delete(&path).await.problem(403, "refused");
    let claire = app.administrator().await;
    claire.if_match(&json!(2)).put(&path, json!({ "edit": true })).await.problem(412, "precondition-failed");
    let changed = claire.if_match(&json!(1)).put(&path, json!({ "edit": true })).await.expect(200);
    assert_eq!((changed.header("etag"), &changed.body["edit"]), ("\"2\"", &json!(true)));
    let line = &app.audit("update_tag_grant").await[0];
    assert_eq!(
        (&line.detail["before"]["edit"], &line.detail["after"]["edit"]),
        (&json!(false), &json!(true))
    );
});
