use serde_json::json;

use super::palier;
use crate::{
    support::{PASSWORD, TestApp},
    test,
};

const MARIE: [&str; 10] = [
    "user",
    "create-admin",
    "--username",
    "Marie",
    "--email",
    "Marie@Mosane.example",
    "--first-name",
    "Marie",
    "--last-name",
    "Test",
];

fn run(data: &std::path::Path, url: &str, arguments: &[&str], input: &str) -> super::Run {
    palier(arguments, &[("PALIER_DATA", data.to_str().expect("a path")), ("PALIER_DATABASE_URL", url)], input)
}

fn create(app: &TestApp, input: &str) -> super::Run {
    run(app.folder(), &app.database_url, &MARIE, input)
}

test!("the operator makes an administrator from the command line, who logs in at once", async |app| {
    let made = create(&app, &format!("{PASSWORD}\n"));
    assert_eq!(made.code, Some(0), "{made:?}");
    assert!(!format!("{made:?}").contains(PASSWORD));
    for login in ["marie", "marie@mosane.example"] {
        let me = app.logged_in(login).await.get("/me").await.expect(200);
        assert_eq!(
            (&me.body["roles"][0]["shipped"], &me.body["username"]),
            (&json!("administrator"), &json!("Marie"))
        );
    }
});

test!("an administrator is made once, whatever the case of the name", async |app| {
    assert_eq!(create(&app, &format!("{PASSWORD}\n")).code, Some(0));
    assert!(create(&app, &format!("{PASSWORD}\n")).refused().contains("in use"));
    let mut upper = MARIE;
    (upper[3], upper[5]) = ("MARIE", "other@mosane.example");
    let again = run(app.folder(), &app.database_url, &upper, &format!("{PASSWORD}\n"));
    assert!(again.refused().contains("in use"));
});

test!("an administrator needs a password of fifteen characters, and a mail address", async |app| {
    for short in ["", "\n", "fourteen chars\n"] {
        assert!(create(&app, short).refused().contains("15"));
    }
    let mut wrong = MARIE;
    wrong[5] = "marie";
    assert_eq!(run(app.folder(), &app.database_url, &wrong, "").code, Some(2));
    app.nobody()
        .post("/session", json!({ "login": "marie", "password": "fourteen chars" }))
        .await
        .problem(401, "wrong-credentials");
});

test!("a name that says nothing or holds control characters is no name", async |app| {
    for (at, value) in [(3, ""), (3, "  "), (3, "Ma\nrie"), (7, "\t"), (9, &*"x".repeat(121))] {
        let mut wrong = MARIE;
        wrong[at] = value;
        run(app.folder(), &app.database_url, &wrong, &format!("{PASSWORD}\n")).refused();
    }
});

test!("nobody takes a username that is somebody's mail address", async |app| {
    for (at, value) in [(3, "nadia@mosane.example"), (5, "nadia@mosane.example")] {
        let mut wrong = MARIE;
        wrong[at] = value;
        assert!(
            run(app.folder(), &app.database_url, &wrong, &format!("{PASSWORD}\n"))
                .refused()
                .contains("in use")
        );
    }
    app.visitor().await.get("/me").await.expect(200);
});

test!("before the set-up there is nothing to administer", async |app| {
    let bare = app.bare().await;
    let run = run(bare.folder(), &bare.database_url, &MARIE, &format!("{PASSWORD}\n"));
    assert!(run.refused().contains("set up"), "{run:?}");
});
