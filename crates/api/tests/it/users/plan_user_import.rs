use authz::{Action, Relation, ShippedRole};
use serde_json::{Value, json};

use super::import_users::{changes, outcomes, problems};
use crate::{
    support::{Client, To},
    test,
};

/// What a file would do.
async fn plan(by: &Client, file: &str) -> Value {
    by.post_file("/user-imports/plan", "text/csv", file.as_bytes().to_vec()).await.expect(200).body
}

test!("[PO-9] a plan tells each line and does nothing", async |app| {
    let (claire, before) = (app.administrator().await, app.everything().await);
    let plan = plan(
        &claire,
        "username;email;first_name;home;role\n\
         zoe;zoe@neuf.example;Zoé;Nord;\n\
         nadia;;Nadège;;\n\
         hugo;;;;\n\
         yves;;Yves;Nord;\n",
    )
    .await;
    assert_eq!(outcomes(&plan), ["created", "changed", "unchanged", "refused"]);
    let counts = ["created", "changed", "unchanged", "refused"].map(|count| plan[count].clone());
    assert_eq!(counts, [1, 1, 1, 1].map(Value::from));
    assert_eq!(plan["lines"][1]["line"], 3);
    let nadia = app.administrator().await.get(&format!("/users/{}", app.world.person("nadia"))).await;
    let was = nadia.body["first_name"].clone();
    assert_eq!(
        plan["lines"][1]["changes"],
        json!([{ "column": "first_name", "before": was, "after": "Nadège" }])
    );
    assert_eq!(problems(&plan, 3), [("email", "required")]);
    let after = app.everything().await;
    let kept = |all: &std::collections::BTreeMap<String, Vec<String>>| {
        all.iter().filter(|(table, _)| *table != "session").map(|(_, rows)| rows.clone()).collect::<Vec<_>>()
    };
    assert_eq!(kept(&after).len(), kept(&before).len());
    assert!(app.audit("create_user").await.is_empty() && app.audit("update_user").await.is_empty());
});

test!(
    "[PP-1] a line is judged where its account shall live, by the rules of the single operations",
    async |app| {
        let thomas = app.manager().await;
        let plan = plan(
            &thomas,
            "username;email;home;role\n\
         zoe;zoe@neuf.example;Huy;\n\
         yves;yves@neuf.example;;\n\
         xavier;xavier@neuf.example;Sud;\n\
         walter;walter@neuf.example;Nord;Administration\n\
         stranger;;;\n\
         claire;;;\n\
         thomas;;Nord;\n",
        )
        .await;
        assert_eq!(outcomes(&plan)[0], "created", "{plan}");
        assert_eq!(problems(&plan, 1), [("home", "refused")], "the top is not theirs");
        assert_eq!(problems(&plan, 2), [("home", "unknown")], "nor do they come across Sud");
        assert_eq!(problems(&plan, 3), [("role", "refused")], "nor do they give what they have not");
        // Whoever cannot make accounts at the top is not told who is there.
        assert_eq!(problems(&plan, 4), [("home", "refused")]);
        assert_eq!(plan["lines"][4]["problems"], plan["lines"][1]["problems"]);
        assert_eq!(plan["lines"][5]["problems"], plan["lines"][1]["problems"]);
        assert_eq!(plan["lines"][1]["problems"][0]["rule"], "lacks");
    }
);

test!("[PP-7] basic at the top and manager of one company group imports into that group only", async |app| {
    let paul = To::User(app.world.person("paul"));
    app.give(paul, ShippedRole::BasicUser, app.world.instance).await;
    app.give(paul, ShippedRole::Manager, app.world.nord).await;
    let paul = app.logged_in("paul").await;
    let file = "username,email,home\nzoe,zoe@neuf.example,Nord\nyves,yves@neuf.example,Mosane\n";
    let plan = plan(&paul, file).await;
    assert_eq!(outcomes(&plan), ["created", "refused"]);
    assert_eq!(changes(&plan, 0, "role"), [(None, Some("Utilisateur de base"))], "what accounts begin with");
    assert_eq!(problems(&plan, 1), [("home", "refused")]);
});

