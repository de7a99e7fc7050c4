use authz::ShippedRole;
use serde_json::{Value, json};

use crate::{
    roles::told,
    support::{TestApp, To},
    test,
};

async fn of(app: &TestApp, who: &str, whose: &str) -> Value {
    let path = format!("/users/{}/effective-permissions", app.world.person(whose));
    app.logged_in(who).await.get(&path).await.expect(200).body
}

fn places(effective: &Value) -> Vec<&str> {
    effective["at"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| it["node"]["name"].as_str().expect("a text"))
        .collect()
}

test!(
    "[PO-2] what somebody may do is the sum of what they and their teams were given, node by node",
    async |app| {
        let world = &app.world;
        let team = app.team("Plombiers", world.nord, &["nadia"]).await;
        app.give(To::Team(team), ShippedRole::TaskResponsible, world.nord).await;
        let tag = app.tag("Métier", "Chauffage").await;
        app.link(To::User(world.person("nadia")), tag, true, world.huy).await;
        for who in ["nadia", "claire"] {
            let effective = of(&app, who, "nadia").await;
            assert_eq!(places(&effective), ["Nord", "Huy"]);
            assert_eq!(told(&effective["at"][0]["permissions"]).len(), 6);
            let here = told(&effective["at"][1]["permissions"]);
            assert!(
                here.contains(&"create_request:any".to_owned())
                    && here.contains(&"log_time:assigned".to_owned())
            );
            assert_eq!(
                (&effective["tags"][0]["tag"]["name"], &effective["tags"][0]["edit"]),
                (&json!("Chauffage"), &json!(true))
            );
            assert_eq!(
                (&effective["complete"], &effective["super_administrator"]),
                (&json!(true), &json!(false))
            );
        }
    }
);

test!(
    "of others one is told what counts where one sees the accounts, with what comes from above",
    async |app| {
        let world = &app.world;
        app.give(To::User(world.person("nadia")), ShippedRole::Reviewer, world.nord).await;
        app.give(To::User(world.person("nadia")), ShippedRole::Editor, world.namur).await;
        let effective = of(&app, "hugo", "nadia").await;
        assert_eq!(places(&effective), ["Huy"]);
        let here = told(&effective["at"][0]["permissions"]);
        assert!(
            here.contains(&"view_working:any".to_owned()) && here.contains(&"create_request:any".to_owned())
        );
        assert_eq!(effective["complete"], false);
        let path = format!("/users/{}/effective-permissions", world.person("sophie"));
        app.logged_in("hugo").await.get(&path).await.problem(404, "not-found");
    }
);
