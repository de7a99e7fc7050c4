use api::{clock::Clock, db::entities::throttle, db::unfenced::Because};
use chrono::Duration;
use serde_json::json;

use crate::{
    support::{Answer, Client, PASSWORD, TestApp},
    test,
};

async fn attempt(client: &Client, login: &str, password: &str) -> Answer {
    client.post("/session", json!({ "login": login, "password": password })).await
}

async fn fail(client: &Client, login: &str, times: usize) {
    for _ in 0..times {
        attempt(client, login, "a wrong passphrase").await.problem(401, "wrong-credentials");
    }
}

fn retry_after(answer: &Answer) -> i64 {
    answer.header("retry-after").parse().expect("seconds")
}

test!("after ten failures an account is throttled from everywhere, for a quarter of an hour", async |app| {
    let nobody = app.nobody();
    fail(&nobody, "nadia", 9).await;
    app.clock.advance(Duration::minutes(5));
    fail(&nobody, "NADIA", 1).await;
    let before = app.app.passwords.checks();
    let refused = attempt(&nobody.clone().from("192.0.2.7"), "nadia", PASSWORD).await;
    assert_eq!(retry_after(&refused), 10 * 60 + 1, "the window began with the first failure");
    refused.problem(429, "throttled");
    assert_eq!(app.app.passwords.checks(), before, "no password was looked at");
    app.clock.advance(Duration::minutes(10));
    attempt(&nobody, "nadia", PASSWORD).await.expect(200);
});

test!("being refused does not prolong the throttling: nobody is locked out for good", async |app| {
    let nobody = app.nobody();
    fail(&nobody, "nadia", 10).await;
    for _ in 0..14 {
        app.clock.advance(Duration::minutes(1));
        attempt(&nobody, "nadia", "a wrong passphrase").await.problem(429, "throttled");
    }
    app.clock.advance(Duration::minutes(1));
    attempt(&nobody, "nadia", PASSWORD).await.expect(200);
});

test!("an unknown name is throttled like a known one", async |app| {
    let nobody = app.nobody();
    fail(&nobody, "nobody-of-that-name", 10).await;
    attempt(&nobody, "nobody-of-that-name", PASSWORD).await.problem(429, "throttled");
});

test!("whoever logs in has the failures before forgiven", async |app| {
    let nobody = app.nobody();
    for _ in 0..3 {
        fail(&nobody, "nadia", 9).await;
        attempt(&nobody, "nadia", PASSWORD).await.expect(200);
    }
});

test!("a hundred failures throttle their address, whatever the names, and no other address", async |app| {
    let thief = app.nobody().from("192.0.2.7");
    for account in 0..12 {
        fail(&thief, &format!("victim-{account}"), 8).await;
    }
    attempt(&thief, "nadia", PASSWORD).await.expect(200);
    fail(&thief, "victim-12", 4).await;
    attempt(&thief, "nadia", PASSWORD).await.problem(429, "throttled");
    attempt(&app.nobody().from("192.0.2.8"), "nadia", PASSWORD).await.expect(200);
    app.clock.advance(Duration::minutes(15));
    attempt(&thief, "nadia", PASSWORD).await.expect(200);
});

/// Fails once from each address, the first time standing for ninety-nine.
async fn fail_a_hundred_times(app: &TestApp, addresses: [&str; 2]) {
    for address in addresses {
        fail(&app.nobody().from(address), &format!("victim of {address}"), 1).await;
        app.execute("UPDATE throttle SET failures = 99 WHERE failures = 1").await;
    }
}

test!("an IPv6 network counts as one address", async |app| {
    fail_a_hundred_times(&app, ["2001:db8:1:2::1", "2001:db8:1:2:ffff::2"]).await;
    attempt(&app.nobody().from("2001:db8:1:2:7::1"), "nadia", PASSWORD).await.problem(429, "throttled");
    attempt(&app.nobody().from("2001:db8:1:3::1"), "nadia", PASSWORD).await.expect(200);
});

test!("an IPv4 address is the same in both notations", async |app| {
    fail_a_hundred_times(&app, ["192.0.2.7", "::ffff:192.0.2.7"]).await;
    attempt(&app.nobody().from("192.0.2.7"), "nadia", PASSWORD).await.problem(429, "throttled");
    attempt(&app.nobody().from("192.0.2.8"), "nadia", PASSWORD).await.expect(200);
});

test!("of forty guesses at once, on two servers, no more than ten are looked at", async |app| {
    let servers = [app.nobody(), app.second_server().await];
    let guesses = (0..40).map(|at| {
        let server = servers[at % 2].clone();
        async move { attempt(&server, "nadia", "a wrong passphrase").await.status.as_u16() }
    });
    let answers = futures::future::join_all(guesses).await;
    let looked_at = answers.iter().filter(|&&status| status == 401).count();
    assert!((1..=10).contains(&looked_at), "{answers:?}");
    // On a busy machine some may wait too long for the counter.
    assert!(answers.iter().all(|status| matches!(status, 401 | 429 | 503)), "{answers:?}");
});

test!("no name and no address is kept by the throttling", async |app| {
    fail(&app.nobody().from("192.0.2.7"), "nadia", 1).await;
    let unfenced = app.db().unfenced(Because::NobodyIsKnownYet);
    let rows = unfenced.find::<throttle::Entity>().all(unfenced.connection()).await.expect("rows");
    assert_eq!(rows.len(), 2);
    for row in rows {
        assert_eq!((row.failures, row.since), (1, app.clock.now()));
        assert!(row.key.len() == 43 && !row.key.contains("nadia"), "{}", row.key);
    }
});
