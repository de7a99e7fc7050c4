use std::time::Instant;

use authz::ShippedRole;
use serde_json::{Value, json};

use crate::{
    ignored_test,
    support::{Client, TestApp, To, id},
    test,
};

/// Applies a file.
async fn import(by: &Client, file: &str) -> Value {
    by.post_file("/user-imports", "text/csv", file.as_bytes().to_vec()).await.expect(200).body
}

/// What becomes of each line.
pub fn outcomes(import: &Value) -> Vec<&str> {
    let lines = import["lines"].as_array().expect("lines").iter();
    lines.map(|line| line["outcome"].as_str().expect("an outcome")).collect()
}

/// The problems of a line, as `(column, code)`.
pub fn problems(import: &Value, line: usize) -> Vec<(&str, &str)> {
    let problems = import["lines"][line]["problems"].as_array().expect("problems").iter();
    problems
        .map(|it| (it["column"].as_str().unwrap_or_default(), it["code"].as_str().expect("a code")))
        .collect()
}

/// What becomes of a column of a line, as `(before, after)`.
pub fn changes<'i>(import: &'i Value, line: usize, column: &str) -> Vec<(Option<&'i str>, Option<&'i str>)> {
    let changes = import["lines"][line]["changes"].as_array().expect("changes").iter();
    let of_column = changes.filter(|it| it["column"] == column);
    of_column.map(|it| (it["before"].as_str(), it["after"].as_str())).collect()
}

/// Somebody's account, by username.
async fn account(app: &TestApp, username: &str) -> Value {
    let claire = app.administrator().await;
    let found = claire.get(&format!("/users?name={username}")).await.expect(200);
    let user = found.items().iter().find(|user| user["username"] == username).expect("the account").clone();
    claire.get(&format!("/users/{}", id(&user))).await.expect(200).body
}

/// What somebody holds, as `role @ node`.
async fn held(app: &TestApp, username: &str) -> Vec<String> {
    let user = account(app, username).await;
    let grants = app.administrator().await.pages(&format!("/grants?user_id={}", id(&user))).await;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut held: Vec<String> = grants
        .iter()
        .map(|it| format!("{} @ {}", text(&it["role"]["name"]), text(&it["node"]["name"])))
        .collect();
    held.sort();
    held
}

const EVERYTHING: &str = "username;external_id;first_name;last_name;email;phone;language;active;ends_at;home;\
default_site;role;roles;teams;tags;invite\n\
zoe;E-1;Zoé;Lenoir;zoe@neuf.example;085;en;oui;30/06/2030;Nord;Nord > Huy;Lecteur;;;;non\n\
yves;;Yves;Noël;yves@neuf.example;;;;;Huy;;;Gestionnaire @ Huy | Relecteur @ Liège;Plombiers;Toit! @ Nord | Chauffage;oui\n";

/// A team, two tags and a role for [`EVERYTHING`].
async fn prepared(app: &TestApp) {
    app.team("Plombiers", app.world.huy, &[]).await;
    app.tag("Métier", "Toit").await;
    app.tag("Métier", "Chauffage").await;
    let permissions = json!([{ "action": "view_request", "relation": "any" }]);
    let role = json!({ "name": "Lecteur", "permissions": permissions });
    app.administrator().await.post("/roles", role).await.expect(201);
}

test!(
    "[PO-9] accounts are made with all that a file says, and the second time nothing changes",
    async |app| {
        prepared(&app).await;
        let claire = app.administrator().await;
        let first = import(&claire, EVERYTHING).await;
        assert_eq!(outcomes(&first), ["created", "created"], "{first}");
        let zoe = account(&app, "zoe").await;
        let told = [
            "first_name",
            "last_name",
            "phone",
            "language",
            "external_id",
            "active",
            "ends_at",
            "has_password",
        ]
        .map(|field| zoe[field].clone());
        let wanted = json!(["Zoé", "Lenoir", "085", "en", "E-1", true, "2030-07-01T00:00:00Z", false]);
        assert_eq!(json!(told), wanted);
        assert_eq!((&zoe["home"]["name"], &zoe["default_site_id"]), (&json!("Nord"), &json!(app.world.huy)));
        assert_eq!(held(&app, "zoe").await, ["Lecteur @ Mosane"]);
        assert_eq!(held(&app, "yves").await, ["basic_user @ Mosane", "manager @ Huy", "reviewer @ Liège"]);
        let yves = account(&app, "yves").await;
        assert_eq!(yves["invitation"]["email"], "yves@neuf.example");
        let links = claire.pages(&format!("/tag-grants?user_id={}", id(&yves))).await;
        assert_eq!(links.len(), 2);
        assert_eq!(claire.get(&format!("/teams?member_id={}", id(&yves))).await.expect(200).items().len(), 1);
        let before = app.everything().await;
        let second = import(&claire, EVERYTHING).await;
        assert_eq!(outcomes(&second), ["unchanged", "unchanged"], "{second}");
        let after = app.everything().await;
        for table in
            ["user_account", "access_grant", "tag_grant", "team_member", "audit", "outbox", "account_link"]
        {
            assert_eq!(before[table], after[table], "{table}");
        }
    }
);