test!("whoever makes accounts that are out of their sight makes nothing more of them", async |app| {
    let paul = app.world.person("paul");
    app.allow(To::User(paul), Action::CreateUser, Relation::Any, app.world.nord).await;
    let paul = app.logged_in("paul").await;
    let plan = plan(
        &paul,
        "username;email;home;active\nzoe;zoe@neuf.example;Nord;\nyves;yves@neuf.example;Nord;non\nnadia;;Huy;\n",
    )
    .await;
    assert_eq!(outcomes(&plan), ["created", "refused", "refused"]);
    assert_eq!(problems(&plan, 2), [("username", "taken")], "{plan}");
});

test!("each thing that a line cannot have is named, with what to do", async |app| {
    app.site(app.world.sud, "Huy").await;
    let plan = plan(
        &app.administrator().await,
        "username;external_id;email;language;active;ends_at;default_site;role;roles;teams;tags;invite\n\
         two words;;a@neuf.example;;;;;;;;;\n\
         zoe;;zoe.lenoir@;;;;;;;;;\n\
         NADIA@mosane.example;;b@neuf.example;;;;;;;;;\n\
         n\u{430}dia;;c@neuf.example;;;;;;;;;\n\
         yves;;nadia@mosane.example;xx;perhaps;31/02/2027;;;;;;oh\n\
         xavier;;d@neuf.example;;;2020-01-01;Huy;Nobody;Manager;Ghosts;Ghost;\n\
         walter;;e@neuf.example;;non;;;;Manager @ Mosane;;;oui\n\
         ursula;;f@neuf.example;;;;;;;;;;too many\n\
         tom;;-;;;;;;;;;\n",
    )
    .await;
    let all: Vec<Vec<(&str, &str)>> = (0..9).map(|line| problems(&plan, line)).collect();
    assert_eq!(all[0], [("username", "pattern")]);
    assert_eq!(all[1], [("email", "pattern")]);
    assert_eq!(all[2], [("username", "taken")]);
    assert_eq!(all[3], [("username", "mixed_scripts")]);
    let yves = [
        ("language", "value"),
        ("active", "value"),
        ("ends_at", "value"),
        ("invite", "value"),
        ("email", "taken"),
    ];
    assert_eq!(all[4], yves);
    let xavier = [
        ("default_site", "ambiguous"),
        ("role", "unknown"),
        ("roles", "where"),
        ("teams", "unknown"),
        ("tags", "unknown"),
        ("ends_at", "past"),
    ];
    assert_eq!(all[5], xavier);
    let huy = &plan["lines"][5]["problems"][0];
    assert_eq!(
        (&huy["value"], huy["detail"].as_str().map(|it| it.contains("`Mosane > Nord > Huy`"))),
        (&json!("Huy"), Some(true))
    );
    assert_eq!(all[6], [("roles", "at_the_top"), ("invite", "closed")]);
    assert_eq!(all[7], [("", "too_many_cells")]);
    assert_eq!(all[8], [("email", "required"), ("email", "required")]);
});

test!("two lines about one person, or for one name, are told apart from the first", async |app| {
    let claire = app.administrator().await;
    let mut known = super::newcomer("kate", app.world.huy);
    known["external_id"] = json!("E-1");
    claire.post("/users", known).await.expect(201);
    let plan = plan(
        &claire,
        "username;external_id;email\n\
         Straße;;a@neuf.example\n\
         STRASSE;;b@neuf.example\n\
         zoe;E-2;c@neuf.example\n\
         yves;E-2;d@neuf.example\n\
         xavier;;C@neuf.example\n\
         kate;;\n\
         ;E-1;\n\
         kate2;E-1;\n\
         nadia;E-1;\n",
    )
    .await;
    assert_eq!(problems(&plan, 1), [("username", "duplicate")]);
    assert!(plan["lines"][1]["problems"][0]["detail"].as_str().is_some_and(|told| told.contains("line 2")));
    assert_eq!(problems(&plan, 3), [("external_id", "duplicate")]);
    assert_eq!(problems(&plan, 4), [("email", "taken")]);
    assert_eq!(outcomes(&plan)[5], "unchanged");
    assert_eq!(problems(&plan, 6), [("", "duplicate")]);
    assert_eq!(problems(&plan, 7), [("username", "fixed"), ("external_id", "duplicate")]);
    assert_eq!(problems(&plan, 8), [("external_id", "taken"), ("external_id", "duplicate")]);
});

