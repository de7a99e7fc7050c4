use serde_json::{Value, json};
use uuid::Uuid;

use crate::{support::id, test};

test!("a manager assigns a request, and the list replaces the one before", async |app| {
    let [hugo, thomas, claire] = ["hugo", "thomas", "claire"].map(|it| app.world.person(it));
    let manager = app.logged_in("hugo").await;
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    for (wanted, stored) in [
        (vec![hugo], vec![hugo]),
        (vec![thomas, claire], vec![thomas, claire]),
        (vec![claire, claire], vec![claire]),
        (vec![], vec![]),
    ] {
        let answer = manager.assign(&request, &wanted).await;
        assert_eq!(assignees(&answer), sorted(stored));
        assert_eq!(manager.read(&request).await, answer);
        assert_eq!(manager.pages("/requests").await[0]["assignees"], answer["assignees"]);
    }
});

test!("only candidates can be assigned: the answer names each of the others", async |app| {
    let manager = app.manager().await;
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    let people =
        [Uuid::nil(), app.world.person("hugo"), app.world.person("nadia"), app.world.person("sophie")];
    let before = app.everything().await;
    let path = format!("/requests/{}/assignment", id(&request));
    let answer = manager.if_match(&json!(1)).put(&path, json!({ "assignee_ids": people })).await;
    let pointers = ["/assignee_ids/0", "/assignee_ids/2", "/assignee_ids/3"];
    assert_eq!(answer.problem(422, "invalid-body"), pointers.map(|it| (it.to_owned(), "unknown".to_owned())));
    assert_eq!(app.everything().await, before);
});

test!("an assignment names the version it changes", async |app| {
    let manager = app.manager().await;
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    let path = format!("/requests/{}/assignment", id(&request));
    let body = json!({ "assignee_ids": [app.world.person("hugo")] });
    assert!(manager.put(&path, body.clone()).await.problem(428, "precondition-required").is_empty());
    manager.if_match(&request["version"]).put(&path, body.clone()).await.expect(200);
    for stale in ["\"1\"", "W/\"2\"", "2", "\"99999999999999\"", "\"\""] {
        let answer = manager.with("if-match", stale).put(&path, body.clone()).await;
        assert!(answer.problem(412, "precondition-failed").is_empty(), "{stale}");
    }
    assert_eq!(manager.read(&request).await["version"], 2);
});

test!(
    "[OP-2] a visitor cannot assign, a stranger finds nothing to assign, and nothing changes",
    async |app| {
        let request = app.visitor().await.enter(app.world.huy, "Froid").await;
        let path = format!("/requests/{}/assignment", id(&request));
        let people: [_; 3] = [app.visitor().await, app.logged_in("henri").await, app.stranger().await];
        let sophie = app.logged_in("sophie").await;
        let before = app.everything().await;
        let body = json!({ "assignee_ids": [app.world.person("nadia")] });
        for visitor in &people[..2] {
            assert!(
                visitor.if_match(&json!(1)).put(&path, body.clone()).await.problem(403, "refused").is_empty()
            );
        }
        for outsider in [&people[2], &sophie] {
            assert!(
                outsider
                    .if_match(&json!(1))
                    .put(&path, body.clone())
                    .await
                    .problem(404, "not-found")
                    .is_empty()
            );
        }
        assert_eq!(app.everything().await, before);
    }
);

fn assignees(request: &Value) -> Vec<Uuid> {
    let people = request["assignees"].as_array().expect("a list");
    sorted(people.iter().map(|person| id(person).parse().expect("an id")).collect())
}

fn sorted(mut ids: Vec<Uuid>) -> Vec<Uuid> {
    ids.sort_unstable();
    ids
}
