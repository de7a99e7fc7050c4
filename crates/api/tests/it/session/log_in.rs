use api::db::{entities::user_account, unfenced::Because};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, sea_query::Expr};
use serde_json::{Value, json};

use crate::{
    support::{Answer, PASSWORD, TestApp},
    test,
};

fn credentials(login: &str, password: &str) -> Value {
    json!({ "login": login, "password": password })
}

/// Everything that an answer tells, but the id of the request.
fn told(answer: &Answer) -> (u16, Value, Vec<String>) {
    let mut body = answer.body.clone();
    body["request_id"].take();
    let names = answer.headers.iter().map(|(name, _)| name.to_string()).collect();
    (answer.status.as_u16(), body, names)
}

async fn change_account(app: &TestApp, username: &str, column: user_account::Column, value: Option<String>) {
    let unfenced = app.db().unfenced(Because::NobodyIsKnownYet);
    let change = unfenced.update_many::<user_account::Entity>().col_expr(column, Expr::value(value));
    change
        .filter(user_account::Column::Username.eq(username))
        .exec(unfenced.connection())
        .await
        .expect("changed");
}

test!("[PP-2] one logs in with username or email address, in upper or lower case", async |app| {
    for login in ["nadia", "NADIA", "Nadia", " nadia ", "nadia@mosane.example", "Nadia@Mosane.EXAMPLE"] {
        let answer = app.nobody().post("/session", credentials(login, PASSWORD)).await.expect(200);
        assert_eq!(answer.body["user"]["username"], "nadia", "{login}");
        assert_eq!(answer.body["expires_in"], 600);
    }
});

test!("[PP-2] case is folded beyond ASCII", async |app| {
    let unfenced = app.db().unfenced(Because::NobodyIsKnownYet);
    let renamed = unfenced
        .update_many::<user_account::Entity>()
        .set(user_account::ActiveModel {
            username: Set("Éloïse Ærø".to_owned()),
            username_key: Set(domain::fold_case("Éloïse Ærø")),
            ..Default::default()
        })
        .filter(user_account::Column::Username.eq("nadia"));
    renamed.exec(unfenced.connection()).await.expect("renamed");
    for login in ["éloïse ærø", "ÉLOÏSE ÆRØ"] {
        app.nobody().post("/session", credentials(login, PASSWORD)).await.expect(200);
    }
    app.nobody()
        .post("/session", credentials("eloise aero", PASSWORD))
        .await
        .problem(401, "wrong-credentials");
});

test!("[PO-1] whoever cannot log in learns nothing about the account, and costs as much work", async |app| {
    change_account(&app, "henri", user_account::Column::PasswordHash, None).await;
    let mut answers = Vec::new();
    for (login, password) in [
        ("nadia", "a wrong passphrase"),
        ("nobody-of-that-name", PASSWORD),
        ("ines", PASSWORD),
        ("henri", PASSWORD),
    ] {
        let before = app.app.passwords.checks();
        let answer = app.nobody().post("/session", credentials(login, password)).await;
        assert_eq!(app.app.passwords.checks() - before, 1, "{login}: one argon2id check");
        assert!(answer.cookies.is_empty());
        answers.push(told(&answer));
    }
    assert_eq!(answers[0].0, 401);
    assert_eq!(answers[0].1["type"], "/problems/wrong-credentials");
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:#?}");
});

test!(
    "a password is taken as it is: spaces, case and accents count, and a longer one is another",
    async |app| {
        for wrong in [
            "correct horse battery ",
            " correct horse battery",
            "Correct horse battery",
            "correct horse batter\u{0}y",
        ] {
            app.nobody()
                .post("/session", credentials("nadia", wrong))
                .await
                .problem(401, "wrong-credentials");
        }
    }
);

test!("a login that no account can have is refused, not an error of the server", async |app| {
    for (login, code) in [("", "too_short"), ("na\u{0}dia", "pattern"), (&"x".repeat(255), "too_long")] {
        let answer = app.nobody().post("/session", credentials(login, PASSWORD)).await;
        assert_eq!(answer.problem(422, "invalid-body"), [("/login".to_owned(), code.to_owned())]);
    }
    for login in ["' OR 1=1 --", "nadia%", "n_dia", "\\", "\u{202e}aidan", "{\"$ne\":null}"] {
        app.nobody().post("/session", credentials(login, PASSWORD)).await.problem(401, "wrong-credentials");
    }
});

test!("the credentials must be those two texts and nothing more", async |app| {
    let login = |body: Value| {
        let nobody = app.nobody();
        async move { nobody.post("/session", body).await.problem(422, "invalid-body") }
    };
    let fault = |pointer: &str, code: &str| vec![(pointer.to_owned(), code.to_owned())];
    assert_eq!(login(json!({ "login": "nadia" })).await, fault("/password", "required"));
    assert_eq!(login(json!({ "login": "nadia", "password": true })).await, fault("/password", "type"));
    assert_eq!(login(json!({ "login": ["nadia"], "password": PASSWORD })).await, fault("/login", "type"));
    let with_role = json!({ "login": "nadia", "password": PASSWORD, "role/~": "administrator" });
    assert_eq!(login(with_role).await, fault("/role~1~0", "unknown_field"));
});

test!("a body of thousands of wrong fields is answered with a few of them", async |app| {
    let fields = (0..5_000).map(|field| format!("\"f{field}\":0")).collect::<Vec<_>>().join(",");
    let answer =
        app.nobody().send(actix_web::http::Method::POST, "/session", Some(format!("{{{fields}}}"))).await;
    assert!(answer.text.len() < 20_000, "{} bytes", answer.text.len());
    assert_eq!(answer.problem(422, "invalid-body").len(), 50);
});
