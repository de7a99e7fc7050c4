use crate::test;

test!("everybody finds the company groups they have to do with, and no other", async |app| {
    for (username, groups) in [
        ("claire", vec!["Nord", "Sud"]),
        ("thomas", vec!["Nord"]),
        ("nadia", vec!["Nord"]),
        ("sophie", vec!["Sud"]),
        ("paul", vec![]),
    ] {
        let seen = app.logged_in(username).await.pages("/company-groups").await;
        let seen: Vec<_> = seen.iter().map(|it| it["name"].as_str().expect("a name")).collect();
        assert_eq!(seen, groups, "{username}");
    }
});

test!("a cursor that no list by name gave is refused", async |app| {
    let claire = app.administrator().await;
    for cursor in [
        "abc",
        // A cursor of a list by time, and one with a character that no name has.
        "eyJBdCI6WyIyMDI2LTExLTIxVDA5OjAwOjAwWiIsIjAxOTBjMGRlLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDAwMSJdfQ",
        "eyJOYW1lZCI6WyJhXHUwMDAwYiIsIjAxOTBjMGRlLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDAwMSJdfQ",
    ] {
        for list in ["/company-groups", "/sites"] {
            let answer = claire.get(&format!("{list}?cursor={cursor}")).await;
            assert!(answer.problem(400, "malformed").is_empty(), "{list} {cursor}");
        }
    }
});
