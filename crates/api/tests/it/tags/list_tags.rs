use authz::{Action, Relation};
use serde_json::{Value, json};

use super::{names, uuid};
use crate::{
    support::{TestApp, To, id},
    test,
};

test!("[CT-1] tags are listed by name, of one axis or all, page by page", async |app| {
    let claire = app.administrator().await;
    let (trade, project) = (
        claire.add_axis("Métier", app.world.instance).await,
        claire.add_axis("Projet", app.world.nord).await,
    );
    for name in ["serrurerie", "Chauffage", "100% bois", "Élagage"] {
        claire.add_tag(&trade, name).await;
    }
    claire.add_tag(&project, "Chauffage 2027").await;
    let all = ["100% bois", "Chauffage", "Chauffage 2027", "serrurerie", "Élagage"];
    assert_eq!(names(&claire.pages("/tags?limit=2").await), all);
    assert_eq!(
        names(&claire.pages(&format!("/tags?category_id={}", id(&project))).await),
        ["Chauffage 2027"]
    );
    for (query, expected) in [
        ("CHAUFF", vec!["Chauffage", "Chauffage 2027"]),
        ("%C3%89LAG", vec!["Élagage"]),
        ("0%25", vec!["100% bois"]),
        ("_", vec![]),
        ("", all.to_vec()),
    ] {
        assert_eq!(names(&claire.pages(&format!("/tags?name={query}")).await), expected, "{query}");
    }
    claire.get("/tags?name=a%00b").await.expect(400);
});

test!("[CT-1] everybody who deals with tags finds those above, at and below, and no others", async |app| {
    let (world, claire) = (&app.world, app.administrator().await);
    for (name, node) in
        [("a", world.instance), ("b", world.nord), ("c", world.sud), ("d", world.huy), ("e", world.liege)]
    {
        let axis = claire.add_axis("Métier", node).await;
        claire.add_tag(&axis, name).await;
    }
    for (who, expected) in [
        ("claire", vec!["a", "b", "c", "d", "e"]),
        ("thomas", vec!["a", "b", "d", "e"]),
        ("hugo", vec!["a", "b", "d"]),
        ("sophie", vec!["a", "c"]),
        ("nadia", vec![]),
        ("paul", vec![]),
    ] {
        assert_eq!(names(&app.logged_in(who).await.pages("/tags").await), expected, "{who}");
    }
    app.allow(To::User(world.person("paul")), Action::TagRequest, Relation::Own, world.huy).await;
    let paul = app.logged_in("paul").await;
    assert_eq!(names(&paul.pages("/tags").await), ["a", "b", "d"], "who tags sees tags");
    app.allow(To::User(world.person("lea")), Action::ViewUsers, Relation::Any, world.liege).await;
    assert!(app.logged_in("lea").await.pages("/tags").await.is_empty(), "who does not, sees none");
});

test!("a tag tells how many requests bear it and how many links it has, of those one may see", async |app| {
    let (world, claire) = (&app.world, app.administrator().await);
    let axis = claire.add_axis("Métier", world.instance).await;
    let tag = claire.add_tag(&axis, "Chauffage").await;
    for site in [world.huy, world.huy, world.liege, world.namur] {
        let request = claire.enter(site, "Froid").await;
        claire.put_tags(&request, &[&tag]).await;
    }
    for (who, node) in [("paul", world.huy), ("lea", world.nord), ("henri", world.sud)] {
        app.link(To::User(world.person(who)), uuid(&tag), false, node).await;
    }
    app.give(To::User(world.person("nadia")), authz::ShippedRole::Editor, world.huy).await;
    for (who, requests, links) in [
        ("claire", 4, Some(3)),
        ("thomas", 3, Some(2)),
        ("hugo", 2, Some(1)),
        ("sophie", 1, Some(0)),
        ("nadia", 2, None),
    ] {
        let shown = only(&app, who).await;
        let links = links.map_or(Value::Null, |links: i64| json!(links));
        assert_eq!((&shown["requests"], &shown["links"]), (&json!(requests), &links), "{who}");
    }
});

async fn only(app: &TestApp, who: &str) -> Value {
    let tags = app.logged_in(who).await.pages("/tags").await;
    assert_eq!(tags.len(), 1);
    tags[0].clone()
}
