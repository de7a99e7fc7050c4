use serde_json::json;

use crate::{support::id, test};

test!("[CT-1] [CT-4] whoever manages tags adds one to an axis", async |app| {
    let thomas = app.manager().await;
    let axis = thomas.add_axis("Métier", app.world.nord).await;
    let made =
        thomas.post("/tags", json!({ "category_id": id(&axis), "name": " Chauffage " })).await.expect(201);
    assert_eq!(made.header("etag"), "\"1\"");
    assert_eq!(made.header("location"), format!("/api/v1/tags/{}", id(&made.body)));
    let expected = json!({
        "id": made.body["id"], "name": "Chauffage", "requests": 0, "links": 0, "version": 1, "allowed": ["manage_tags"],
        "category": { "id": axis["id"], "name": "Métier", "colour": 3, "in_lists": true },
    });
    assert_eq!(made.body, expected);
    assert_eq!(app.audit("create_tag").await.len(), 1);
});

test!("two tags of one name in one category could not be told apart; in two, they can", async |app| {
    let claire = app.administrator().await;
    let (trade, project) =
        (claire.add_axis("Métier", app.world.nord).await, claire.add_axis("Projet", app.world.nord).await);
    claire.add_tag(&trade, "Été").await;
    for name in ["Été", " été "] {
        let form = json!({ "category_id": id(&trade), "name": name });
        let taken = claire.post("/tags", form).await.problem(409, "conflict");
        assert_eq!(taken, [("/name".to_owned(), "taken".to_owned())]);
    }
    claire.add_tag(&project, "Été").await;
});

test!("a tag is added only to an axis that one sees, and manages", async |app| {
    let axis = app.manager().await.add_axis("Métier", app.world.nord).await;
    let form = json!({ "category_id": id(&axis), "name": "Pirate" });
    app.logged_in("hugo").await.post("/tags", form.clone()).await.lacks("manage_tags");
    for who in ["sophie", "nadia", "paul"] {
        let unknown = app.logged_in(who).await.post("/tags", form.clone()).await.problem(422, "invalid-body");
        assert_eq!(unknown, [("/category_id".to_owned(), "unknown".to_owned())]);
    }
    assert!(app.audit("create_tag").await.is_empty());
});
