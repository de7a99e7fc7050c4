use actix_web::http::Method;
use serde_json::json;

use crate::{
    support::{Answer, Client, TestApp},
    test,
};

const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' blob: data:; connect-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'self'; \
     base-uri 'none'; frame-ancestors 'none'";

/// One answer of every kind: found, made, emptied, refused, wrong, a file, a page, a redirect.
async fn answers(app: &TestApp, server: &Client) -> Vec<(&'static str, Answer)> {
    let claire = server.log_in("claire").await;
    let answers = vec![
        ("200", claire.get("/me").await),
        ("201", claire.post("/company-groups", json!({ "name": "Ouest" })).await),
        ("400", claire.send(Method::POST, "/company-groups", Some("{".to_owned())).await),
        ("401", server.get("/me").await),
        ("403", server.log_in("nadia").await.get("/settings").await),
        ("404", claire.get("/nothing").await),
        ("404", claire.get(&format!("/requests/{}", app.world.huy)).await),
        ("405", claire.send(Method::PATCH, "/me", None).await),
        ("413", claire.send(Method::POST, "/session", Some("x".repeat(300_000))).await),
        ("415", claire.with("content-type", "text/plain").post("/session", json!({})).await),
        ("422", claire.post("/company-groups", json!({})).await),
        ("204", claire.get("//healthz").await),
        ("200", claire.get("//.well-known/jwks.json").await),
        ("200", claire.get("//api/openapi.json").await),
        ("200", claire.get("//api/docs/").await),
        ("", claire.get("//api/docs").await),
        ("", claire.get("//").await),
        ("404", claire.get("//assets/nothing.js").await),
        ("204", claire.delete("/session").await),
    ];
    answers
}

test!("every kind of answer carries the headers that protect the browser", async |app| {
    for (status, answer) in answers(&app, &app.nobody()).await {
        assert!(status.is_empty() || answer.status.as_str() == status, "{status}: {}", answer.text);
        for (name, value) in [
            ("content-security-policy", CONTENT_SECURITY_POLICY),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("x-frame-options", "DENY"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), value, "{name} of {status} {}", answer.text);
        }
        assert_eq!(answer.header("strict-transport-security"), "", "plain http on loopback");
        for open in
            ["access-control-allow-origin", "access-control-allow-credentials", "server", "x-powered-by"]
        {
            assert_eq!(answer.header(open), "", "{open} of {status}");
        }
    }
});

test!("over https every answer insists on TLS", async |app| {
    let server = app.server_with(json!({ "public_url": "https://demandes.example.org" })).await;
    for (status, answer) in answers(&app, &server).await {
        assert_eq!(
            answer.header("strict-transport-security"),
            "max-age=63072000; includeSubDomains",
            "{status} {}",
            answer.text
        );
    }
});

test!("no answer of the API is kept by a browser or a proxy", async |app| {
    let claire = app.administrator().await;
    for path in ["/me", "/requests", "/instance", "/nothing", "//.well-known/jwks.json"] {
        assert_eq!(claire.get(path).await.header("cache-control"), "no-store", "{path}");
    }
});

test!("a page of another site may not read our answers", async |app| {
    let asked = app.administrator().await.with("origin", "https://thief.example");
    let answer = asked.get("/me").await.expect(200);
    assert_eq!(answer.header("access-control-allow-origin"), "");
    let preflight =
        asked.with("access-control-request-method", "PUT").send(Method::OPTIONS, "/settings", None).await;
    assert_eq!(preflight.status.as_u16(), 405);
});
