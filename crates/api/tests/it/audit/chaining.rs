use api::{
    clock::Clock,
    db::{GENESIS, hash},
};
use futures::future::join_all;
use serde_json::json;

use crate::{support::id, test};

fn assert_linked(lines: &[api::db::entities::audit::Model]) {
    let mut before = GENESIS;
    for (line, seq) in lines.iter().zip(1..) {
        assert_eq!((line.seq, &line.hash), (seq, &hash(before, line)));
        before = &line.hash;
    }
}

test!("each change adds a line to the chain of the audit, with where it came from", async |app| {
    let claire = app.administrator().await.from("192.0.2.7");
    let team =
        claire.post("/teams", json!({ "name": "Électricité", "node_id": app.world.nord })).await.expect(201);
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    let lines = app.chain().await;
    assert_linked(&lines);
    let told: Vec<_> = lines
        .iter()
        .map(|line| (line.operation.as_str(), line.subject_id.to_string(), line.origin.as_deref()))
        .collect();
    let expected = [
        ("create_team", id(&team.body).to_owned(), Some("192.0.2.7")),
        ("create_request", id(&request).to_owned(), Some("127.0.0.1")),
    ];
    assert_eq!(told, expected);
    assert_eq!(app.whole_chain().await, 2);
});

test!(
    "a change behind a trusted proxy is told with the address of whoever asked, in the audit too",
    async |app| {
        let proxied =
            app.server_with(json!({ "trusted_proxies": ["127.0.0.1"] })).await.log_in("claire").await;
        let proxied = proxied.with("x-forwarded-for", "203.0.113.9");
        proxied.post("/teams", json!({ "name": "Électricité", "node_id": app.world.nord })).await.expect(201);
        assert_eq!(app.chain().await[0].origin.as_deref(), Some("203.0.113.9"));
    }
);

test!("twenty who write at once make one audit chain without gaps", async |app| {
    // On a busy machine twenty commits, one after the other, take longer than people wait.
    let patient = std::time::Duration::from_secs(60);
    let [one, other] = [
        app.server_with_patience(patient).await.log_in("nadia").await,
        app.server_with_patience(patient).await.log_in("henri").await,
    ];
    let writes = (0..20).map(|number| {
        let who = if number % 2 == 0 { one.clone() } else { other.clone() };
        let huy = app.world.huy;
        async move { who.enter(huy, &format!("Froid {number}")).await }
    });
    join_all(writes).await;
    let lines = app.chain().await;
    assert_eq!(lines.len(), 20);
    assert_linked(&lines);
    assert_eq!(app.whole_chain().await, 20);
});

test!("a transaction that does not commit leaves nothing in the audit", async |app| {
    let claire = app.administrator().await;
    claire.post("/teams", json!({ "name": "Électricité", "node_id": app.world.nord })).await.expect(201);
    let before = app.everything().await;
    claire
        .post("/teams", json!({ "name": "électricité", "node_id": app.world.nord }))
        .await
        .problem(409, "conflict");
    app.refuse("INSERT", "audit_value").await;
    app.refuse("UPDATE", "audit_head").await;
    let refused = claire.post("/teams", json!({ "name": "Plomberie", "node_id": app.world.nord })).await;
    assert_eq!(refused.status.as_u16(), 500);
    let after = app.everything().await;
    for table in ["audit", "audit_head", "audit_value", "team"] {
        assert_eq!(before[table], after[table]);
    }
    assert_eq!(app.whole_chain().await, 1);
});

test!("the demo is chained to the audit like anything else", async |app| {
    use api::demo::{Seeding, seed};
    let bare = app.bare().await;
    let seeded = seed(&bare.app.db, app.clock.now(), "hash").await.expect("seeded");
    assert!(matches!(seeded, Seeding::Done(_)));
    let verified = bare.app.db.verify_audit(None).await.expect("verified").expect("whole");
    assert!(verified.lines > 1_000, "{verified:?}");
});

test!("an administrator made at the command line is told in the audit, with the names apart", async |app| {
    let marie = app.marie().await;
    let line = app.chain().await.pop().expect("a line");
    assert_eq!((line.operation.as_str(), line.subject_id), ("user create-admin", marie));
    assert_eq!(line.origin.as_deref(), Some("command line"));
    assert!(!line.detail.to_string().to_lowercase().contains("marie"));
    let values = app.personal_values().await.into_iter().map(|it| (it.name, it.side, it.value));
    let expected = [
        ("email", "marie@mosane.example"),
        ("first_name", "Marie"),
        ("last_name", "Test"),
        ("username", "Marie"),
    ];
    let expected = expected.map(|(name, value)| (name.to_owned(), "after".to_owned(), value.to_owned()));
    assert_eq!(values.collect::<Vec<_>>(), expected);
    assert_eq!(app.whole_chain().await, 1);
});
