use authz::{Action, Relation, ShippedRole};
use chrono::Duration;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    support::{Answer, Client, TestApp, To, id, rewritten, words},
    tags::{names, uuid},
    test,
};

async fn put(by: &Client, request: &Value, ids: &[Uuid]) -> Answer {
    let path = format!("/requests/{}/tags", id(request));
    by.with("if-match", "*").put(&path, json!({ "tag_ids": ids })).await
}

fn shown(request: &Value) -> Vec<&str> {
    names(request["tags"].as_array().expect("tags"))
}

/// A request of nadia's at Huy, and a tag that may be put on it.
async fn stage(app: &TestApp) -> (Value, Value) {
    let hugo = app.logged_in("hugo").await;
    let axis = hugo.add_axis("Métier", app.world.huy).await;
    (app.visitor().await.enter(app.world.huy, "Froid").await, hugo.add_tag(&axis, "Chauffage").await)
}

test!("[CT-1] a request bears no tag, one or many, along several axes", async |app| {
    let (claire, hugo) = (app.administrator().await, app.logged_in("hugo").await);
    let form = |name, colour, position| {
        json!({
            "name": name, "node_id": app.world.instance, "colour": colour, "in_lists": position < 2, "position": position,
        })
    };
    let trade = claire.post("/tag-categories", form("Métier", 4, 2)).await.expect(201).body;
    let project = claire.post("/tag-categories", form("Projet", 9, 1)).await.expect(201).body;
    let (heating, locks) =
        (claire.add_tag(&trade, "Chauffage").await, claire.add_tag(&trade, "Serrurerie").await);
    let works = claire.add_tag(&project, "Rénovation").await;
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    assert_eq!(hugo.read(&request).await["tags"], json!([]));
    assert_eq!(shown(&hugo.put_tags(&request, &[&heating]).await), ["Chauffage"]);
    let many = hugo.put_tags(&request, &[&locks, &works, &heating, &locks]).await;
    assert_eq!(
        shown(&many),
        ["Rénovation", "Chauffage", "Serrurerie"],
        "in the order of the axes, each once"
    );
    let expected = json!({
        "id": works["id"], "name": "Rénovation", "category": "Projet", "colour": 9, "in_lists": true,
    });
    assert_eq!((&many["tags"][0], &many["tags"][1]["in_lists"]), (&expected, &json!(false)));
    claire
        .with("if-match", "*")
        .put(
            &format!("/tag-categories/{}", id(&project)),
            json!({
                "name": "Projet", "colour": 9, "in_lists": true, "position": 2,
            }),
        )
        .await
        .expect(200);
    assert_eq!(shown(&hugo.read(&request).await), ["Chauffage", "Serrurerie", "Rénovation"], "axis by axis");
    assert_eq!(shown(&hugo.put_tags(&request, &[&works]).await), ["Rénovation"]);
    assert_eq!(shown(&hugo.put_tags(&request, &[]).await), [""; 0]);
});

test!(
    "[CT-3] whoever a tag is linked to sees what bears it on the very next request, and edits it if the link says so",
    async |app| {
        let (request, tag) = stage(&app).await;
        let (world, hugo, paul) = (&app.world, app.logged_in("hugo").await, app.logged_in("paul").await);
        let path = format!("/requests/{}", id(&request));
        app.link(To::User(world.person("paul")), uuid(&tag), false, world.nord).await;
        paul.get(&path).await.problem(404, "not-found");
        hugo.put_tags(&request, &[&tag]).await;
        let seen = paul.get(&path).await.expect(200).body;
        assert_eq!(words(&seen["allowed"]), ["view_request"]);
        assert_eq!(paul.pages("/requests").await.len(), 1);
        let editing = paul.with("if-match", "*");
        editing.put(&path, rewritten("Nadia")).await.lacks("edit_request");
        app.link(To::User(world.person("paul")), uuid(&tag), true, world.huy).await;
        editing.put(&path, rewritten("Nadia")).await.expect(200);
        hugo.put_tags(&request, &[]).await;
        paul.get(&path).await.problem(404, "not-found");
        assert!(paul.pages("/requests").await.is_empty());
    }
);

