use std::collections::BTreeSet;

use actix_web::http::Method;
use serde_json::{Value, json};

use crate::test;

test!("a wrong path of the API is a problem, whatever the method", async |app| {
    let claire = app.administrator().await;
    for path in [
        "//api/v1/nothing",
        "//api/v1/",
        "//api/v2/requests",
        "//api/",
        "//api",
        "//.well-known/nothing",
        "//api/v1/requests/1/2/3",
    ] {
        for method in [Method::GET, Method::POST, Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS]
        {
            claire.send(method, path, None).await.problem(404, "not-found");
        }
    }
    for path in ["/requests/%00", "/requests/..%2f..%2fetc", "/requests/1%20OR%201", "/requests/%ff"] {
        claire.get(path).await.problem(404, "not-found");
    }
});

test!("a wrong method is refused, naming those that are taken", async |app| {
    let nobody = app.nobody();
    for (path, method, allowed) in [
        ("/session", Method::GET, vec!["DELETE", "POST"]),
        ("/me", Method::DELETE, vec!["GET", "PUT"]),
        ("/requests", Method::PUT, vec!["GET", "POST"]),
        ("/requests", Method::OPTIONS, vec!["GET", "POST"]),
        ("/requests/00000000-0000-7000-8000-000000000000/status", Method::PATCH, vec!["PUT"]),
        ("//.well-known/jwks.json", Method::POST, vec!["GET"]),
        ("//api/openapi.json", Method::POST, vec!["GET", "HEAD"]),
        ("//healthz", Method::DELETE, vec!["GET", "HEAD"]),
    ] {
        let answer = nobody.send(method, path, None).await;
        let named: BTreeSet<&str> = answer.header("allow").split(", ").collect();
        assert_eq!(named, allowed.into_iter().collect(), "{path}");
        answer.problem(405, "method-not-allowed");
    }
});

test!("a body of 300 KB is refused, and one just under the limit is read", async |app| {
    let claire = app.administrator().await;
    let of_length = |length: usize| Some(format!("{{\"name\":\"{}\"}}", "x".repeat(length)));
    for path in ["/company-groups", "/session", "/setup"] {
        claire.send(Method::POST, path, of_length(300_000)).await.problem(413, "too-large");
    }
    let fits = claire.send(Method::POST, "/company-groups", of_length(256 * 1024 - 20)).await;
    assert_eq!(fits.problem(422, "invalid-body"), [("/name".to_owned(), "too_long".to_owned())]);
});

test!("what is not sent as JSON is refused, so that no form of another site can send it", async |app| {
    let claire = app.administrator().await;
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/jsonp",
        "text/json",
        "",
    ] {
        let answer =
            claire.with("content-type", kind).post("/company-groups", json!({ "name": "Ouest" })).await;
        answer.problem(415, "unsupported-media-type");
    }
    let login = json!({ "login": "nadia", "password": "correct horse battery" });
    app.nobody()
        .with("content-type", "text/plain")
        .post("/session", login)
        .await
        .problem(415, "unsupported-media-type");
    let charset = claire.with("content-type", "Application/JSON; charset=utf-8");
    charset.post("/company-groups", json!({ "name": "Ouest" })).await.expect(201);
});

test!("what is no JSON is refused without repeating it", async |app| {
    let claire = app.administrator().await;
    let deep = "[".repeat(10_000);
    for body in [
        "",
        "{",
        "nonsense",
        "{\"name\":\"a\"}x",
        "{'name':'a'}",
        "\u{feff}{}",
        "{\"name\":\"\u{1}\"}",
        "{\"name\":\"\\ud800\"}",
        &deep,
    ] {
        let answer = claire.send(Method::POST, "/company-groups", Some(body.to_owned())).await;
        assert!(!answer.text.contains("nonsense"), "{}", answer.text);
        answer.problem(400, "malformed");
    }
    for body in [json!(null), json!([]), json!("name"), json!(1)] {
        claire.post("/company-groups", body).await.problem(422, "invalid-body");
    }
});

test!("a long hostile text costs no more time than a short one", async |app| {
    let nobody = app.nobody();
    let email = |text: String| {
        let mut answers = crate::instance::answers("guess");
        answers["administrator"]["email"] = json!(text);
        answers["organisation_name"] = json!(" ".repeat(60_000) + "\u{1}");
        answers
    };
    let began = std::time::Instant::now();
    for hostile in
        ["a.".repeat(50_000), format!("a@{}", "a-".repeat(50_000)), format!("a@{}", "a.".repeat(50_000))]
    {
        nobody.post("/setup", email(hostile)).await.problem(422, "invalid-body");
    }
    assert!(began.elapsed() < std::time::Duration::from_secs(10), "{:?}", began.elapsed());
});

test!("every answer carries an id of its own, that no client chooses", async |app| {
    let mut ids = BTreeSet::new();
    for path in ["/instance", "/me", "//api/nothing", "//healthz", "//somewhere"] {
        let answer = app.nobody().with("x-request-id", "chosen").get(path).await;
        let id = answer.header("x-request-id").to_owned();
        assert!(id.parse::<uuid::Uuid>().is_ok(), "{path}: {id}");
        assert!(ids.insert(id), "{path}: twice");
        if let Value::String(told) = &answer.body["request_id"] {
            assert_eq!(told, answer.header("x-request-id"), "{path}");
        }
    }
});
