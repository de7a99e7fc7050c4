use authz::{Action, Relation, ShippedRole};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{names, uuid};
use crate::{
    support::{Answer, Client, TestApp, To, id},
    test,
};

/// Two tags of an axis at a node.
async fn two_tags(by: &Client, node: Uuid) -> [Value; 2] {
    let axis = by.add_axis("Métier", node).await;
    [by.add_tag(&axis, "Plomberie").await, by.add_tag(&axis, "Sanitaire").await]
}

async fn merge(by: &Client, first: &Value, second: &Value) -> Answer {
    let path = format!("/tags/{}/merger", id(first));
    by.with("if-match", "*").post(&path, json!({ "into_id": id(second) })).await
}

/// Asserts that a merge is refused by a rule that names the permission, and changes nothing.
async fn refused(app: &TestApp, by: &Client, [first, second]: [&Value; 2], lacking: &str) {
    let before = app.everything().await;
    merge(by, first, second).await.lacks(lacking);
    assert_eq!(app.everything().await, before);
}

test!("[CT-1] of two tags one is made: what bore either bears the one that stays, once", async |app| {
    let (thomas, nadia) = (app.manager().await, app.visitor().await);
    let [first, second] = two_tags(&thomas, app.world.nord).await;
    let mut requests = Vec::new();
    for tags in [vec![&first], vec![&second], vec![&first, &second], vec![]] {
        let request = nadia.enter(app.world.huy, "Fuite").await;
        requests.push(thomas.put_tags(&request, &tags).await);
    }
    let merged = merge(&thomas, &first, &second).await.expect(200);
    assert_eq!((&merged.body["id"], &merged.body["requests"]), (&second["id"], &json!(3)));
    assert_eq!(merged.header("etag"), "\"1\"");
    let mut shown = Vec::new();
    for before in &requests {
        let now = thomas.read(before).await;
        shown.push(names(now["tags"].as_array().expect("a list")).join(" "));
        let moved = json!(before["tags"]).to_string().contains("Plomberie");
        assert_eq!(now["version"] != before["version"], moved, "what changed is a new version");
    }
    assert_eq!(shown, ["Sanitaire", "Sanitaire", "Sanitaire", ""]);
    assert_eq!(names(&thomas.pages("/tags").await), ["Sanitaire"]);
    let line = &app.audit("merge_tags").await[0];
    let expected = json!({ "name": "Plomberie", "into": second["id"], "requests": 2, "links": 0 });
    assert_eq!((line.subject_id, &line.detail), (uuid(&first), &expected));
});

test!("[CT-3] the links of both tags lead to what bore either, on the very next request", async |app| {
    let (world, thomas) = (&app.world, app.manager().await);
    let [first, second] = two_tags(&thomas, world.nord).await;
    let one = thomas.enter(world.huy, "Fuite").await;
    thomas.put_tags(&one, &[&first]).await;
    app.clock.advance(chrono::Duration::seconds(1));
    let other = thomas.enter(world.liege, "Bouchon").await;
    thomas.put_tags(&other, &[&second]).await;
    app.link(To::User(world.person("paul")), uuid(&first), true, world.nord).await;
    app.link(To::User(world.person("stranger")), uuid(&second), false, world.huy).await;
    let (paul, stranger) = (app.logged_in("paul").await, app.stranger().await);
    assert_eq!((paul.pages("/requests").await.len(), stranger.pages("/requests").await.len()), (1, 0));
    merge(&thomas, &first, &second).await.expect(200);
    let seen = paul.pages("/requests").await;
    assert_eq!(seen.iter().map(id).collect::<Vec<_>>(), [id(&other), id(&one)], "newest first");
    assert!(seen.iter().all(|request| request["allowed"].to_string().contains("edit_request")));
    let seen = stranger.pages("/requests").await;
    assert_eq!(seen.iter().map(id).collect::<Vec<_>>(), [id(&one)], "only where the link counts");
});

test!("a link that both tags have is kept once, and one that differs stays beside it", async |app| {
    let (world, thomas) = (&app.world, app.manager().await);
    let [first, second] = two_tags(&thomas, world.nord).await;
    let paul = To::User(world.person("paul"));
    for tag in [&first, &second] {
        app.link(paul, uuid(tag), false, world.nord).await;
    }
    app.link(paul, uuid(&first), true, world.huy).await;
    assert_eq!(merge(&thomas, &first, &second).await.expect(200).body["links"], 2);
    assert_eq!(app.audit("merge_tags").await[0].detail["links"], 1);
});

test!("merging takes managing tags where both live", async |app| {
    let (thomas, claire) = (app.manager().await, app.administrator().await);
    let above = claire.add_axis("Métier", app.world.instance).await;
    let above = claire.add_tag(&above, "Plomberie").await;
    let [mine, _] = two_tags(&thomas, app.world.nord).await;
    refused(&app, &thomas, [&above, &mine], "manage_tags").await;
    refused(&app, &thomas, [&mine, &above], "manage_tags").await;
    merge(&claire, &mine, &above).await.expect(200);
});

