use api::clock::Clock;
use chrono::Duration;
use serde_json::json;

use super::user;
use crate::{
    support::{ADMINISTRATORS_ONLY, To, id},
    test,
};

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
    hugo.put(&path, json!({ "edit": true })).await.refused(ADMINISTRATORS_ONLY);
    hugo.delete(&path).await.refused(ADMINISTRATORS_ONLY);
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

test!("[CT-3] a link counts from its moment until its moment", async |app| {
    let (world, now) = (&app.world, app.clock.now());
    let request = app.visitor().await.enter(world.huy, "Froid").await;
    let tag = app.tag("Métier", "Chauffage").await;
    app.put_on(&request, tag).await;
    let (from, until) = (json!(now + Duration::minutes(1)), json!(now + Duration::minutes(3)));
    let new = json!({
        "to": user(&app, "paul"), "tag_id": tag, "node_id": world.huy, "valid_from": from, "valid_until": until,
    });
    app.administrator().await.post("/tag-grants", new).await.expect(201);
    let (paul, path) = (app.logged_in("paul").await, format!("/requests/{}", id(&request)));
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(paul.get(&path).await.status.as_u16());
        app.clock.advance(Duration::minutes(1));
    }
    assert_eq!(seen, [404, 200, 200, 404]);
});

test!("a link that would end before it begins is neither made nor changed", async |app| {
    let (world, now, claire) = (&app.world, app.clock.now(), app.administrator().await);
    let tag = app.tag("Métier", "Chauffage").await;
    let link = app.link(To::User(world.person("paul")), tag, false, world.huy).await;
    let before = app.everything().await;
    for until in [now, now - Duration::minutes(1)] {
        let mut body = json!({ "edit": false, "valid_from": now, "valid_until": until });
        let path = format!("/tag-grants/{link}");
        let changed = claire.with("if-match", "*").put(&path, body.clone()).await;
        (body["to"], body["tag_id"], body["node_id"]) = (user(&app, "paul"), json!(tag), json!(world.huy));
        for refused in [changed, claire.post("/tag-grants", body).await] {
            let expected = [("/valid_until".to_owned(), "too_early".to_owned())];
            assert_eq!(refused.problem(422, "invalid-body"), expected);
        }
    }
    assert_eq!(app.everything().await, before);
});

test!("a link at a node where one sees no accounts is not there", async |app| {
    let tag = app.tag("Métier", "Chauffage").await;
    let link = app.link(To::User(app.world.person("nadia")), tag, false, app.world.nord).await;
    let path = format!("/tag-grants/{link}");
    for who in ["hugo", "sophie", "nadia"] {
        let somebody = app.logged_in(who).await.with("if-match", "*");
        somebody.put(&path, json!({ "edit": true })).await.problem(404, "not-found");
        somebody.delete(&path).await.problem(404, "not-found");
    }
});
