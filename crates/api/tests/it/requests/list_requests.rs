use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};

use crate::{
    support::{TestApp, id, words},
    test,
};

test!(
    "[OP-2] a visitor sees the state of all requests of the sites in reach, newest first, and of no other",
    async |app| {
        for (username, site) in
            [("nadia", app.world.huy), ("lea", app.world.liege), ("stranger", app.world.namur)]
        {
            app.logged_in(username).await.enter(site, username).await;
            app.clock.advance(Duration::seconds(1));
        }
        let hugo = app.logged_in("hugo").await;
        let second = hugo.enter(app.world.huy, "hugo").await;
        hugo.move_to(&second, "in_progress").await;
        for (username, titles) in [
            ("nadia", vec!["hugo", "nadia"]),
            ("hugo", vec!["hugo", "nadia"]),
            ("lea", vec!["lea"]),
            ("stranger", vec!["stranger"]),
            ("thomas", vec!["hugo", "lea", "nadia"]),
            ("claire", vec!["hugo", "stranger", "lea", "nadia"]),
            ("paul", vec![]),
        ] {
            assert_eq!(titles_seen(&app, username, "/requests").await, titles, "{username}");
        }
        let seen = app.logged_in("henri").await.pages("/requests").await;
        assert_eq!(seen[0]["status"], "in_progress");
        assert_eq!(seen[1]["status"], "awaiting_assignment");
    }
);

test!("[OP-2] [OP-8] the list offers a visitor no change, and names no assignee", async |app| {
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    app.logged_in("hugo").await.assign(&request, &[app.world.person("hugo")]).await;
    let seen = app.logged_in("henri").await.pages("/requests").await;
    assert_eq!(words(&seen[0]["allowed"]), ["view_request"]);
    assert!(words(&seen[0]["next_statuses"]).is_empty());
    assert!(seen[0].get("assignees").is_none());
    let managed = app.manager().await.pages("/requests").await;
    assert_eq!(managed[0]["assignees"][0]["name"], "Hugo Test");
    assert_eq!(words(&managed[0]["next_statuses"]), ["in_progress", "on_hold", "rejected", "cancelled"]);
});

test!(
    "[OP-8] the list is filtered by site, by status, by requester's name and to one's own, alone and together",
    async |app| {
        let thomas = app.manager().await;
        let nadia = app.visitor().await;
        let cold = nadia.enter(app.world.huy, "froid").await;
        nadia.enter(app.world.huy, "sombre").await;
        app.logged_in("lea").await.enter(app.world.liege, "humide").await;
        thomas.enter(app.world.liege, "bruyant").await;
        thomas.move_to(&cold, "in_progress").await;
        let [huy, liege] = [app.world.huy, app.world.liege];
        for (query, titles) in [
            (format!("site_id={huy}"), vec!["froid", "sombre"]),
            (format!("site_id={liege}"), vec!["bruyant", "humide"]),
            (format!("site_id={}", app.world.namur), vec![]),
            ("status=in_progress".to_owned(), vec!["froid"]),
            ("status=done".to_owned(), vec![]),
            ("requester=nadia".to_owned(), vec!["froid", "sombre"]),
            ("requester=LEA+t".to_owned(), vec!["humide"]),
            ("requester=".to_owned(), vec!["bruyant", "froid", "humide", "sombre"]),
            ("mine=true".to_owned(), vec!["bruyant"]),
            ("mine=false".to_owned(), vec!["bruyant", "froid", "humide", "sombre"]),
            (format!("site_id={huy}&status=in_progress&requester=nadia"), vec!["froid"]),
            (format!("site_id={huy}&requester=lea"), vec![]),
            ("mine=true&requester=lea".to_owned(), vec![]),
        ] {
            let mut seen = titles_seen(&app, "thomas", &format!("/requests?{query}")).await;
            seen.sort();
            assert_eq!(seen, titles, "{query}");
        }
    }
);