test!("merging takes tagging at every site where the first is borne, seen or not", async |app| {
    let (world, claire) = (&app.world, app.administrator().await);
    let [first, second] = two_tags(&claire, world.nord).await;
    let request = claire.enter(world.liege, "Fuite").await;
    claire.put_tags(&request, &[&first]).await;
    app.allow(To::User(world.person("hugo")), Action::ManageTags, Relation::Any, world.nord).await;
    let hugo = app.logged_in("hugo").await;
    refused(&app, &hugo, [&first, &second], "view_request").await;
    app.allow(To::User(world.person("hugo")), Action::ViewRequest, Relation::Any, world.liege).await;
    refused(&app, &hugo, [&first, &second], "tag_request").await;
    app.allow(To::User(world.person("hugo")), Action::TagRequest, Relation::Any, world.liege).await;
    merge(&hugo, &first, &second).await.expect(200);
});

test!("[CT-3] merging takes giving what the links of either tag open: tagging is sharing", async |app| {
    let (world, thomas) = (&app.world, app.manager().await);
    let [first, second] = two_tags(&thomas, world.nord).await;
    let request = app.visitor().await.enter(world.huy, "Fuite").await;
    thomas.put_tags(&request, &[&first]).await;
    let lea = To::User(world.person("lea"));
    app.give(lea, ShippedRole::Editor, world.nord).await;
    app.allow(lea, Action::ManageTags, Relation::Any, world.nord).await;
    let editor = app.logged_in("lea").await;
    app.link(To::User(world.person("paul")), uuid(&second), false, world.nord).await;
    refused(&app, &editor, [&first, &second], "grant_rights").await;
    app.execute("UPDATE tag_grant SET valid_until = '2020-01-01T00:00:00+00:00'").await;
    merge(&editor, &first, &second).await.expect(200);
});

test!("[CT-3] carrying a link over takes giving it where it counts", async |app| {
    let (world, thomas, claire) = (&app.world, app.manager().await, app.administrator().await);
    let [first, second] = two_tags(&claire, world.nord).await;
    app.link(To::User(world.person("paul")), uuid(&first), true, world.instance).await;
    refused(&app, &thomas, [&first, &second], "grant_rights").await;
    merge(&claire, &first, &second).await.expect(200);
});

test!(
    "a tag becomes none that is itself, unknown, another group's or out of reach of what bears it",
    async |app| {
        let (world, thomas, claire) = (&app.world, app.manager().await, app.administrator().await);
        let [first, _] = two_tags(&thomas, world.nord).await;
        let [of_huy, _] = two_tags(&thomas, world.huy).await;
        let [of_sud, _] = two_tags(&claire, world.sud).await;
        let request = thomas.enter(world.liege, "Fuite").await;
        thomas.put_tags(&request, &[&first]).await;
        let before = app.everything().await;
        let nothing = json!({ "id": Uuid::from_u128(7) });
        for (second, code) in
            [(&first, "itself"), (&nothing, "unknown"), (&of_sud, "unknown"), (&of_huy, "out_of_reach")]
        {
            let faults = merge(&thomas, &first, second).await.problem(422, "invalid-body");
            assert_eq!(faults, [("/into_id".to_owned(), code.to_owned())]);
        }
        merge(&thomas, &of_sud, &first).await.problem(404, "not-found");
        assert_eq!(app.everything().await, before);
    }
);

test!("a stale version merges nothing", async |app| {
    let thomas = app.manager().await;
    let [first, second] = two_tags(&thomas, app.world.nord).await;
    let path = format!("/tags/{}/merger", id(&first));
    let body = json!({ "into_id": id(&second) });
    thomas.post(&path, body.clone()).await.problem(428, "precondition-required");
    thomas.with("if-match", "\"2\"").post(&path, body.clone()).await.problem(412, "precondition-failed");
    thomas.if_match(&first["version"]).post(&path, body.clone()).await.expect(200);
    thomas.with("if-match", "*").post(&path, body).await.problem(404, "not-found");
});

test!("the history of each request says which tag went with a merger, and which came", async |app| {
    let (thomas, nadia) = (app.manager().await, app.visitor().await);
    let [first, second] = two_tags(&thomas, app.world.nord).await;
    let mut told = Vec::new();
    for tags in [vec![&first], vec![&first, &second], vec![&second], vec![]] {
        let request = nadia.enter(app.world.huy, "Fuite").await;
        thomas.put_tags(&request, &tags).await;
        told.push((request, tags.contains(&&first), tags.contains(&&second)));
    }
    app.clock.advance(chrono::Duration::minutes(1));
    merge(&thomas, &first, &second).await.expect(200);
    for (request, went, stays) in told {
        let path = format!("/requests/{}/history", id(&request));
        let history = thomas.pages(&path).await;
        let last = history.last().expect("a line");
        let tag = |tag: &Value| json!([{ "id": tag["id"], "name": tag["name"] }]);
        let came = if stays { json!([]) } else { tag(&second) };
        let says = last["kind"] == "tagged" && last["taken_off"] == tag(&first) && last["put_on"] == came;
        assert_eq!(says, went, "{last}");
        assert!(nadia.pages(&path).await.iter().all(|line| line["kind"] != "tagged"));
    }
});