test!("the audit tells an import as it tells the single operations", async |app| {
    prepared(&app).await;
    import(&app.administrator().await, EVERYTHING).await;
    for (operation, times) in [
        ("create_user", 2),
        ("change_user_standing", 1),
        ("create_grant", 3),
        ("add_team_member", 1),
        ("create_tag_grant", 2),
        ("invite_user", 1),
        ("update_user", 0),
    ] {
        let lines = app.audit(operation).await;
        assert_eq!(lines.len(), times, "{operation}");
        assert!(lines.iter().all(|line| line.actor_id == Some(app.world.person("claire"))), "{operation}");
    }
    assert_eq!(app.outbox().await.len(), 1, "one invitation");
});

test!(
    "what a cell lists is what is held then; an empty cell changes nothing, and a dash clears",
    async |app| {
        prepared(&app).await;
        let claire = app.administrator().await;
        import(&claire, EVERYTHING).await;
        let single = To::User(id(&account(&app, "yves").await).parse().expect("an id"));
        app.allow(single, authz::Action::ViewCosts, authz::Relation::Any, app.world.huy).await;
        let header = "username;phone;ends_at;external_id;role;roles;teams;tags\n";
        let told = import(&claire, &format!("{header}zoe;;;;;;;\nyves;;;;;;;\n")).await;
        assert_eq!(outcomes(&told), ["unchanged", "unchanged"]);
        let told = import(
        &claire,
        &format!("{header}zoe;-;-;-;Utilisateur de base;Editor @ Sud;;\nyves;;;;;Gestionnaire @ Huy;-;Toit @ Nord\n"),
    )
    .await;
        assert_eq!(outcomes(&told), ["changed", "changed"], "{told}");
        assert_eq!(changes(&told, 0, "role"), [(Some("Lecteur"), None), (None, Some("Utilisateur de base"))]);
        assert_eq!(changes(&told, 1, "roles"), [(Some("Relecteur @ Liège"), None)]);
        let tags = [(Some("Chauffage"), None), (Some("Toit! @ Nord"), Some("Toit @ Nord"))];
        assert_eq!(changes(&told, 1, "tags"), tags);
        let zoe = account(&app, "zoe").await;
        let cleared = ["phone", "ends_at", "external_id"].map(|field| zoe.get(field).is_none());
        assert_eq!((cleared, &zoe["first_name"]), ([true; 3], &json!("Zoé")));
        assert_eq!(held(&app, "zoe").await, ["basic_user @ Mosane", "editor @ Sud"]);
        assert_eq!(
            held(&app, "yves").await,
            [" @ Huy", "basic_user @ Mosane", "manager @ Huy"],
            "single permissions stay"
        );
        let yves = account(&app, "yves").await;
        assert!(claire.get(&format!("/teams?member_id={}", id(&yves))).await.expect(200).items().is_empty());
    }
);

test!("what the caller does not see is neither told nor taken", async |app| {
    let sud = app.give(To::User(app.world.person("nadia")), ShippedRole::Reviewer, app.world.sud).await;
    let team = app.team("Sudistes", app.world.sud, &["nadia"]).await;
    let thomas = app.manager().await;
    let told = import(&thomas, "username;roles;teams\nnadia;-;-\n").await;
    assert!(!told.to_string().contains("Sud"), "{told}");
    let claire = app.administrator().await;
    let grants = claire.pages(&format!("/grants?user_id={}", app.world.person("nadia"))).await;
    assert!(grants.iter().any(|grant| id(grant) == sud.to_string()));
    assert_eq!(claire.get(&format!("/teams/{team}/members")).await.expect(200).items().len(), 1);
});

test!("a refused line changes nothing, and those around it are done", async |app| {
    let thomas = app.manager().await;
    let told = import(
        &thomas,
        "username;email;home;phone;role;roles\n\
         zoe;zoe@neuf.example;Huy;085;Administrator;Visitor @ Huy\n\
         yves;yves@neuf.example;Huy;085;;Visitor @ Huy\n",
    )
    .await;
    assert_eq!(outcomes(&told), ["refused", "created"], "{told}");
    assert_eq!(told["lines"][0]["changes"], json!([]));
    let found = app.administrator().await.get("/users?name=neuf.example").await.expect(200);
    assert_eq!(found.items().len(), 1);
});