test!(
    "[CT-5] nobody shuts themselves or a super administrator out by a file, or changes themselves",
    async |app| {
        let claire = app.administrator().await;
        app.set_account("sophie", "super_administrator = TRUE").await;
        let file = "username;active;first_name\nclaire;non;\nclaire;;Clara\nsophie;non;\n";
        let plan = plan(&claire, file).await;
        assert_eq!(problems(&plan, 0), [("active", "refused")]);
        assert_eq!(problems(&plan, 1), [("username", "duplicate"), ("", "own")]);
        assert_eq!(plan["lines"][2]["outcome"], "refused");
    }
);

test!(
    "[PL-6] only administrators give a file's people what makes an administrator, or take it",
    async |app| {
        let hugo = To::User(app.world.person("hugo"));
        app.allow_everything(To::User(app.world.person("paul")), app.world.instance).await;
        app.give(hugo, ShippedRole::Administrator, app.world.instance).await;
        let paul = app.logged_in("paul").await;
        let plan = plan(&paul, "username;role;roles\nnadia;Administrator;\nhugo;Visitor;\nhugo2;;-\n").await;
        for line in 0..2 {
            assert_eq!(plan["lines"][line]["problems"][0]["rule"], "administrators_only", "{plan}");
        }
    }
);

test!("a file that cannot be read is one problem, which says where and what to do", async |app| {
    let claire = app.administrator().await;
    let post = |file: &'static [u8]| {
        claire.post_file("/user-imports/plan", "text/csv; charset=utf-8", file.to_vec())
    };
    for (file, line, code) in [
        (&b""[..], "/1", "empty"),
        (b"username;prenom\nzoe;Z\n", "/1", "unknown_column"),
        (b"first_name\nZo\n", "/1", "no_key"),
        (b"username\n", "/2", "empty"),
        (b"PK\x03\x04\x00", "/1", "encoding"),
    ] {
        let refused = post(file).await;
        assert_eq!(refused.problem(422, "invalid-body"), [(line.to_owned(), code.to_owned())]);
    }
    let refused = claire.post("/user-imports/plan", json!({})).await;
    refused.problem(415, "unsupported-media-type");
    let large = claire.post_file("/user-imports/plan", "text/csv", vec![b'a'; 5 * 1024 * 1024 + 1]).await;
    large.problem(413, "too-large");
    app.visitor().await.post_file("/user-imports/plan", "text/csv", vec![b'a']).await.lacks("create_user");
});

test!("the template is a file that the plan reads, with every column", async |app| {
    let claire = app.administrator().await;
    let template = claire.get("/user-imports/template").await.expect(200);
    assert_eq!(template.header("content-type"), "text/csv; charset=utf-8");
    assert!(template.bytes.starts_with("\u{feff}username;external_id;".as_bytes()));
    let plan = plan(&claire, &template.text).await;
    assert_eq!(outcomes(&plan), ["created", "refused"]);
    let unknown: Vec<_> = problems(&plan, 1).into_iter().map(|(_, code)| code).collect();
    assert!(unknown.iter().all(|code| *code == "unknown"), "{plan}");
});

test!("a plan of twice the lines takes no more statements", async |app| {
    let claire = app.administrator().await;
    let lines = |many: usize| {
        let line = |at: usize| format!("neu{at};neu{at}@neuf.example;Nord;Gestionnaire @ Huy\n");
        format!("username;email;home;roles\nnadia;;;\n{}", (0..many).map(line).collect::<String>())
    };
    plan(&claire, &lines(1)).await;
    let mut costs = Vec::new();
    for many in [10, 20] {
        let before = app.db().statements();
        plan(&claire, &lines(many)).await;
        costs.push(app.db().statements() - before);
    }
    assert_eq!(costs[0], costs[1]);
    assert!(costs[0] <= 32, "{costs:?}");
});
