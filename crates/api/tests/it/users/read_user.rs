use authz::ShippedRole;
use serde_json::json;

use crate::{
    support::{To, id},
    test,
};

test!("[PO-6] a user's page shows username, names, email address, state and home", async |app| {
    let thomas = app.manager().await;
    let nadia = thomas.get(&format!("/users/{}", app.world.person("nadia"))).await.expect(200).body;
    assert_eq!((&nadia["username"], &nadia["email"]), (&json!("nadia"), &json!("nadia@mosane.example")));
    assert_eq!((&nadia["first_name"], &nadia["last_name"]), (&json!("Nadia"), &json!("Test")));
    assert_eq!((&nadia["state"], &nadia["home"]["name"]), (&json!("active"), &json!("Huy")));
    assert_eq!((&nadia["administrator"], &nadia["super_administrator"]), (&json!(false), &json!(false)));
    let ines = thomas.get(&format!("/users/{}", app.world.person("ines"))).await.expect(200).body;
    assert_eq!((&ines["state"], &ines["active"]), (&json!("inactive"), &json!(false)));
});

test!("somebody's account is for those who deal with people where it lives", async |app| {
    let nadia = format!("/users/{}", app.world.person("nadia"));
    for who in ["sophie", "stranger", "nadia", "paul"] {
        app.logged_in(who).await.get(&nadia).await.problem(404, "not-found");
    }
    app.logged_in("hugo").await.get(&nadia).await.expect(200);
});

test!("the page says whether the caller may change the account, and by which rule not", async |app| {
    let thomas = app.manager().await;
    let of =
        async |who: &str| thomas.get(&format!("/users/{}", app.world.person(who))).await.expect(200).body;
    assert_eq!(of("nadia").await.get("locked_by"), None);
    app.give(To::User(app.world.person("nadia")), ShippedRole::Editor, app.world.namur).await;
    assert_eq!(of("nadia").await["locked_by"], "beyond");
    app.give(To::User(app.world.person("henri")), ShippedRole::Administrator, app.world.instance).await;
    assert_eq!(of("henri").await["locked_by"], "administrators_only");
    let hugo = app.logged_in("hugo").await;
    let nadia = hugo.get(&format!("/users/{}", app.world.person("nadia"))).await.expect(200).body;
    assert_eq!(nadia["locked_by"], "lacks", "changing users means nothing at a site");
});

test!("a list is ordered by name, by username or by age, each to its end", async |app| {
    let claire = app.administrator().await;
    let names = async |query: &str| -> Vec<String> {
        let people = claire.pages(&format!("/users?limit=3&{query}")).await;
        people.iter().map(|it| it["username"].as_str().expect("text").to_owned()).collect()
    };
    let by_username = names("sort=username").await;
    assert!(by_username.is_sorted() && by_username.len() == 10, "{by_username:?}");
    app.clock.advance(chrono::Duration::seconds(1));
    claire.post("/users", super::newcomer("zoe", app.world.huy)).await.expect(201);
    assert_eq!(names("sort=newest").await[0], "zoe");
    let page = claire.get("/users?limit=1&sort=newest").await.expect(200);
    let cursor = page.body["next"].as_str().expect("a cursor");
    claire.get(&format!("/users?sort=name&cursor={cursor}")).await.problem(400, "malformed");
});

test!("a list is filtered by state and by where accounts live", async |app| {
    let claire = app.administrator().await;
    let count = async |query: &str| claire.pages(&format!("/users?{query}")).await.len();
    assert_eq!((count("state=inactive").await, count("state=active").await), (1, 9));
    app.execute("UPDATE user_account SET ends_at = created_at WHERE username = 'lea'").await;
    app.execute(
        "UPDATE user_account SET suspended_until = '2027-01-01 00:00:00+00:00' WHERE username = 'hugo'",
    )
    .await;
    assert_eq!((count("state=ended").await, count("state=suspended").await), (1, 1));
    assert_eq!(count("state=active").await, 7);
    assert_eq!(count(&format!("node_id={}", app.world.huy)).await, 4);
    assert_eq!(count(&format!("node_id={}", app.world.nord)).await, 6);
    assert_eq!(count(&format!("node_id={}", app.world.instance)).await, 10);
    assert_eq!(count(&format!("node_id={}&state=inactive", app.world.sud)).await, 0);
});

test!("reading an account takes a bounded number of statements", async |app| {
    let claire = app.administrator().await;
    let request = app.visitor().await.enter(app.world.huy, "Fuite").await;
    claire.assign(&request, &[app.world.person("thomas")]).await;
    assert!(!id(&request).is_empty());
    let nadia = format!("/users/{}", app.world.person("nadia"));
    let thomas = format!("/users/{}", app.world.person("thomas"));
    for path in [nadia, thomas] {
        let before = app.db().statements();
        claire.get(&path).await.expect(200);
        let statements = app.db().statements() - before;
        assert!(statements <= 14, "{path}: {statements}");
    }
});
