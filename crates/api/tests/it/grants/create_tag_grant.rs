use authz::{Action, Relation, ShippedRole};
use serde_json::json;

use super::user;
use crate::{
    support::{To, id, rewritten},
    test,
};

test!(
    "[CT-3] a manager links a tag to a user, who then sees every record bearing it, and edits where the link says so",
    async |app| {
        let world = &app.world;
        let request = app.visitor().await.enter(world.huy, "Froid").await;
        app.stranger().await.enter(world.namur, "Ailleurs").await;
        let tag = app.tag("Métier", "Chauffage").await;
        app.put_on(&request, tag).await;
        app.give(To::User(world.person("paul")), ShippedRole::ReadOnly, world.instance).await;
        let paul = app.logged_in("paul").await;
        assert!(paul.pages("/requests").await.is_empty(), "[CT-2]");
        let claire = app.administrator().await;
        let new = json!({ "to": user(&app, "paul"), "tag_id": tag, "node_id": world.instance });
        let link = claire.post("/tag-grants", new).await.expect(201);
        assert_eq!(
            (&link.body["tag"]["name"], &link.body["category"], &link.body["edit"]),
            (&json!("Chauffage"), &json!("Métier"), &json!(false))
        );
        assert_eq!(paul.pages("/requests").await.len(), 1);
        let path = format!("/requests/{}", id(&request));
        paul.with("if-match", "*").put(&path, rewritten("Nadia")).await.lacks("edit_request");
        let of_link = format!("/tag-grants/{}", id(&link.body));
        claire.if_match(&json!(1)).put(&of_link, json!({ "edit": true })).await.expect(200);
        paul.with("if-match", "*").put(&path, rewritten("Nadia")).await.expect(200);
        claire.if_match(&json!(2)).delete(&of_link).await.expect(204);
        assert!(paul.pages("/requests").await.is_empty());
    }
);

test!("nobody links a tag where they could not let somebody see every request", async |app| {
    let world = &app.world;
    let tag = app.tag("Métier", "Chauffage").await;
    let link =
        |edit: bool, node| json!({ "to": user(&app, "nadia"), "tag_id": tag, "node_id": node, "edit": edit });
    let hugo = app.logged_in("hugo").await;
    hugo.post("/tag-grants", link(false, world.nord)).await.lacks("grant_rights");
    let unknown = hugo.post("/tag-grants", link(false, world.namur)).await.problem(422, "invalid-body");
    assert_eq!(unknown, [("/node_id".to_owned(), "unknown".to_owned())]);
    hugo.post("/tag-grants", link(true, world.huy)).await.expect(201);
    let giver = app.world.person("paul");
    app.allow(To::User(giver), Action::GrantRights, Relation::Any, world.huy).await;
    app.allow(To::User(giver), Action::ViewRequest, Relation::Any, world.huy).await;
    let paul = app.logged_in("paul").await;
    paul.post("/tag-grants", link(true, world.huy)).await.lacks("edit_request");
    paul.post("/tag-grants", link(false, world.huy)).await.expect(201);
});

test!("a link to nobody, of no tag or to nowhere is refused with the field that is wrong", async |app| {
    let claire = app.administrator().await;
    let tag = app.tag("Métier", "Chauffage").await;
    let nobody = uuid::Uuid::nil();
    for (field, value, pointer) in [
        ("to", json!({ "kind": "user", "id": nobody }), "/to/id"),
        ("tag_id", json!(nobody), "/tag_id"),
        ("node_id", json!(nobody), "/node_id"),
    ] {
        let mut new = json!({ "to": user(&app, "paul"), "tag_id": tag, "node_id": app.world.huy });
        new[field] = value;
        let faults = claire.post("/tag-grants", new).await.problem(422, "invalid-body");
        assert_eq!(faults, [(pointer.to_owned(), "unknown".to_owned())]);
    }
});
