use super::{form, shipped, told};
use crate::test;

test!("[PO-3] [PP-5] the ten shipped roles are there, with what each permits", async |app| {
    let roles = app.administrator().await.pages("/roles").await;
    let names: Vec<_> = roles.iter().map(|role| role["name"].as_str().expect("a name")).collect();
    assert_eq!(
        names,
        [
            "administrator",
            "basic_user",
            "editor",
            "employee",
            "manager",
            "read_only",
            "read_write",
            "reviewer",
            "task_responsible",
            "visitor",
        ]
    );
    for role in &roles {
        assert_eq!((&role["added"], &role["removed"]), (&serde_json::json!([]), &serde_json::json!([])));
        assert_eq!(role["fixed"], role["shipped"] == "administrator");
    }
    let visitor = roles.iter().find(|role| role["shipped"] == "visitor").expect("it ships");
    assert_eq!(
        told(&visitor["permissions"]),
        ["create_request:any", "view_request:own", "view_request:published"]
    );
});

test!("[PO-10] each role tells how many people hold it, by themselves or through a team", async |app| {
    let claire = app.administrator().await;
    assert_eq!(shipped(&claire, "manager").await["people"], 3);
    assert_eq!(shipped(&claire, "editor").await["people"], 0);
    let team = app.team("Relève", app.world.nord, &["nadia", "lea", "thomas"]).await;
    app.give(crate::support::To::Team(team), authz::ShippedRole::Manager, app.world.nord).await;
    assert_eq!(shipped(&claire, "manager").await["people"], 5, "thomas once");
});

test!("the list goes on page by page, by name", async |app| {
    let claire = app.administrator().await;
    claire.post("/roles", form("Accueil", &[])).await.expect(201);
    let names = |roles: Vec<serde_json::Value>| {
        roles.into_iter().map(|role| role["name"].clone()).collect::<Vec<_>>()
    };
    let (whole, paged) = (claire.pages("/roles").await, claire.pages("/roles?limit=3").await);
    assert_eq!(names(whole), names(paged));
});

test!("roles are for those who deal with people or read the report", async |app| {
    for who in ["thomas", "hugo"] {
        app.logged_in(who).await.get("/roles").await.expect(200);
    }
    for who in ["nadia", "stranger", "paul"] {
        assert!(app.logged_in(who).await.get("/roles").await.problem(403, "refused").is_empty());
    }
});
