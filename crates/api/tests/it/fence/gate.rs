//! Whoever must choose a password or accept the terms first is answered nothing else, by no operation.

use std::collections::BTreeSet;

use api::contract::Contract;
use serde_json::{Value, json};

use super::{
    operations::{Probe, fresh, probes},
    strangers::{kept, stage},
};
use crate::{
    plain_test,
    support::{Answer, Client, PASSWORD, TestApp},
    test,
};

/// What answers somebody for whom the terms wait, and with a password that somebody else knows: reviewed.
const AT_THE_GATE: [(&str, &[&str]); 2] = [
    (
        "terms-pending",
        &["read_me", "change_my_language", "change_my_password", "read_terms", "accept_terms", "log_out"],
    ),
    ("password-pending", &["read_me", "change_my_language", "change_my_password", "read_terms", "log_out"]),
];

fn at_the_gate(slug: &str) -> &'static [&'static str] {
    AT_THE_GATE.iter().find(|(waits, _)| *waits == slug).expect("it waits").1
}

/// The operations that ask for no credentials.
fn public() -> BTreeSet<String> {
    let contract = Contract::new();
    let paths = contract.document()["paths"].as_object().expect("paths").values();
    let operations = paths.flat_map(|path| path.as_object().expect("operations").values());
    let asks_nothing = |it: &&Value| it["security"].as_array().is_some_and(|it| it.contains(&json!({})));
    operations.filter(asks_nothing).map(|it| it["operationId"].as_str().expect("an id").to_owned()).collect()
}

/// Either it is on the list, or it says what must be done first.
fn judged(probe: &Probe, answer: Answer, slug: &str) {
    if at_the_gate(slug).contains(&probe.operation) {
        let expected = match probe.operation {
            // The version that was accepted before is in force no more.
            "accept_terms" => answer.status == 409,
            "change_my_password" => answer.status == 422,
            _ => answer.status.is_success(),
        };
        assert!(expected, "{}: {}", probe.operation, answer.text);
        return;
    }
    assert_eq!(answer.status, 403, "{}: {}", probe.operation, answer.text);
    answer.problem(403, slug);
}

/// Everything is asked by somebody for whom `wait` makes something wait.
async fn asks_everything(app: &TestApp, who: &str, slug: &str, wait: impl AsyncFnOnce()) {
    let target = stage(app).await;
    let session = app.logged_in(who).await;
    session.get("/requests").await.expect(200);
    wait().await;
    let (before, public) = (kept(app).await, public());
    // With a password of their own nothing waits any more: see `users/set_user_password.rs`.
    let ends_it = |probe: &&Probe| slug == "password-pending" && probe.operation == "change_my_password";
    let asked = probes();
    for probe in asked.iter().filter(|probe| !public.contains(probe.operation) && !ends_it(probe)) {
        let answer = probe.send(&fresh(app, who, &session, probe).await, &target).await;
        judged(probe, answer, slug);
    }
    assert_eq!(kept(app).await, before, "nothing changed");
}

/// Somebody logs in, and their session goes on, with something waiting.
async fn is_let_in(app: &TestApp, who: &str, waiting: &str) -> Client {
    let answer =
        app.nobody().post("/session", json!({ "login": who, "password": PASSWORD })).await.expect(200);
    assert_eq!(answer.body["user"]["waiting"], waiting);
    assert_eq!((&answer.body["user"]["allowed"], &answer.body["user"]["roles"]), (&json!([]), &json!([])));
    let client = app.nobody().holding(&answer);
    let refreshed = client.post("/session/refresh", json!(null)).await.expect(200);
    assert_eq!(refreshed.body["user"]["waiting"], waiting);
    client.holding(&refreshed)
}

plain_test!("what answers at the gate is a list of operations that there are", || {
    let known: BTreeSet<&str> = probes().iter().map(|probe| probe.operation).collect();
    assert!(AT_THE_GATE.iter().flat_map(|(_, all)| *all).all(|operation| known.contains(operation)));
});

test!(
    "[CT-7] while the terms wait, no operation answers a visitor but what it takes to accept them",
    async |app| {
        asks_everything(&app, "nadia", "terms-pending", async || _ = app.publish_terms(2).await).await;
    }
);

test!(
    "[CT-7] while the terms wait, no operation answers a super administrator but what it takes",
    async |app| {
        app.set_account("claire", "super_administrator = TRUE").await;
        asks_everything(&app, "claire", "terms-pending", async || _ = app.publish_terms(2).await).await;
    }
);

test!(
    "[PO-9] with a provisional password, no operation answers but what it takes to choose another",
    async |app| {
        let wait = async || app.set_account("thomas", "password_provisional = TRUE").await;
        asks_everything(&app, "thomas", "password-pending", wait).await;
    }
);

test!("[PO-9] with a provisional password, no operation answers a super administrator either", async |app| {
    let wait = async || {
        app.publish_terms(2).await;
        app.set_account("claire", "super_administrator = TRUE, password_provisional = TRUE").await;
    };
    asks_everything(&app, "claire", "password-pending", wait).await;
});

test!("[CT-7] [PO-9] whoever has something waiting logs in, and is told what it is", async |app| {
    app.publish_terms(1).await;
    app.set_account("nadia", "password_provisional = TRUE").await;
    let nadia = is_let_in(&app, "nadia", "password").await;
    app.set_account("nadia", "password_provisional = FALSE").await;
    assert_eq!(nadia.get("/me").await.expect(200).body["waiting"], "terms");
    is_let_in(&app, "thomas", "terms").await;
});

test!("[CT-7] the terms wait and are accepted for the next request, on every server", async |app| {
    let first = app.publish_terms(1).await;
    app.accepted_terms("nadia", first).await;
    let (nadia, second) = (app.visitor().await, app.second_server().await);
    let there = second.with_token(nadia.token());
    for nadia in [&nadia, &there] {
        nadia.get("/requests").await.expect(200);
    }
    let newer = app.publish_terms(2).await;
    for nadia in [&nadia, &there] {
        nadia.get("/requests").await.problem(403, "terms-pending");
    }
    app.accepted_terms("nadia", newer).await;
    for nadia in [&nadia, &there] {
        assert!(nadia.get("/me").await.expect(200).body.get("waiting").is_none());
        nadia.get("/requests").await.expect(200);
    }
});

test!("[CT-7] who accepted a later version need not accept an earlier one", async |app| {
    app.publish_terms(1).await;
    let second = app.publish_terms(2).await;
    app.accepted_terms("nadia", second).await;
    app.visitor().await.get("/requests").await.expect(200);
});

test!("[CT-8] who is inactive, suspended or past the end is nobody, whatever else waits", async |app| {
    app.publish_terms(1).await;
    let nadia = app.logged_in("nadia").await;
    for (out, back) in [
        ("active = FALSE", "active = TRUE"),
        ("suspended_until = '2999-01-01 00:00:00+00:00'", "suspended_until = NULL"),
        ("ends_at = '2000-01-01 00:00:00+00:00'", "ends_at = NULL"),
    ] {
        for waiting in ["password_provisional = FALSE", "password_provisional = TRUE"] {
            app.set_account("nadia", &format!("{out}, {waiting}")).await;
            nadia.get("/me").await.problem(401, "not-authenticated");
        }
        app.set_account("nadia", &format!("{back}, password_provisional = FALSE")).await;
        nadia.get("/me").await.expect(200);
    }
});
