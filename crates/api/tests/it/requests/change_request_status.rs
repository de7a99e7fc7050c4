use authz::{Action, Relation, ShippedRole};
use domain::RequestStatus::{self, AwaitingAssignment, Cancelled, Done, InProgress, OnHold, Rejected};
use serde_json::{Value, json};

use crate::{
    support::{Client, TestApp, To, id, words},
    test,
};

test!("every move of the life cycle works, and every other is refused and changes nothing", async |app| {
    let manager = app.manager().await;
    for &from in RequestStatus::ALL {
        let request = request_in(&app, &manager, from).await;
        let next: Vec<_> = from.next().iter().map(|status| status.word()).collect();
        assert_eq!(words(&request["next_statuses"]), next);
        let before = app.everything().await;
        for &to in RequestStatus::ALL.iter().filter(|to| !from.next().contains(to)) {
            let answer = put(&manager, &request, json!({ "status": to, "reason": "Parce que" })).await;
            let faults = answer.problem(409, "forbidden-move");
            assert_eq!(faults, [("/status".to_owned(), "forbidden_move".to_owned())], "{from} to {to}");
        }
        assert_eq!(app.everything().await, before, "{from}");
        for &to in from.next() {
            let request = request_in(&app, &manager, from).await;
            let moved = put(
                &manager,
                &request,
                json!({ "status": to, "reason": to.takes_reason().then_some("Non") }),
            )
            .await;
            let moved = moved.expect(200);
            assert_eq!(moved.body["status"], to.word(), "{from} to {to}");
            assert_eq!(moved.body["version"], request["version"].as_i64().expect("a number") + 1);
            assert_eq!(moved.header("etag"), format!("\"{}\"", moved.body["version"]));
        }
    }
});

test!("a rejection takes a reason", async |app| {
    let manager = app.manager().await;
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    for body in [json!({ "status": "rejected" }), json!({ "status": "rejected", "reason": null })] {
        let answer = put(&manager, &request, body).await;
        assert_eq!(answer.problem(422, "invalid-body"), [("/reason".to_owned(), "required".to_owned())]);
    }
    let answer = put(&manager, &request, json!({ "status": "rejected", "reason": " \n" })).await;
    assert_eq!(answer.problem(422, "invalid-body"), [("/reason".to_owned(), "pattern".to_owned())]);
    let moved = put(&manager, &request, json!({ "status": "rejected", "reason": " Hors budget.\n" }))
        .await
        .expect(200);
    assert_eq!(moved.body["status_reason"], "Hors budget.");
    let reopened = manager.move_to(&request, "awaiting_assignment").await;
    assert!(reopened.get("status_reason").is_none());
});

test!("a move names the version it changes", async |app| {
    let manager = app.manager().await;
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    let path = format!("/requests/{}/status", id(&request));
    let body = json!({ "status": "in_progress" });
    assert!(manager.put(&path, body.clone()).await.problem(428, "precondition-required").is_empty());
    manager.assign(&request, &[app.world.person("hugo")]).await;
    let answer = manager.if_match(&request["version"]).put(&path, body).await;
    assert!(answer.problem(412, "precondition-failed").is_empty());
    assert_eq!(manager.read(&request).await["status"], "awaiting_assignment");
});

test!("[OP-2] once entered, a visitor cannot change a request, not even their own", async |app| {
    let nadia = app.visitor().await;
    let request = nadia.enter(app.world.huy, "Froid").await;
    let [henri, stranger, sophie] =
        [app.logged_in("henri").await, app.stranger().await, app.logged_in("sophie").await];
    let before = app.everything().await;
    for visitor in [&nadia, &henri] {
        for to in RequestStatus::ALL {
            let answer = put(visitor, &request, json!({ "status": to, "reason": "Non" })).await;
            assert!(answer.problem(403, "refused").is_empty());
        }
    }
    for outsider in [&stranger, &sophie] {
        let answer = put(outsider, &request, json!({ "status": "in_progress" })).await;
        assert!(answer.problem(404, "not-found").is_empty());
    }
    assert_eq!(app.everything().await, before);
});

