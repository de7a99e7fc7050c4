use serde_json::json;

use crate::test;

test!("[PP-2] whether a username can be taken is said while one types", async |app| {
    let thomas = app.manager().await;
    let check = async |name: &str| thomas.get(&format!("/usernames/{name}")).await.expect(200).body;
    assert_eq!(check("zoe").await, json!({ "available": true }));
    for (name, flaw) in [
        ("NADIA", "taken"),
        ("stranger", "taken"),
        ("nadia%40mosane.example", "taken"),
        ("n%D0%B0dia", "mixed_scripts"),
        ("two%20words", "malformed"),
        ("a%00b", "malformed"),
        (&"x".repeat(121), "malformed"),
    ] {
        assert_eq!(check(name).await, json!({ "available": false, "flaw": flaw }), "{name}");
    }
});

test!("who makes no accounts is not told which there are", async |app| {
    for who in ["nadia", "hugo", "stranger"] {
        app.logged_in(who).await.get("/usernames/thomas").await.lacks("create_user");
    }
});
