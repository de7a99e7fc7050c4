use authz::ShippedRole;
use serde_json::{Value, json};

use crate::{
    support::{Client, TestApp, To, id},
    test,
};

async fn ask(client: &Client, question: Value) -> Value {
    client.post("/authorization/explanations", question).await.expect(200).body
}

async fn request_of(app: &TestApp) -> Value {
    app.visitor().await.enter(app.world.huy, "Froid").await
}

test!(
    "everybody asks why they may do something, and is told which grant gives it, through which role or team",
    async |app| {
        let request = request_of(&app).await;
        let mine =
            ask(&app.visitor().await, json!({ "action": "view_request", "request_id": id(&request) })).await;
        assert_eq!((&mine["allowed"], &mine["state"]), (&json!(true), &json!("open")));
        assert_eq!(
            (&mine["by"][0]["role"]["shipped"], &mine["by"][0]["relation"]),
            (&json!("visitor"), &json!("own"))
        );
        assert_eq!(
            (&mine["by"][0]["to"]["name"], &mine["by"][0]["node"]["name"]),
            (&json!("Nadia Test"), &json!("Huy"))
        );
        let team = app.team("Plombiers", app.world.nord, &["henri"]).await;
        app.give(To::Team(team), ShippedRole::Reviewer, app.world.nord).await;
        let question = json!({ "action": "view_working", "request_id": id(&request) });
        let his = ask(&app.logged_in("henri").await, question).await;
        assert_eq!(
            (&his["by"][0]["to"]["name"], &his["by"][0]["to"]["kind"]),
            (&json!("Plombiers"), &json!("team"))
        );
        assert_eq!(his["seen_by"].as_array().expect("a list").len(), 2, "published, and through the team");
    }
);

test!("a no tells what is missing and what comes near", async |app| {
    let request = request_of(&app).await;
    app.give(To::User(app.world.person("henri")), ShippedRole::Editor, app.world.liege).await;
    app.give(To::User(app.world.person("henri")), ShippedRole::TaskResponsible, app.world.huy).await;
    let henri = app.logged_in("henri").await;
    let edit = ask(&henri, json!({ "action": "edit_request", "request_id": id(&request) })).await;
    assert_eq!((&edit["allowed"], &edit["missing"]), (&json!(false), &json!("edit_request")));
    assert_eq!(
        (&edit["nearly"][0]["against"], &edit["nearly"][0]["reason"]["node"]["name"]),
        (&json!("elsewhere"), &json!("Liège"))
    );
    let time = ask(&henri, json!({ "action": "log_time", "request_id": id(&request) })).await;
    assert_eq!(
        (&time["nearly"][0]["against"], &time["nearly"][0]["reason"]["relation"]),
        (&json!("not_related"), &json!("assigned"))
    );
});

test!(
    "about others asks who sees their account, and hears of nothing that was given elsewhere",
    async |app| {
        let request = request_of(&app).await;
        app.give(To::User(app.world.person("henri")), ShippedRole::Editor, app.world.namur).await;
        let question = json!({ "user_id": app.world.person("henri"), "action": "edit_request", "request_id": id(&request) });
        assert!(
            ask(&app.logged_in("hugo").await, question.clone()).await["nearly"]
                .as_array()
                .expect("a list")
                .is_empty()
        );
        let told = ask(&app.administrator().await, question.clone()).await;
        assert_eq!(told["nearly"][0]["reason"]["node"]["name"], "Namur");
        let refused = app.visitor().await.post("/authorization/explanations", question).await;
        assert_eq!(refused.problem(422, "invalid-body"), [("/user_id".into(), "unknown".into())]);
    }
);

test!("an account that is shut is told as the reason", async |app| {
    let question =
        json!({ "user_id": app.world.person("ines"), "action": "create_request", "node_id": app.world.huy });
    let told = ask(&app.administrator().await, question).await;
    assert_eq!((&told["allowed"], &told["state"]), (&json!(false), &json!("inactive")));
    assert!(told.get("missing").is_none());
});

test!(
    "a question about a request one does not see, about nothing, or about two things is refused",
    async |app| {
        let request = request_of(&app).await;
        let stranger = app.stranger().await;
        let (request, huy) = (json!(id(&request)), json!(app.world.huy));
        for (question, pointer) in [
            (json!({ "action": "view_request", "request_id": request }), "/request_id"),
            (json!({ "action": "view_request", "node_id": huy }), "/node_id"),
            (json!({ "action": "view_request" }), "/request_id"),
            (json!({ "action": "view_request", "request_id": request, "node_id": huy }), "/request_id"),
        ] {
            let faults =
                stranger.post("/authorization/explanations", question).await.problem(422, "invalid-body");
            assert_eq!(faults[0].0, pointer);
        }
    }
);
