use std::path::Path;

use actix_web::http::Method;

use crate::{support::Answer, test};

/// Where `just serve` puts the app; the tests also run before it is built.
fn is_built() -> bool {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../bundle/dist/index.html").is_file()
}

fn not_built(answer: Answer) {
    let said = answer.body["detail"].as_str().expect("a detail").to_owned();
    assert!(said.contains("just serve"), "{said}");
    answer.problem(503, "unavailable");
}

test!(
    "any other path is the app, which knows its own addresses, or a word on how to build it",
    async |app| {
        for path in [
            "//",
            "//requests",
            "//requests/123?tab=history",
            "//setup",
            "//wp-admin.php",
            "//index.html",
            "//..%2f..%2fCargo.toml",
        ] {
            let answer = app.nobody().get(path).await;
            if is_built() {
                let answer = answer.expect(200);
                assert_eq!(
                    (answer.header("content-type"), answer.header("cache-control")),
                    ("text/html; charset=utf-8", "no-cache")
                );
                assert!(
                    answer.text.contains("<!DOCTYPE html>") || answer.text.contains("<!doctype html>"),
                    "{path}"
                );
            } else {
                not_built(answer);
            }
        }
    }
);

test!("the app is asked for again only when it changed", async |app| {
    if !is_built() {
        return not_built(app.nobody().get("//").await);
    }
    let first = app.nobody().get("//").await.expect(200);
    let etag = first.header("etag");
    for known in [etag.to_owned(), format!("W/{etag}"), format!("\"other\", {etag}"), "*".to_owned()] {
        let again = app.nobody().with("if-none-match", &known).get("//").await.expect(304);
        assert_eq!((again.text.as_str(), again.header("etag")), ("", etag), "{known}");
    }
    app.nobody().with("if-none-match", "\"other\"").get("//").await.expect(200);
});

test!("the app comes compressed as the browser takes it, each form with its own tag", async |app| {
    if !is_built() {
        return not_built(app.nobody().get("//").await);
    }
    let mut tags = Vec::new();
    for (accepted, encoding) in [("", ""), ("gzip", "gzip"), ("gzip, br", "br"), ("br;q=0, gzip", "gzip")] {
        let answer = app.nobody().with("accept-encoding", accepted).get("//").await.expect(200);
        assert_eq!(
            (answer.header("content-encoding"), answer.header("vary")),
            (encoding, "accept-encoding"),
            "{accepted}"
        );
        tags.push(answer.header("etag").to_owned());
    }
    assert!(tags[0] != tags[1] && tags[1] != tags[2] && tags[1] == tags[3], "{tags:?}");
});

test!("a file that is not there is a problem, not the app", async |app| {
    app.nobody().get("//assets/nothing-0123456789abcdef.js").await.problem(404, "not-found");
});

test!("nobody writes to the app", async |app| {
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
        let answer = app.nobody().send(method, "//requests", None).await;
        assert_eq!(answer.header("allow"), "GET, HEAD");
        answer.problem(405, "method-not-allowed");
    }
});
