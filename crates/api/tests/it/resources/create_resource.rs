use authz::{Action, Relation};
use serde_json::json;
use uuid::Uuid;

use crate::{
    support::{To, id},
    test,
};

test!("[PL-1] a resource has a name, a code, a colour and an hourly rate, and needs no login", async |app| {
    let thomas = app.manager().await;
    let new = json!({
        "first_name": " Marc ", "last_name": "Servais", "node_id": app.world.huy,
        "code": "RBQ 5712-3340", "colour": 7, "hourly_rate": 4250,
    });
    let made = thomas.post("/resources", new).await.expect(201);
    assert_eq!(made.header("etag"), "\"1\"");
    assert_eq!(made.header("location"), format!("/api/v1/resources/{}", id(&made.body)));
    for (field, value) in [
        ("first_name", json!("Marc")),
        ("last_name", json!("Servais")),
        ("code", json!("RBQ 5712-3340")),
        ("colour", json!(7)),
        ("hourly_rate", json!(4250)),
        ("active", json!(true)),
    ] {
        assert_eq!(made.body[field], value, "{field}");
    }
    assert_eq!(made.body["home"]["name"], "Huy");
    assert!(made.body.get("login").is_none() && made.body.get("photo_id").is_none());
    assert_eq!(thomas.get(&format!("/resources/{}", id(&made.body))).await.expect(200).body, made.body);
    let line = &app.audit("create_resource").await[0];
    assert_eq!(line.detail["node"], json!(app.world.huy));
    assert!(!line.detail.to_string().contains("Servais"), "personal values stand apart");
});

test!("a resource that is sent twice under one key is made once", async |app| {
    let thomas = app.manager().await.with("idempotency-key", "a-resource");
    let (one, other) = (
        thomas.add_resource("Servais", app.world.huy).await,
        thomas.add_resource("Servais", app.world.huy).await,
    );
    assert_eq!(id(&one), id(&other));
    assert_eq!(app.everything().await["resource"].len(), 1);
});

test!(
    "a resource without a name, of a colour that is none or a code that is taken is refused",
    async |app| {
        let thomas = app.manager().await;
        let with = |field: &str, value: serde_json::Value| {
            let mut body = json!({ "first_name": "Marc", "last_name": "Servais", "node_id": app.world.huy });
            body[field] = value;
            body
        };
        thomas.post("/resources", with("code", json!("rbq 1"))).await.expect(201);
        let before = app.everything().await;
        for (body, pointer) in [
            (with("last_name", json!(" ")), "/last_name"),
            (with("first_name", json!("")), "/first_name"),
            (with("colour", json!(13)), "/colour"),
            (with("hourly_rate", json!(-1)), "/hourly_rate"),
            (with("hourly_rate", json!(12.5)), "/hourly_rate"),
            (with("node_id", json!(app.world.namur)), "/node_id"),
            (with("node_id", json!(Uuid::nil())), "/node_id"),
            (with("user_id", json!(app.world.person("nadia"))), "/user_id"),
        ] {
            let refused = thomas.post("/resources", body.clone()).await;
            assert_eq!(refused.problem(422, "invalid-body")[0].0, pointer, "{body}");
        }
        let taken = thomas.post("/resources", with("code", json!(" RBQ 1 "))).await;
        assert_eq!(taken.problem(409, "conflict"), [("/code".to_owned(), "taken".to_owned())]);
        assert_eq!(app.everything().await, before);
        let elsewhere =
            json!({ "first_name": "Luc", "last_name": "Gay", "node_id": app.world.liege, "code": "RBQ 1" });
        thomas.post("/resources", elsewhere).await.expect(201);
    }
);

test!("who does not manage resources at a node makes none there", async |app| {
    for (who, node) in [("nadia", app.world.huy), ("henri", app.world.huy), ("thomas", app.world.instance)] {
        let new = json!({ "first_name": "Marc", "last_name": "Servais", "node_id": node });
        app.logged_in(who).await.post("/resources", new).await.lacks("manage_resources");
    }
});

test!(
    "who does not see costs sets no rate, and what one may see is absent from what they read",
    async |app| {
        app.take_everything("lea").await;
        let lea = To::User(app.world.person("lea"));
        app.allow(lea, Action::ManageResources, Relation::Any, app.world.huy).await;
        let (lea, thomas) = (app.logged_in("lea").await, app.manager().await);
        let priced = json!({
            "first_name": "Marc", "last_name": "Servais", "node_id": app.world.huy, "hourly_rate": 4000,
        });
        lea.post("/resources", priced.clone()).await.lacks("view_costs");
        let made = thomas.post("/resources", priced).await.expect(201).body;
        let read = lea.get(&format!("/resources/{}", id(&made))).await.expect(200).body;
        assert!(read.get("hourly_rate").is_none(), "{read}");
        assert!(lea.get("/resources").await.expect(200).body["items"][0].get("hourly_rate").is_none());
        assert_eq!(thomas.get("/resources").await.expect(200).body["items"][0]["hourly_rate"], 4000);
        // What one does not see and leaves out stays.
        let changed = lea.change_resource(&read, json!({ "last_name": "Servaes" })).await;
        assert!(changed.get("hourly_rate").is_none());
        let after = thomas.get(&format!("/resources/{}", id(&made))).await.expect(200).body;
        assert_eq!((&after["hourly_rate"], &after["last_name"]), (&json!(4000), &json!("Servaes")));
        let body = super::changed(&read, json!({ "hourly_rate": 1 }));
        lea.with("if-match", "*").put(&format!("/resources/{}", id(&made)), body).await.lacks("view_costs");
    }
);
