use authz::ShippedRole;
use serde_json::json;

use super::{permissions, shipped, told};
use crate::{
    support::{To, id},
    test,
};

test!("before a role is saved, the preview says who gains and who loses what", async |app| {
    let claire = app.administrator().await;
    let before = app.everything().await;
    let visitor = shipped(&claire, "visitor").await;
    let path = format!("/roles/{}/preview", id(&visitor));
    let body = json!({ "permissions": permissions(&["create_request:any", "view_request:own", "comment_on_request:own"]) });
    let preview = claire.post(&path, body).await.expect(200).body;
    assert_eq!((&preview["gaining"], &preview["losing"]), (&json!(4), &json!(4)), "ines is inactive");
    let people = preview["people"].as_array().expect("a list");
    let nadia = people.iter().find(|person| person["name"] == "Nadia Test").expect("it is there");
    let shift = &nadia["shifts"][0];
    assert_eq!((&shift["level"], &shift["node_id"]), (&json!("site"), &json!(app.world.huy)));
    assert_eq!(told(&shift["gained"]), ["comment_on_request:own"]);
    assert_eq!(told(&shift["lost"]), ["view_request:published"]);
    assert_eq!(app.everything().await, before, "a preview changes nothing");
});

test!("what another grant gives anyway is not told as lost", async |app| {
    let claire = app.administrator().await;
    app.give(To::User(app.world.person("nadia")), ShippedRole::Editor, app.world.nord).await;
    let visitor = shipped(&claire, "visitor").await;
    let path = format!("/roles/{}/preview", id(&visitor));
    let preview = claire.post(&path, json!({ "permissions": [] })).await.expect(200).body;
    let people = preview["people"].as_array().expect("a list");
    assert!(!people.iter().any(|person| person["name"] == "Nadia Test"));
    assert_eq!((&preview["losing"], people.len()), (&json!(3), 3));
});

test!("those whom one may not see are counted and not named", async |app| {
    let hugo = app.logged_in("hugo").await;
    let visitor = shipped(&app.administrator().await, "visitor").await;
    let path = format!("/roles/{}/preview", id(&visitor));
    let preview = hugo.post(&path, json!({ "permissions": [] })).await.expect(200).body;
    assert_eq!(preview["losing"], 4);
    let mut names: Vec<_> = preview["people"]
        .as_array()
        .expect("it is there")
        .iter()
        .map(|it| it["name"].as_str().expect("a text").to_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["Henri Test", "Nadia Test"]);
});

test!("of those whom one may see, nothing is told that changes where one sees no accounts", async |app| {
    let world = &app.world;
    for node in [world.namur, world.instance] {
        app.give(To::User(world.person("nadia")), ShippedRole::Visitor, node).await;
    }
    app.give(To::User(world.person("henri")), ShippedRole::Reviewer, world.namur).await;
    let claire = app.administrator().await;
    let (visitor, reviewer) = (shipped(&claire, "visitor").await, shipped(&claire, "reviewer").await);
    let less = json!({ "permissions": permissions(&["create_request:any", "view_request:own"]) });
    let hugo = app.logged_in("hugo").await;
    for (role, body, name, nodes) in [
        (&visitor, less, "Henri Test", json!([world.huy])),
        (&reviewer, json!({ "permissions": [] }), "Henri Test", json!([])),
    ] {
        let told = hugo.post(&format!("/roles/{}/preview", id(role)), body).await.expect(200).body;
        let people = told["people"].as_array().expect("a list").iter();
        let shifts =
            people.filter(|it| it["name"] == name).flat_map(|it| it["shifts"].as_array().expect("a list"));
        assert_eq!(json!(shifts.map(|it| &it["node_id"]).collect::<Vec<_>>()), nodes);
        assert!(!told.to_string().contains(&world.namur.to_string()), "{told}");
        assert_ne!(told["losing"], 0);
    }
});

test!("no preview of what is not there, cannot be changed or means nothing", async |app| {
    let claire = app.administrator().await;
    let preview = async |role: &str, pairs: &[&str]| {
        let body = json!({ "permissions": permissions(pairs) });
        claire.post(&format!("/roles/{role}/preview"), body).await
    };
    preview("00000000-0000-7000-8000-000000000000", &[]).await.problem(404, "not-found");
    let fixed = shipped(&claire, "administrator").await;
    let rule = "the role Administrator cannot be changed: copy it, and change the copy";
    preview(id(&fixed), &["view_request:any"]).await.refused(rule);
    let visitor = shipped(&claire, "visitor").await;
    let meaningless = preview(id(&visitor), &["view_users:own"]).await.problem(422, "invalid-body");
    assert_eq!(meaningless, [("/permissions/0/relation".to_owned(), "meaningless".to_owned())]);
});
