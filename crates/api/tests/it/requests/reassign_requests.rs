use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    support::{id, words},
    test,
};

fn body(requests: &[&Value], from: Uuid, to: Option<Uuid>) -> Value {
    let ids: Vec<&str> = requests.iter().map(|request| id(request)).collect();
    json!({ "request_ids": ids, "from": from, "to": to })
}

test!("[PL-9] open work is found by who does it, and reassigned in bulk", async |app| {
    let [hugo, thomas, claire] = ["hugo", "thomas", "claire"].map(|it| app.world.person(it));
    let (visitor, manager) = (app.visitor().await, app.manager().await);
    let mut requests = Vec::new();
    for text in ["Froid", "Fuite", "Bruit"] {
        requests.push(visitor.enter(app.world.huy, text).await);
    }
    manager.assign(&requests[0], &[hugo, claire]).await;
    manager.assign(&requests[1], &[hugo]).await;
    manager.assign(&requests[2], &[thomas]).await;
    let of_hugo = format!("/requests?open=true&assignee_id={hugo}");
    assert_eq!(manager.pages(&of_hugo).await.len(), 2);

    let all: Vec<&Value> = requests.iter().collect();
    let answer = manager.post("/reassignments", body(&all, hugo, Some(thomas))).await.expect(200);
    assert_eq!(words(&answer.body["reassigned"]).len(), 3, "who is not assigned is nothing to mend");
    assert!(manager.pages(&of_hugo).await.is_empty());
    for (request, assignees) in [(0, vec![claire, thomas]), (1, vec![thomas]), (2, vec![thomas])] {
        let mut stored: Vec<Value> = manager.read(&requests[request]).await["assignees"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|one| one["id"].clone())
            .collect();
        stored.sort_by_key(ToString::to_string);
        let mut wanted: Vec<Value> = assignees.iter().map(|one| json!(one)).collect();
        wanted.sort_by_key(ToString::to_string);
        assert_eq!(stored, wanted);
    }
    assert_eq!(manager.read(&requests[2]).await["version"], 2, "what was theirs already stays as it is");
});

test!("[PL-9] somebody is taken off all their work, and a second time changes nothing", async |app| {
    let hugo = app.world.person("hugo");
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    let manager = app.manager().await;
    manager.assign(&request, &[hugo]).await;
    manager.post("/reassignments", body(&[&request], hugo, None)).await.expect(200);
    let after = manager.read(&request).await;
    assert_eq!(after["assignees"], json!([]));
    manager.post("/reassignments", body(&[&request], hugo, None)).await.expect(200);
    assert_eq!(manager.read(&request).await["version"], after["version"]);
});

test!(
    "what one may not assign, does not see or cannot give to them is named, and the rest is done",
    async |app| {
        let [hugo, thomas] = ["hugo", "thomas"].map(|it| app.world.person(it));
        let (visitor, manager) = (app.visitor().await, app.manager().await);
        let (one, other) =
            (visitor.enter(app.world.huy, "Froid").await, visitor.enter(app.world.huy, "Bruit").await);
        manager.assign(&one, &[hugo]).await;
        let hidden = json!({ "id": Uuid::nil() });
        let answer = manager.post("/reassignments", body(&[&one, &other, &hidden], hugo, Some(thomas))).await;
        let answer = answer.expect(200).body;
        assert_eq!(answer["refused"], json!([{ "request_id": Uuid::nil(), "reason": "not_found" }]));
        assert_eq!(answer["reassigned"].as_array().map(Vec::len), Some(2));

        let nobody =
            manager.post("/reassignments", body(&[&one], thomas, Some(app.world.person("nadia")))).await;
        assert_eq!(nobody.expect(200).body["refused"][0]["reason"], "no_candidate");
        assert_eq!(manager.read(&one).await["assignees"][0]["id"], json!(thomas));

        let own = visitor.post("/reassignments", body(&[&one], thomas, None)).await.expect(200).body;
        assert_eq!(own["refused"][0]["reason"], "refused");
    }
);

test!(
    "[OP-8] who sees only the public face learns from no filter who works on a request or whose it is",
    async |app| {
        let hugo = app.world.person("hugo");
        let request = app.logged_in("thomas").await.enter(app.world.huy, "Froid").await;
        let manager = app.manager().await;
        manager.assign(&request, &[hugo]).await;
        let visitor = app.visitor().await;
        assert!(
            visitor.pages("/requests").await.iter().any(|seen| id(seen) == id(&request)),
            "it is published"
        );
        for filter in [format!("assignee_id={hugo}"), format!("owner_id={}", app.world.person("thomas"))] {
            assert!(visitor.pages(&format!("/requests?{filter}")).await.is_empty(), "{filter}");
            assert_eq!(manager.pages(&format!("/requests?{filter}")).await.len(), 1, "{filter}");
        }
    }
);
