use serde_json::json;

use super::changed;
use crate::{support::id, test};

test!("a resource changes in the version that was read, and the audit names what changed", async |app| {
    let thomas = app.manager().await;
    let made = thomas.add_resource("Servais", app.world.huy).await;
    let path = format!("/resources/{}", id(&made));
    let body =
        changed(&made, json!({ "last_name": "Servaes", "colour": 2, "hourly_rate": 3900, "code": "A1" }));
    let done = thomas.if_match(&json!(1)).put(&path, body.clone()).await.expect(200);
    assert_eq!((done.header("etag"), &done.body["last_name"]), ("\"2\"", &json!("Servaes")));
    assert_eq!((&done.body["colour"], &done.body["hourly_rate"]), (&json!(2), &json!(3900)));
    thomas.if_match(&json!(1)).put(&path, body).await.problem(412, "precondition-failed");
    let line = &app.audit("update_resource").await[0];
    let told = |side: &str| (line.detail[side]["colour"].clone(), line.detail[side]["active"].clone());
    assert_eq!((told("before").1, told("after").1), (json!(true), json!(true)));
    assert_ne!(told("before").0, told("after").0);
    for name in ["name", "code", "hourly_rate"] {
        assert!(line.detail["personal"][name]["after"].is_string(), "{name}: {}", line.detail);
    }
    let emptied = thomas.change_resource(&made, json!({})).await;
    for field in ["code", "colour", "hourly_rate"] {
        assert!(emptied.get(field).is_none(), "{field} is left out, and so none");
    }
});

test!("moving a resource takes managing resources where it lives and where it shall", async |app| {
    let (thomas, claire) = (app.manager().await, app.administrator().await);
    let made = thomas.add_resource("Servais", app.world.huy).await;
    let moved = thomas.change_resource(&made, json!({ "node_id": app.world.liege })).await;
    assert_eq!(moved["home"]["name"], "Liège");
    let path = format!("/resources/{}", id(&made));
    let up = changed(&moved, json!({ "node_id": app.world.instance }));
    thomas.with("if-match", "*").put(&path, up).await.lacks("manage_resources");
    let above = claire.add_resource("Gay", app.world.instance).await;
    let path = format!("/resources/{}", id(&above));
    let down = changed(&above, json!({ "node_id": app.world.huy }));
    thomas.with("if-match", "*").put(&path, down).await.problem(404, "not-found");
});
