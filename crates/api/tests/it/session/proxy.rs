use serde_json::json;

use crate::{
    support::{Client, TestApp},
    test,
};

const PROXY: &str = "10.0.0.1";

/// Fails to log in a hundred times, each time as `sent` by a forwarded address of its own.
async fn guess_from_many(app: &TestApp, client: &Client, forwarded: impl Fn(usize) -> Vec<String>) {
    for at in [1, 2] {
        let sent =
            forwarded(at).iter().fold(client.clone(), |client, line| client.with("x-forwarded-for", line));
        let body = json!({ "login": format!("victim-{at}"), "password": "a wrong passphrase" });
        sent.post("/session", body).await.problem(401, "wrong-credentials");
        // The first stands for the ninety-nine before the last.
        app.execute("UPDATE throttle SET failures = 99 WHERE failures = 1").await;
    }
}

async fn is_throttled(client: &Client) -> bool {
    let body = json!({ "login": "nobody-of-that-name", "password": "a wrong passphrase" });
    client.post("/session", body).await.status.as_u16() == 429
}

test!("who is no trusted proxy cannot choose an address [Kanboard CVE-2026-21881]", async |app| {
    let thief = app.nobody().from("192.0.2.7");
    guess_from_many(&app, &thief, |at| vec![format!("198.51.100.{at}")]).await;
    assert!(is_throttled(&thief.with("x-forwarded-for", "198.51.100.200")).await);
});

test!("behind a trusted proxy the address it saw counts", async |app| {
    let server = app.server_with(json!({ "trusted_proxies": [PROXY] })).await.from(PROXY);
    guess_from_many(&app, &server, |_| vec!["192.0.2.7".to_owned()]).await;
    assert!(is_throttled(&server.with("x-forwarded-for", "192.0.2.7")).await);
    assert!(!is_throttled(&server.with("x-forwarded-for", "192.0.2.8")).await);
});

test!("what a client wrote itself before the proxy's entry does not count", async |app| {
    let server = app.server_with(json!({ "trusted_proxies": [PROXY] })).await.from(PROXY);
    guess_from_many(&app, &server, |at| vec![format!("198.51.100.{at}, 192.0.2.7")]).await;
    assert!(is_throttled(&server.with("x-forwarded-for", "203.0.113.1, 192.0.2.7")).await);
});

test!("nor does a line of its own, before the line that the proxy adds", async |app| {
    let server = app.server_with(json!({ "trusted_proxies": [PROXY] })).await.from(PROXY);
    guess_from_many(&app, &server, |at| vec![format!("198.51.100.{at}"), "192.0.2.7".to_owned()]).await;
    let thief = server.with("x-forwarded-for", "203.0.113.1").with("x-forwarded-for", "192.0.2.7");
    assert!(is_throttled(&thief).await);
});

test!("of a chain of trusted proxies, the address that the first of them saw counts", async |app| {
    let proxies = json!({ "trusted_proxies": [PROXY, "10.0.0.2"] });
    let server = app.server_with(proxies).await.from("::ffff:10.0.0.1");
    guess_from_many(&app, &server, |_| vec!["192.0.2.7, 10.0.0.2".to_owned()]).await;
    assert!(is_throttled(&server.with("x-forwarded-for", "192.0.2.7, 10.0.0.2")).await);
    assert!(!is_throttled(&server.with("x-forwarded-for", "192.0.2.8, 10.0.0.2")).await);
});
