use chrono::Duration;
use serde_json::json;

use crate::{support::id, test};

test!("[OP-2] a visitor enters a request and sees it among the requests of the site", async |app| {
    let nadia = app.visitor().await;
    let entered = nadia
        .post("/requests", json!({ "site_id": app.world.huy, "text": "Radiateur froid\nlocal 204" }))
        .await
        .expect(201);
    assert_eq!(entered.body["title"], "Radiateur froid");
    assert_eq!(entered.body["reference"], "R-2026-000001");
    assert_eq!(
        entered.header("location"),
        format!("/api/v1/requests/{}", entered.body["id"].as_str().expect("id"))
    );
    let henri = app.logged_in("henri").await;
    let list = henri.get("/requests").await.expect(200);
    assert_eq!(list.items().len(), 1);
    assert_eq!(list.items()[0]["reference"], "R-2026-000001");
});

test!("a request at a site out of reach is refused, naming the field", async |app| {
    let answer =
        app.visitor().await.post("/requests", json!({ "site_id": app.world.namur, "text": "Froid" })).await;
    assert_eq!(answer.problem(422, "invalid-body"), [("/site_id".to_owned(), "unknown".to_owned())]);
});

test!(
    "[OP-5] site and message are all that a requester must say: the rest comes from the account",
    async |app| {
        app.execute("UPDATE user_account SET phone = '+32 85 21 00 00' WHERE username = 'nadia'").await;
        let request = app.visitor().await.enter(app.world.huy, "Ascenseur en panne").await;
        let requester = json!({
            "first_name": "Nadia", "last_name": "Test", "email": "nadia@mosane.example", "phone": "+32 85 21 00 00",
        });
        assert_eq!(request["requester"], requester);
        assert_eq!(request["requester_name"], "Nadia Test");
        assert_eq!(request["noticed_on"], "2026-11-21");
        assert_eq!(request["site"]["name"], "Huy");
        assert_eq!(request["status"], "awaiting_assignment");
    }
);

test!(
    "[OP-5] everything that is prefilled stays editable: name, contact details, date, title",
    async |app| {
        let nadia = app.visitor().await;
        let requester = json!({ "first_name": "Zoé", "last_name": "Lefèvre", "email": "zoe@ailleurs.example", "phone": "0475 / 12 34 56" });
        let form = json!({
            "site_id": app.world.huy, "text": "Il goutte.", "title": "Toit", "requester": requester,
            "noticed_on": "2026-10-03", "confirm_by_mail": false,
        });
        let entered = nadia.post("/requests", form).await.expect(201).body;
        let request = nadia.read(&entered).await;
        assert_eq!(request, entered);
        assert_eq!(request["requester"], requester);
        assert_eq!(request["requester_name"], "Zoé Lefèvre");
        assert_eq!(request["title"], "Toit");
        assert_eq!(request["noticed_on"], "2026-10-03");
    }
);

test!("a requester can leave out a phone number and a name that the account has", async |app| {
    app.execute("UPDATE user_account SET phone = '+32 85 21 00 00' WHERE username = 'nadia'").await;
    let form =
        json!({ "site_id": app.world.huy, "text": "Froid", "requester": { "phone": "", "first_name": "" } });
    let request = app.visitor().await.post("/requests", form).await.expect(201).body;
    assert_eq!(
        request["requester"],
        json!({ "first_name": "", "last_name": "Test", "email": "nadia@mosane.example" })
    );
    assert_eq!(request["requester_name"], "Test");
});

test!(
    "what was noticed in the future is refused, with a day of grace for those east of Greenwich",
    async |app| {
        let nadia = app.visitor().await;
        let form = |day: &str| json!({ "site_id": app.world.huy, "text": "Froid", "noticed_on": day });
        nadia.post("/requests", form("2026-11-22")).await.expect(201);
        let answer = nadia.post("/requests", form("2026-11-23")).await;
        assert_eq!(
            answer.problem(422, "invalid-body"),
            [("/noticed_on".to_owned(), "in_the_future".to_owned())]
        );
    }
);

test!("references count from one in each year", async |app| {
    let nadia = app.visitor().await;
    let mut references = Vec::new();
    for _ in 0..2 {
        references.push(nadia.enter(app.world.huy, "Froid").await["reference"].clone());
    }
    app.clock.advance(Duration::days(60));
    let nadia = app.visitor().await;
    for _ in 0..2 {
        references.push(nadia.enter(app.world.huy, "Froid").await["reference"].clone());
    }
    assert_eq!(references, ["R-2026-000001", "R-2026-000002", "R-2027-000001", "R-2027-000002"]);
});