test!(
    "[CT-3] who may not give what a link opens puts no such tag on, and the refusal says why",
    async |app| {
        let (request, tag) = stage(&app).await;
        let world = &app.world;
        let nadia = To::User(world.person("nadia"));
        app.give(nadia, ShippedRole::Editor, world.huy).await;
        let editor = app.visitor().await;
        put(&editor, &request, &[uuid(&tag)]).await.expect(200);
        put(&editor, &request, &[]).await.expect(200);
        app.link(To::User(world.person("paul")), uuid(&tag), true, world.nord).await;
        let before = app.everything().await;
        let refused = put(&editor, &request, &[uuid(&tag)]).await;
        refused.refused("a link of this tag would open requests to others: giving that takes `grant_rights`");
        assert_eq!(app.everything().await, before);
        app.logged_in("hugo").await.put_tags(&request, &[&tag]).await;
        put(&editor, &request, &[uuid(&tag)]).await.expect(200);
        put(&editor, &request, &[]).await.expect(200);
        put(&editor, &request, &[uuid(&tag)]).await.problem(403, "refused");
    }
);

test!("[CT-3] giving takes having: an edit link is put on by those who may edit", async |app| {
    let (request, tag) = stage(&app).await;
    let world = &app.world;
    let lea = To::User(world.person("lea"));
    app.give(lea, ShippedRole::Reviewer, world.huy).await;
    for action in [Action::TagRequest, Action::GrantRights] {
        app.allow(lea, action, Relation::Any, world.huy).await;
    }
    app.link(To::User(world.person("paul")), uuid(&tag), true, world.huy).await;
    let lea = app.logged_in("lea").await;
    put(&lea, &request, &[uuid(&tag)]).await.lacks("edit_request");
    app.execute("UPDATE tag_grant SET edit = FALSE").await;
    put(&lea, &request, &[uuid(&tag)]).await.expect(200);
});

test!(
    "a link that is still to come shares too; one that has ended or counts elsewhere does not",
    async |app| {
        let (request, tag) = stage(&app).await;
        let world = &app.world;
        app.give(To::User(world.person("nadia")), ShippedRole::Editor, world.huy).await;
        let editor = app.visitor().await;
        app.link(To::User(world.person("paul")), uuid(&tag), false, world.sud).await;
        app.link(To::User(world.person("paul")), uuid(&tag), false, world.liege).await;
        put(&editor, &request, &[uuid(&tag)]).await.expect(200);
        put(&editor, &request, &[]).await.expect(200);
        app.link(To::User(world.person("paul")), uuid(&tag), false, world.huy).await;
        for (column, moment, status) in [
            ("valid_from", Duration::days(9), 403),
            ("valid_until", Duration::days(9), 403),
            ("valid_until", Duration::zero(), 200),
        ] {
            let moment = (api::clock::Clock::now(&*app.clock) + moment).to_rfc3339();
            app.execute(&format!("UPDATE tag_grant SET {column} = '{moment}'")).await;
            put(&editor, &request, &[uuid(&tag)]).await.expect(status);
        }
    }
);

test!("only tags that live above or at the site are put on, and only those one comes across", async |app| {
    let (world, claire, thomas) = (&app.world, app.administrator().await, app.manager().await);
    let mut ids = vec![Uuid::from_u128(7)];
    for node in [world.liege, world.sud, world.namur, world.huy, world.nord, world.instance] {
        let axis = claire.add_axis("Métier", node).await;
        ids.push(uuid(&claire.add_tag(&axis, "Chauffage").await));
    }
    let request = app.visitor().await.enter(world.huy, "Froid").await;
    let before = app.everything().await;
    for by in [&thomas, &claire] {
        let faults = put(by, &request, &ids).await.problem(422, "invalid-body");
        let unknown = |at| (format!("/tag_ids/{at}"), "unknown".to_owned());
        assert_eq!(faults, [0, 1, 2, 3].map(unknown));
    }
    assert_eq!(app.everything().await, before);
    put(&thomas, &request, &ids[4..]).await.expect(200);
});

