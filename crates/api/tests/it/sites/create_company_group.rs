use serde_json::json;

use crate::{support::id, test};

test!("an administrator adds a company group, and everybody who has to do with it finds it", async |app| {
    let claire = app.administrator().await;
    let group = claire.post("/company-groups", json!({ "name": "  Hainaut " })).await.expect(201).body;
    assert_eq!(group["name"], "Hainaut");
    let groups = claire.pages("/company-groups?limit=1").await;
    let names: Vec<_> = groups.iter().map(|it| it["name"].as_str().expect("a name")).collect();
    assert_eq!(names, ["Hainaut", "Nord", "Sud"]);
    assert_eq!(app.manager().await.pages("/company-groups").await.len(), 1);
    let audit = app.audit("create_company_group").await;
    assert_eq!(audit[0].subject_id.to_string(), id(&group));
    assert_eq!(audit[0].actor_id, Some(app.world.person("claire")));
});

test!("only an administrator adds a company group", async |app| {
    let people = [app.manager().await, app.visitor().await, app.stranger().await];
    let before = app.everything().await;
    for person in people {
        assert!(
            person
                .post("/company-groups", json!({ "name": "Hainaut" }))
                .await
                .problem(403, "refused")
                .is_empty()
        );
    }
    assert_eq!(app.everything().await, before);
});