test!("when the mail of a move cannot be kept, the move did not happen", async |app| {
    let manager = app.manager().await;
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    app.refuse("INSERT", "outbox").await;
    let before = app.everything().await;
    assert!(
        put(&manager, &request, json!({ "status": "in_progress" })).await.problem(500, "internal").is_empty()
    );
    assert_eq!(app.everything().await, before);
});

async fn put(person: &Client, request: &Value, body: Value) -> crate::support::Answer {
    person.if_match(&request["version"]).put(&format!("/requests/{}/status", id(request)), body).await
}

async fn request_in(app: &TestApp, manager: &Client, status: RequestStatus) -> Value {
    let way: &[RequestStatus] = match status {
        AwaitingAssignment => &[],
        Done => &[InProgress, Done],
        InProgress | OnHold | Rejected | Cancelled => &[status],
    };
    let mut request = manager.enter(app.world.huy, "Froid").await;
    for step in way {
        request = manager.move_to(&request, step.word()).await;
    }
    request
}

test!(
    "[CT-6] the follow-up permission beside read only lets somebody keep the follow-up of what their tags show",
    async |app| {
        let world = &app.world;
        let request = app.visitor().await.enter(world.huy, "Froid").await;
        let tag = app.tag("Métier", "Chauffage").await;
        app.put_on(&request, tag).await;
        let paul_id = To::User(world.person("paul"));
        app.give(paul_id, ShippedRole::ReadOnly, world.instance).await;
        app.link(paul_id, tag, false, world.instance).await;
        let paul = app.logged_in("paul").await.with("if-match", "*");
        let path = format!("/requests/{}", id(&request));
        let remark = json!({ "text": "Pièce commandée", "internal": true });
        paul.put(&format!("{path}/status"), json!({ "status": "in_progress" })).await.problem(403, "refused");
        paul.post(&format!("{path}/comments"), remark.clone()).await.problem(403, "refused");
        app.allow(paul_id, Action::FollowUpRequest, Relation::Any, world.instance).await;
        paul.put(&format!("{path}/status"), json!({ "status": "in_progress" })).await.expect(200);
        paul.post(&format!("{path}/comments"), remark).await.expect(201);
        paul.put(&format!("{path}/assignment"), json!({ "assignee_ids": [] })).await.problem(403, "refused");
    }
);

test!(
    "[PP-5] a basic user takes back and reopens their own request, and does nothing else with it",
    async |app| {
        let world = &app.world;
        app.give(To::User(world.person("paul")), ShippedRole::BasicUser, world.nord).await;
        let paul = app.logged_in("paul").await.with("if-match", "*");
        let request = paul.enter(world.huy, "Froid").await;
        assert_eq!(request["next_statuses"], json!(["cancelled"]));
        paul.put(&format!("/requests/{}/status", id(&request)), json!({ "status": "in_progress" }))
            .await
            .problem(403, "refused");
        let cancelled = paul.move_to(&request, "cancelled").await;
        assert_eq!(cancelled["next_statuses"], json!(["awaiting_assignment"]));
        paul.move_to(&request, "awaiting_assignment").await;
    }
);

test!("only who may take a request back makes it cancelled: an editor does not", async |app| {
    let world = &app.world;
    let request = app.visitor().await.enter(world.huy, "Froid").await;
    app.give(To::User(world.person("paul")), ShippedRole::Editor, world.nord).await;
    let paul = app.logged_in("paul").await.with("if-match", "*");
    let seen = paul.read(&request).await;
    assert_eq!(seen["next_statuses"], json!(["in_progress", "on_hold", "rejected"]));
    paul.put(&format!("/requests/{}/status", id(&request)), json!({ "status": "cancelled" }))
        .await
        .problem(403, "refused");
});
