use serde_json::json;

use super::axis;
use crate::{support::id, test};

test!("[CT-1] [CT-4] whoever manages tags adds an axis at a node, with how it is displayed", async |app| {
    let thomas = app.manager().await;
    let form = json!({ "name": " Métier ", "node_id": app.world.nord, "colour": 12, "in_lists": false, "position": 7 });
    let made = thomas.post("/tag-categories", form).await.expect(201);
    assert_eq!(made.header("etag"), "\"1\"");
    assert_eq!(made.header("location"), format!("/api/v1/tag-categories/{}", id(&made.body)));
    let expected = json!({
        "id": made.body["id"], "name": "Métier", "colour": 12, "in_lists": false, "position": 7, "tags": 0, "version": 1,
        "home": { "id": app.world.nord, "level": "company_group", "name": "Nord" }, "allowed": ["manage_tags"],
    });
    assert_eq!(made.body, expected);
    let line = &app.audit("create_tag_category").await[0];
    assert_eq!((line.subject.as_str(), line.actor_id), ("tag_category", Some(app.world.person("thomas"))));
});

test!("two categories of one name at one place could not be told apart", async |app| {
    let claire = app.administrator().await;
    claire.add_axis("Métier", app.world.nord).await;
    for name in ["Métier", " MÉTIER"] {
        let taken = claire.post("/tag-categories", axis(name, app.world.nord)).await.problem(409, "conflict");
        assert_eq!(taken, [("/name".to_owned(), "taken".to_owned())]);
    }
});

test!("nobody learns from a name what stands in another company group", async |app| {
    app.logged_in("sophie").await.add_axis("Métier", app.world.namur).await;
    app.manager().await.add_axis("Métier", app.world.nord).await;
    app.logged_in("hugo").await.add_axis("Métier", app.world.huy).await;
});

test!("a category is added only where one manages tags", async |app| {
    let world = &app.world;
    let before = app.everything().await;
    let refused = |who: &'static str, node| {
        let app = &app;
        async move { app.logged_in(who).await.post("/tag-categories", axis("Pirate", node)).await }
    };
    for (who, node) in
        [("hugo", world.nord), ("hugo", world.instance), ("thomas", world.instance), ("nadia", world.huy)]
    {
        refused(who, node).await.lacks("manage_tags");
    }
    let nowhere = uuid::Uuid::from_u128(7);
    for (who, node) in
        [("hugo", world.liege), ("hugo", world.sud), ("thomas", world.namur), ("claire", nowhere)]
    {
        let unknown = refused(who, node).await.problem(422, "invalid-body");
        assert_eq!(unknown, [("/node_id".to_owned(), "unknown".to_owned())], "{who}");
    }
    let kept = app.everything().await;
    assert_eq!((&kept["tag_category"], &kept["audit"]), (&before["tag_category"], &before["audit"]));
});