test!("tags that one does not see stay on, and nothing tells that they are", async |app| {
    let (request, hidden) = stage(&app).await;
    let (world, hugo) = (&app.world, app.logged_in("hugo").await);
    let axis = hugo.add_axis("Projet", world.huy).await;
    let own = hugo.add_tag(&axis, "Rénovation").await;
    app.allow(To::User(world.person("nadia")), Action::TagRequest, Relation::Own, world.huy).await;
    let nadia = app.visitor().await;
    app.link(To::User(world.person("paul")), uuid(&hidden), false, world.huy).await;
    let told = |mut answer: Answer| {
        answer.body["request_id"] = Value::Null;
        (answer.status, answer.body)
    };
    let off = told(put(&nadia, &request, &[uuid(&hidden)]).await);
    hugo.put_tags(&request, &[&hidden]).await;
    assert_eq!(told(put(&nadia, &request, &[uuid(&hidden)]).await), off, "on or not, it is refused");
    let after = put(&nadia, &request, &[uuid(&own)]).await.expect(200).body;
    assert!(after.get("tags").is_none());
    assert_eq!(shown(&hugo.read(&request).await), ["Chauffage", "Rénovation"]);
    put(&nadia, &request, &[]).await.expect(200);
    assert_eq!(shown(&hugo.read(&request).await), ["Chauffage", "Rénovation"]);
});

test!("tagging takes that permission, and the version one has read", async |app| {
    let (request, tag) = stage(&app).await;
    app.give(To::User(app.world.person("lea")), ShippedRole::Reviewer, app.world.huy).await;
    let before = app.everything().await;
    for (who, status) in [("lea", 403), ("henri", 403), ("nadia", 403), ("stranger", 404), ("sophie", 404)] {
        put(&app.logged_in(who).await, &request, &[uuid(&tag)]).await.expect(status);
    }
    let (path, body) = (format!("/requests/{}/tags", id(&request)), json!({ "tag_ids": [id(&tag)] }));
    let hugo = app.logged_in("hugo").await;
    hugo.put(&path, body.clone()).await.problem(428, "precondition-required");
    hugo.with("if-match", "\"7\"").put(&path, body.clone()).await.problem(412, "precondition-failed");
    let kept = app.everything().await;
    for table in ["request", "request_tag", "audit"] {
        assert_eq!(kept[table], before[table]);
    }
    let tagged = hugo.if_match(&request["version"]).put(&path, body).await.expect(200);
    assert_eq!(tagged.header("etag"), "\"2\"");
});

test!("the history tells which tags came and went, to those who see tags", async |app| {
    let (request, tag) = stage(&app).await;
    let hugo = app.logged_in("hugo").await;
    for tags in [vec![&tag], vec![]] {
        app.clock.advance(Duration::seconds(1));
        hugo.put_tags(&request, &tags).await;
    }
    app.clock.advance(Duration::seconds(1));
    app.give(To::User(app.world.person("henri")), ShippedRole::TaskResponsible, app.world.huy).await;
    hugo.assign(&request, &[app.world.person("henri")]).await;
    let named = json!([{ "id": tag["id"], "name": "Chauffage" }]);
    let history = async |who: &str| {
        app.logged_in(who).await.pages(&format!("/requests/{}/history", id(&request))).await
    };
    let all = history("hugo").await;
    assert_eq!(
        (&all[1]["kind"], &all[1]["put_on"], &all[1]["taken_off"]),
        (&json!("tagged"), &named, &json!([]))
    );
    assert_eq!((&all[2]["put_on"], &all[2]["taken_off"]), (&json!([]), &named));
    let working = history("henri").await;
    assert_eq!((working.len(), &working[1]["kind"]), (4, &json!("tagged")));
    assert!(!json!(working).to_string().contains("Chauffage"));
    assert!(history("nadia").await.iter().all(|change| change["kind"] != "tagged"));
    let line = &app.audit("tag_request").await[0];
    assert_eq!((line.subject_id, &line.detail["put_on"]), (uuid(&request), &named));
});
