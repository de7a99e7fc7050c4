use std::time::{Duration, Instant};

use authz::ShippedRole;
use serde_json::{Value, json};

use crate::{
    ignored_test,
    support::{Client, Engine, TestApp, To, id},
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

/// What is wrong with a file as a whole, as `(pointer, code)`.
async fn flaw(by: &Client, file: String) -> Vec<(String, String)> {
    by.post_file("/user-imports", "text/csv", file.into()).await.problem(422, "invalid-body")
}

test!("a file has bounds: columns, lines, characters in a cell, items in a list", async |app| {
    let claire = app.administrator().await;
    let before = app.everything().await["user_account"].clone();
    let (cell, lines) = ("é".repeat(4_001), "a\n".repeat(10_001));
    for (file, line, code) in [
        (format!("username{}\nzoe\n", ";".repeat(64)), "/1", "too_many_columns"),
        (format!("username;phone\nyves;\nzoe;{cell}\n"), "/3", "too_long_cell"),
        (format!("username\nzoe;;{cell}\n"), "/2", "too_long_cell"),
        (format!("username\n{lines}"), "/1", "too_long"),
    ] {
        assert_eq!(flaw(&claire, file).await, [(line.to_owned(), code.to_owned())]);
    }
    assert_eq!(app.everything().await["user_account"], before);
    let many = |many: usize| (0..many).map(|at| format!("Ghost{at}")).collect::<Vec<_>>().join("|");
    let file = format!(
        "username;roles;teams;tags\nnadia;{0};{0};{0}\nhugo;;{1};\nlea;G @ Ghost|G @ Ghost;G|G|H;G @ Ghost\n",
        many(201),
        many(200)
    );
    let told = import(&claire, &file).await;
    assert_eq!(problems(&told, 0), [("roles", "too_many"), ("teams", "too_many"), ("tags", "too_many")]);
    assert_eq!(problems(&told, 1), [("teams", "unknown"); 20], "enough to see what is wrong");
    let each = [("roles", "unknown"), ("teams", "unknown"), ("teams", "unknown"), ("tags", "unknown")];
    assert_eq!(problems(&told, 2), each, "each item is told once");
});

test!("a server imports two files at a time: a third waits a moment, and is sent again", async |app| {
    let (claire, file) = (app.administrator().await, b"username\nnadia\n");
    let turns = [app.app.imports.turn().await.expect("free"), app.app.imports.turn().await.expect("free")];
    for path in ["/user-imports", "/user-imports/plan"] {
        let busy = claire.post_file(path, "text/csv", file.to_vec()).await;
        assert_eq!(busy.header("retry-after"), "60");
        assert!(busy.problem(503, "unavailable").is_empty());
    }
    drop(turns);
    claire.post_file("/user-imports", "text/csv", file.to_vec()).await.expect(200);
});

test!("a plan waits for nobody who writes the same accounts", async |app| {
    let (claire, file) = (app.administrator().await, b"username;phone\nnadia;1\nhugo;2\n");
    let holder = app.db().begin().await.expect("a transaction");
    if app.engine == Engine::Postgres {
        app.hold(&holder, "SELECT 1 FROM user_account WHERE username = 'nadia' FOR UPDATE").await;
    } else {
        // SQLite has one writer, who locks no rows.
        drop(holder);
    }
    let plan = claire.post_file("/user-imports/plan", "text/csv", file.to_vec());
    let plan = tokio::time::timeout(Duration::from_secs(5), plan).await.expect("at once").expect(200);
    assert_eq!(outcomes(&plan.body), ["changed", "changed"]);
});

test!("[PP-7] the manager of one group sends the same file with the general role again", async |app| {
    let paul = To::User(app.world.person("paul"));
    app.give(paul, ShippedRole::BasicUser, app.world.instance).await;
    app.give(paul, ShippedRole::Manager, app.world.nord).await;
    let paul = app.logged_in("paul").await;
    let file = "username;email;home;role\nzoe;zoe@neuf.example;Nord;Utilisateur de base\n\
                yves;yves@neuf.example;Huy;Utilisateur de base\n";
    let told = import(&paul, file).await;
    assert_eq!(outcomes(&told), ["created", "created"], "{told}");
    let told = import(&paul, file).await;
    assert_eq!(outcomes(&told), ["unchanged", "unchanged"], "{told}");
    let told = import(&paul, &file.replace("Utilisateur de base", "Gestionnaire")).await;
    assert_eq!(problems(&told, 0), [("role", "refused")], "what they do not hold is not theirs to give");
    assert_eq!(held(&app, "zoe").await, ["basic_user @ Mosane"]);
});

/// Where the latest invitation of somebody went, and how many mails there are.
async fn invited(app: &TestApp, username: &str) -> (String, usize) {
    let invitation = account(app, username).await["invitation"]["email"].clone();
    (invitation.as_str().unwrap_or_default().to_owned(), app.outbox().await.len())
}

test!("[PP-10] a mended address is sent an invitation of its own, once", async |app| {
    let claire = app.administrator().await;
    let file = "username;email;invite\nzoe;zoe@faux.example;oui\n";
    assert_eq!(outcomes(&import(&claire, file).await), ["created"]);
    let file = file.replace("faux", "neuf");
    app.clock.advance(chrono::Duration::minutes(1));
    let told = import(&claire, &file).await;
    assert_eq!(changes(&told, 0, "invite"), [(None, Some("zoe@neuf.example"))], "{told}");
    assert_eq!(invited(&app, "zoe").await, ("zoe@neuf.example".to_owned(), 2));
    assert_eq!(outcomes(&import(&claire, &file).await), ["unchanged"]);
    assert_eq!(invited(&app, "zoe").await.1, 2);
});

test!("[PP-10] who holds no invitation that still works is sent another one", async |app| {
    let thomas = app.manager().await;
    let file = "username;email;home;invite\nzoe;zoe@neuf.example;Huy;oui\n";
    assert_eq!(outcomes(&import(&thomas, file).await), ["created"]);
    let claire = app.administrator().await;
    assert_eq!(outcomes(&import(&claire, file).await), ["unchanged"], "whoever sent it");
    app.take_everything("thomas").await;
    assert_eq!(outcomes(&import(&claire, file).await), ["changed"], "it works no more");
    assert_eq!(outcomes(&import(&claire, file).await), ["unchanged"]);
    app.clock.advance(chrono::Duration::days(6));
    let claire = app.administrator().await;
    assert_eq!(outcomes(&import(&claire, file).await), ["changed"], "it is over");
    assert_eq!(app.outbox().await.len(), 3);
});

test!("the last day of other systems is no end", async |app| {
    let claire = app.administrator().await;
    import(&claire, "username;ends_at\nnadia;2030-06-30\nhugo;31/12/9999\n").await;
    let told = import(&claire, "username;ends_at\nnadia;9999-12-31\nhugo;9999-12-31\n").await;
    assert_eq!(outcomes(&told), ["changed", "unchanged"]);
    assert_eq!(changes(&told, 0, "ends_at"), [(Some("2030-06-30"), None)]);
    assert!(account(&app, "nadia").await.get("ends_at").is_none());
});

test!("whoever may not change somebody is not told what others have", async |app| {
    let hugo = To::User(app.world.person("hugo"));
    app.allow_everything(To::User(app.world.person("paul")), app.world.instance).await;
    app.give(hugo, ShippedRole::Administrator, app.world.instance).await;
    let mut known = super::newcomer("kate", app.world.huy);
    known["external_id"] = json!("E-1");
    app.administrator().await.post("/users", known).await.expect(201);
    let paul = app.logged_in("paul").await;
    let header = "username;email;external_id\n";
    for (taken, free) in [("lea@mosane.example;", "free@neuf.example;"), (";E-1", ";E-2")] {
        let told = import(&paul, &format!("{header}hugo;{taken}\npaul;{taken}\n")).await;
        let other = import(&paul, &format!("{header}hugo;{free}\npaul;{free}\n")).await;
        assert_eq!(outcomes(&told), ["refused", "refused"]);
        assert_eq!(told["lines"], other["lines"], "taken or free");
    }
    let told = import(&paul, &format!("{header}nadia;lea@mosane.example;E-1\n")).await;
    assert_eq!(problems(&told, 0), [("external_id", "taken"), ("email", "taken")], "{told}");
});

test!("a list without items takes nothing away", async |app| {
    app.team("Plombiers", app.world.huy, &["nadia"]).await;
    let claire = app.administrator().await;
    let told = import(&claire, "username;roles;teams;tags\nnadia;|;| |;\" \n|\"\n").await;
    assert_eq!(problems(&told, 0), [("roles", "empty"), ("teams", "empty"), ("tags", "empty")], "{told}");
    assert_eq!(held(&app, "nadia").await, ["visitor @ Huy"]);
});

test!("[CT-3] of two links of one tag at one node, one is left", async |app| {
    let (claire, tag) = (app.administrator().await, app.tag("Métier", "Toit").await);
    for who in ["nadia", "lea"] {
        for edit in [false, true] {
            app.link(To::User(app.world.person(who)), tag, edit, app.world.huy).await;
        }
    }
    let file = "username;tags\nnadia;Toit! @ Huy\nlea;Toit @ Huy\n";
    let told = import(&claire, file).await;
    assert_eq!(outcomes(&told), ["changed", "changed"], "{told}");
    assert_eq!(changes(&told, 0, "tags"), [(Some("Toit @ Huy"), None)]);
    assert_eq!(changes(&told, 1, "tags"), [(Some("Toit! @ Huy"), None)]);
    for (who, edit) in [("nadia", true), ("lea", false)] {
        let links = claire.pages(&format!("/tag-grants?user_id={}", app.world.person(who))).await;
        let left: Vec<&Value> = links.iter().map(|link| &link["edit"]).collect();
        assert_eq!(left, [&json!(edit)], "{who}");
    }
    assert_eq!(outcomes(&import(&claire, file).await), ["unchanged", "unchanged"]);
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
