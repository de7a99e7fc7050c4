use serde_json::json;

use crate::{support::id, test};

test!("[PO-10] a team is made where one manages teams, and starts without members and rights", async |app| {
    let thomas = app.manager().await;
    let made =
        thomas.post("/teams", json!({ "name": " Plombiers ", "node_id": app.world.huy })).await.expect(201);
    assert_eq!((made.header("etag"), &made.body["name"]), ("\"1\"", &json!("Plombiers")));
    assert_eq!(made.header("location"), format!("/api/v1/teams/{}", id(&made.body)));
    assert_eq!((&made.body["people"], &made.body["home"]["name"]), (&json!(0), &json!("Huy")));
    let read = thomas.get(&format!("/teams/{}", id(&made.body))).await.expect(200);
    assert_eq!(read.body, made.body);
    let line = &app.audit("create_team").await[0];
    assert_eq!(line.detail, json!({ "name": "Plombiers", "node": app.world.huy }));
});

test!(
    "a team of a name that is taken, at a node that is not there, or without a name is refused",
    async |app| {
        let thomas = app.manager().await;
        thomas.post("/teams", json!({ "name": "Plombiers", "node_id": app.world.nord })).await.expect(201);
        let before = app.everything().await;
        let taken = json!({ "name": "PLOMBIERS", "node_id": app.world.nord });
        assert_eq!(
            thomas.post("/teams", taken).await.problem(409, "conflict"),
            [("/name".into(), "taken".into())]
        );
        for node in [app.world.sud, app.world.namur, uuid::Uuid::nil()] {
            let refused = thomas.post("/teams", json!({ "name": "Serruriers", "node_id": node })).await;
            assert_eq!(refused.problem(422, "invalid-body"), [("/node_id".into(), "unknown".into())]);
        }
        for name in ["", "  ", "a\u{0}b"] {
            let refused = thomas.post("/teams", json!({ "name": name, "node_id": app.world.huy })).await;
            assert_eq!(refused.problem(422, "invalid-body")[0].0, "/name");
        }
        assert_eq!(app.everything().await, before);
    }
);

test!("who does not manage teams at a node makes none there", async |app| {
    for (who, node) in [("nadia", app.world.huy), ("hugo", app.world.nord), ("thomas", app.world.instance)] {
        let refused =
            app.logged_in(who).await.post("/teams", json!({ "name": "Pirates", "node_id": node })).await;
        refused.lacks("manage_teams");
    }
});