test!(
    "[OP-8] a requester's name is taken literally, upper and lower case alike, accents included",
    async |app| {
        let nadia = app.visitor().await;
        let names = ["Élodie Œuvrard", "100 % Bio", "a_b", r"dos\anti", "IBRAHİM Öz", "Jean-Noël d'Août"];
        for name in names {
            let form = json!({ "site_id": app.world.huy, "text": "Froid", "requester": { "first_name": name, "last_name": "" } });
            nadia.post("/requests", form).await.expect(201);
        }
        for (wanted, found) in [
            ("%C3%A9LODIE", vec![names[0]]),
            ("%C5%93uvr", vec![names[0]]),
            ("%25", vec![names[1]]),
            ("100+%25", vec![names[1]]),
            ("_", vec![names[2]]),
            ("a_b", vec![names[2]]),
            ("aab", vec![]),
            ("%5C", vec![names[3]]),
            (r"dos%5Canti", vec![names[3]]),
            ("%C3%B6Z", vec![names[4]]),
            ("NO%C3%8BL+D'AO%C3%9BT", vec![names[5]]),
            ("%27%20OR%201=1--", vec![]),
            ("%25%25", vec![]),
        ] {
            let seen = nadia.pages(&format!("/requests?requester={wanted}")).await;
            let seen: Vec<_> = seen.iter().map(|it| it["requester_name"].as_str().expect("a name")).collect();
            assert_eq!(seen, found, "{wanted}");
        }
    }
);

test!(
    "pages of fifty go on where they stopped, without skip or repeat, while new requests arrive",
    async |app| {
        let nadia = app.visitor().await;
        for at in 0..120 {
            nadia.enter(app.world.huy, &format!("avant {at}")).await;
            // Every third is entered at the very moment of the one before.
            app.clock.advance(Duration::microseconds(i64::from(at % 3 != 0)));
        }
        let before = nadia.pages("/requests?limit=200").await;
        assert_eq!(before.len(), 120);
        let key = |it: &Value| {
            (it["entered_at"].as_str().and_then(|at| at.parse::<DateTime<Utc>>().ok()), id(it).to_owned())
        };
        assert!(before.windows(2).all(|pair| key(&pair[0]) > key(&pair[1])));
        let (mut walked, mut path) = (Vec::new(), "/requests".to_owned());
        for length in [50, 50, 20] {
            let page = nadia.get(&path).await.expect(200);
            assert_eq!(page.items().len(), length);
            walked.extend(page.items().clone());
            nadia.enter(app.world.huy, "entre-temps").await;
            path =
                page.body["next"].as_str().map(|next| format!("/requests?cursor={next}")).unwrap_or_default();
        }
        assert!(path.is_empty());
        assert_eq!(walked, before);
    }
);

test!("a full page without a successor names none", async |app| {
    let nadia = app.visitor().await;
    for _ in 0..2 {
        nadia.enter(app.world.huy, "Froid").await;
    }
    assert!(nadia.get("/requests?limit=2").await.expect(200).body.get("next").is_none());
    assert!(nadia.get("/requests?limit=1").await.expect(200).body["next"].is_string());
    assert_eq!(nadia.pages("/requests?limit=1&mine=true").await.len(), 2);
});

test!("a query that cannot be read is refused, not ignored", async |app| {
    let nadia = app.visitor().await;
    let long = "x".repeat(121);
    for query in [
        "requestor=nadia",
        "page=2",
        "limit=0",
        "limit=201",
        "limit=-1",
        "limit=ten",
        "limit=1&limit=2",
        "status=open",
        "site_id=huy",
        "mine=yes",
        "cursor=",
        "cursor=abc",
        "cursor=e30",
        "cursor=%00",
        "requester=%00",
        "requester=a%00b",
        // A cursor of a list by name, and two that no list can have given.
        "cursor=eyJOYW1lZCI6WyJIdXkiLCIwMTkwYzBkZS0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDEiXX0",
        "cursor=eyJBdCI6WyItMjYyMTQzLTAxLTAxVDAwOjAwOjAwWiIsIjAxOTBjMGRlLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDAwMSJdfQ",
        &format!("requester={long}"),
    ] {
        let answer = nadia.get(&format!("/requests?{query}")).await;
        assert!(answer.problem(400, "malformed").is_empty(), "{query}");
    }
    nadia.get("/requests?limit=200").await.expect(200);
    nadia.get(&format!("/requests?requester={}", "x".repeat(120))).await.expect(200);
});

async fn titles_seen(app: &TestApp, username: &str, path: &str) -> Vec<String> {
    let seen = app.logged_in(username).await.pages(path).await;
    seen.iter().map(|it| it["title"].as_str().expect("a title").to_owned()).collect()
}