test!("a creation that is sent twice with its key happens once", async |app| {
    let nadia = app.visitor().await.with("idempotency-key", "3f0c");
    let form = json!({ "site_id": app.world.huy, "text": "Froid", "title": "Chauffage" });
    let first = nadia.post("/requests", form.clone()).await.expect(201);
    let before = app.everything().await;
    let again = nadia.post("/requests", form).await.expect(201);
    assert_eq!(again.body, first.body);
    assert_eq!(again.header("location"), first.header("location"));
    assert_eq!(app.everything().await, before);
});

test!("a key that came with another body is refused", async |app| {
    let nadia = app.visitor().await.with("idempotency-key", "3f0c");
    nadia.enter(app.world.huy, "Froid").await;
    let before = app.everything().await;
    let answer = nadia.post("/requests", json!({ "site_id": app.world.huy, "text": "Chaud" })).await;
    assert!(answer.problem(422, "invalid-body").is_empty());
    assert_eq!(app.everything().await, before);
});

test!("the keys of two people do not meet", async |app| {
    let [nadia, henri] =
        [app.visitor().await, app.logged_in("henri").await].map(|it| it.with("idempotency-key", "3f0c"));
    let [one, other] = [nadia.enter(app.world.huy, "Froid").await, henri.enter(app.world.huy, "Froid").await];
    assert_ne!(id(&one), id(&other));
});

test!("a key that cannot be kept is refused", async |app| {
    for key in ["", "é", &"k".repeat(256)] {
        let nadia = app.visitor().await.with("idempotency-key", key);
        let answer = nadia.post("/requests", json!({ "site_id": app.world.huy, "text": "Froid" })).await;
        assert!(answer.problem(400, "malformed").is_empty());
    }
    assert_eq!(app.manager().await.pages("/requests").await.len(), 0);
});

test!("a request that is not published on entry is seen by its owner and the managers only", async |app| {
    app.administrator().await.set(json!({ "publish_on_entry": false })).await;
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    let path = format!("/requests/{}", id(&request));
    for (username, sees) in [
        ("nadia", true),
        ("hugo", true),
        ("thomas", true),
        ("claire", true),
        ("henri", false),
        ("lea", false),
    ] {
        let person = app.logged_in(username).await;
        assert_eq!(person.pages("/requests").await.len(), usize::from(sees), "{username}");
        person.get(&path).await.expect(if sees { 200 } else { 404 });
        person.get(&format!("{path}/comments")).await.expect(if sees { 200 } else { 404 });
        person.get(&format!("{path}/history")).await.expect(if sees { 200 } else { 404 });
    }
});

test!("when the last step of entering a request fails, nothing of it is there", async |app| {
    let nadia = app.visitor().await.with("idempotency-key", "3f0c");
    // The key is marked as used after everything else; then the mails, before it.
    for (change, table) in [("UPDATE", "idempotency"), ("INSERT", "outbox")] {
        let before = app.everything().await;
        app.refuse(change, table).await;
        let answer = nadia.post("/requests", json!({ "site_id": app.world.huy, "text": "Froid" })).await;
        assert!(answer.problem(500, "internal").is_empty());
        assert_eq!(app.everything().await, before, "{table}");
    }
});

test!("[OP-7] what must be sent is written with the request", async |app| {
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    let mails = app.outbox().await;
    let mut kinds: Vec<_> = mails.iter().map(|mail| mail.message["kind"].as_str().expect("a kind")).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["confirmation", "new_request"]);
    assert!(
        mails.iter().all(|mail| mail.state == "waiting" && mail.message["request"]["id"] == request["id"])
    );
});

test!("a key whose creation was refused can be used again", async |app| {
    let nadia = app.visitor().await.with("idempotency-key", "3f0c");
    let form = |day: &str| json!({ "site_id": app.world.huy, "text": "Froid", "noticed_on": day });
    assert_eq!(nadia.post("/requests", form("2027-01-01")).await.problem(422, "invalid-body").len(), 1);
    nadia.post("/requests", form("2026-11-21")).await.expect(201);
});