test!(
    "[PP-2] whoever has a password confirms the address that a file gives them, and is asked once",
    async |app| {
        let claire = app.administrator().await;
        let file = "username;email\nnadia;nadia@neuf.example\n";
        assert_eq!(outcomes(&import(&claire, file).await), ["changed"]);
        assert_eq!(account(&app, "nadia").await["pending_email"], "nadia@neuf.example");
        assert_eq!(outcomes(&import(&claire, file).await), ["unchanged"]);
        assert_eq!(app.outbox().await.len(), 2, "the question, and word to the old address");
    }
);

test!("[PO-7] whoever a file deactivates is out at once", async |app| {
    let nadia = app.visitor().await;
    nadia.get("/me").await.expect(200);
    let told = import(&app.manager().await, "username;active\nnadia;non\n").await;
    assert_eq!(changes(&told, 0, "active"), [(Some("yes"), Some("no"))]);
    nadia.get("/me").await.expect(401);
});

test!(
    "what French spreadsheets write is read: Windows-1252, semicolons, an apostrophe before a sign",
    async |app| {
        let claire = app.administrator().await;
        let mut file =
            b"username;email;first_name;phone;home\r\nzoe;zoe@neuf.example;Zo\xe9;'+32 85 12;Li\xe8ge\r\n"
                .to_vec();
        let told = claire.post_file("/user-imports", "text/csv", file.clone()).await.expect(200).body;
        assert_eq!(outcomes(&told), ["created"], "{told}");
        let zoe = account(&app, "zoe").await;
        let read = ["first_name", "phone"].map(|field| zoe[field].clone());
        assert_eq!((read, &zoe["home"]["name"]), (["Zoé".into(), "+32 85 12".into()], &json!("Liège")));
        file.extend(b"=cmd;x@neuf.example;;;\r\n");
        let told = claire.post_file("/user-imports", "text/csv", file).await.expect(200).body;
        assert_eq!(outcomes(&told), ["unchanged", "created"], "text that looks like a formula is text");
    }
);

test!("eight at once import the same file: each account is made once", async |app| {
    let claire = app.administrator().await;
    let file = "username;email\nzoe;zoe@neuf.example\nyves;yves@neuf.example\n";
    let all = futures::future::join_all((0..8).map(|_| import(&claire, file))).await;
    let made: u64 = all.iter().filter_map(|told| told["created"].as_u64()).sum();
    let left: u64 = all.iter().filter_map(|told| told["unchanged"].as_u64()).sum();
    assert_eq!((made, left), (2, 14));
});

test!("an import that fails halfway tells what was done, and is sent again", async |app| {
    let claire = app.administrator().await;
    let line = |at: usize| format!("neu{at};neu{at}@neuf.example;{}\n", if at == 249 { "oui" } else { "" });
    let broken = format!("username;email;invite\n{}", (0..450).map(line).collect::<String>());
    app.refuse("INSERT", "account_link").await;
    let told = import(&claire, &broken).await;
    let done = outcomes(&told).iter().filter(|outcome| **outcome == "created").count();
    assert_eq!(
        (done, outcomes(&told).len()),
        (200, 450),
        "the slice of the failure and what follows is not done"
    );
    assert_eq!(problems(&told, 200), [("", "interrupted")]);
    let told = import(&claire, &broken.replace("oui", "")).await;
    assert_eq!((told["unchanged"].as_u64(), told["created"].as_u64()), (Some(200), Some(250)));
});

/// Five thousand people with names, a home, a role and a team.
fn crowd() -> String {
    let line = |at: usize| {
        format!(
            "p{at:05};X-{at};Prénom{at};Nom{at};p{at}@foule.example;Nord;Relecteur @ Huy | Visitor @ Liège;Foule\n"
        )
    };
    let header = "username;external_id;first_name;last_name;email;home;roles;teams\n";
    format!("{header}{}", (0..5_000).map(line).collect::<String>())
}

ignored_test!("[PO-9] five thousand people are planned and imported within a minute", async |app| {
    app.team("Foule", app.world.huy, &[]).await;
    let (claire, file) = (app.administrator().await, crowd());
    let begun = Instant::now();
    let plan = claire.post_file("/user-imports/plan", "text/csv", file.clone().into()).await.expect(200).body;
    let planned = begun.elapsed();
    let first = import(&claire, &file).await;
    let applied = begun.elapsed();
    let second = import(&claire, &file).await;
    let word = app.engine.word();
    println!(
        "{word}: plan {planned:?}, apply {:?}, again {:?}",
        applied - planned,
        begun.elapsed() - applied
    );
    let counts = [&plan["created"], &first["created"], &second["unchanged"]].map(Value::as_u64);
    assert_eq!(counts, [Some(5_000); 3]);
    assert!(applied.as_secs() < 60, "{word}: {applied:?}");
});
