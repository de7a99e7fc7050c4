//! What happens when several people do things at the same moment, on two servers.

use std::{collections::BTreeSet, time::Duration};

use actix_web::rt::spawn;
use serde_json::json;

use crate::{support::id, test};

test!("when two move a request at the same moment, exactly one wins and the other is told", async |app| {
    let one = app.manager().await;
    let other = app.second_server().await.log_in("hugo").await;
    for _ in 0..10 {
        let request = one.enter(app.world.huy, "Froid").await;
        let path = format!("/requests/{}/status", id(&request));
        let moves = [(&one, "in_progress"), (&other, "on_hold")].map(|(person, to)| {
            let (person, path) = (person.if_match(&request["version"]), path.clone());
            spawn(async move { person.put(&path, json!({ "status": to })).await.status.as_u16() })
        });
        let mut answers = Vec::new();
        for answer in moves {
            answers.push(answer.await.expect("an answer"));
        }
        answers.sort_unstable();
        assert_eq!(answers, [200, 412]);
        assert_eq!(one.read(&request).await["version"], 2);
        let history = one.pages(&format!("/requests/{}/history", id(&request))).await;
        assert_eq!(history.len(), 2);
    }
});

test!(
    "requests that are entered at the same moment on two servers get references of their own, without a gap",
    async |app| {
        // All of them wait for one counter: on a busy machine longer than a server is told to.
        let patient = || app.server_with_patience(Duration::from_secs(60));
        let people = [patient().await.log_in("nadia").await, patient().await.log_in("henri").await];
        let entering: Vec<_> = (0..24)
            .map(|at| {
                let (person, site) = (people[at % 2].clone(), app.world.huy);
                spawn(async move {
                    person.enter(site, "Froid").await["reference"].as_str().expect("text").to_owned()
                })
            })
            .collect();
        let mut references = BTreeSet::new();
        for entered in entering {
            references.insert(entered.await.expect("an answer"));
        }
        assert_eq!(references, (1..=24).map(|number| format!("R-2026-{number:06}")).collect());
    }
);

test!("a creation that is sent twice at the same moment happens once", async |app| {
    let people = [app.visitor().await, app.second_server().await.log_in("nadia").await];
    for key in ["a", "b", "c"] {
        let sending = people.clone().map(|person| {
            let (person, site) = (person.with("idempotency-key", key), app.world.huy);
            spawn(async move { person.post("/requests", json!({ "site_id": site, "text": "Froid" })).await })
        });
        let mut made = BTreeSet::new();
        for answer in sending {
            made.insert(id(&answer.await.expect("an answer").expect(201).body).to_owned());
        }
        assert_eq!(made.len(), 1);
    }
    assert_eq!(people[0].pages("/requests").await.len(), 3);
    assert_eq!(app.outbox().await.len(), 6);
});

test!("what is said at the same moment is all counted", async |app| {
    let people = [app.manager().await, app.second_server().await.log_in("hugo").await];
    let request = people[0].enter(app.world.huy, "Froid").await;
    let path = format!("/requests/{}/comments", id(&request));
    let saying: Vec<_> = (0..12)
        .map(|at| {
            let (person, path) = (people[at % 2].clone(), path.clone());
            spawn(async move {
                person.post(&path, json!({ "text": "Vu", "internal": at % 3 == 0 })).await.expect(201)
            })
        })
        .collect();
    for said in saying {
        drop(said.await.expect("an answer"));
    }
    assert_eq!(people[0].read(&request).await["comments"], 12);
    assert_eq!(app.visitor().await.read(&request).await["comments"], 8);
});
