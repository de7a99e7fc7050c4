use authz::ShippedRole;

use super::{form, shipped, told};
use crate::{support::To, test};

test!("[PP-5] a shipped role can be changed, and tells how it deviates from what it came as", async |app| {
    let claire = app.administrator().await;
    let role = shipped(&claire, "visitor").await;
    let path = format!("/roles/{}", role["id"].as_str().expect("a text"));
    let pairs = ["create_request:any", "view_request:own", "comment_on_request:own"];
    let changed = claire.if_match(&role["version"]).put(&path, form("Demandeur", &pairs)).await.expect(200);
    assert_eq!(changed.header("etag"), "\"2\"");
    assert_eq!(
        (changed.body["name"].as_str(), changed.body["shipped"].as_str()),
        (Some("Demandeur"), Some("visitor"))
    );
    assert_eq!(told(&changed.body["added"]), ["comment_on_request:own"]);
    assert_eq!(told(&changed.body["removed"]), ["view_request:published"]);
    let line = &app.audit("update_role").await[0];
    assert_eq!(line.detail["before"]["name"], "visitor");
    assert_eq!(line.detail["after"]["name"], "Demandeur");
});

test!("[PL-7] what a role permits from now on holds for the next request of all who have it", async |app| {
    let claire = app.administrator().await;
    let (nadia, lea) = (app.visitor().await, app.logged_in("lea").await);
    let request = nadia.enter(app.world.huy, "Froid").await;
    let comment = serde_json::json!({ "text": "Toujours froid" });
    let path = format!("/requests/{}/comments", request["id"].as_str().expect("a text"));
    nadia.post(&path, comment.clone()).await.problem(403, "refused");
    let role = shipped(&claire, "visitor").await;
    let wider = ["create_request:any", "view_request:own", "comment_on_request:own"];
    let role_path = format!("/roles/{}", role["id"].as_str().expect("a text"));
    claire.with("if-match", "*").put(&role_path, form("visitor", &wider)).await.expect(200);
    nadia.post(&path, comment.clone()).await.expect(201);
    claire.with("if-match", "*").put(&role_path, form("visitor", &[])).await.expect(200);
    nadia.post(&path, comment).await.problem(404, "not-found");
    lea.post("/requests", serde_json::json!({ "site_id": app.world.liege, "text": "Froid" }))
        .await
        .problem(422, "invalid-body");
});

test!("nobody changes Administrator", async |app| {
    let claire = app.administrator().await;
    let role = shipped(&claire, "administrator").await;
    let path = format!("/roles/{}", role["id"].as_str().expect("a text"));
    let refused = claire.with("if-match", "*").put(&path, form("administrator", &[])).await;
    assert!(refused.problem(403, "refused").is_empty());
    assert!(claire.with("if-match", "*").delete(&path).await.problem(403, "refused").is_empty());
});

test!(
    "who may change roles cannot put more into one than they have themselves where it is held",
    async |app| {
        let (world, claire) = (&app.world, app.administrator().await);
        app.give(To::User(world.person("sophie")), ShippedRole::Manager, world.instance).await;
        let sophie = app.logged_in("sophie").await.with("if-match", "*");
        let editor = shipped(&claire, "editor").await;
        let path = format!("/roles/{}", editor["id"].as_str().expect("a text"));
        sophie.put(&path, form("editor", &["change_settings:any"])).await.expect(200);
        app.give(To::User(world.person("nadia")), ShippedRole::Editor, world.instance).await;
        let refused = sophie.put(&path, form("editor", &["change_settings:any", "view_request:any"])).await;
        assert!(
            refused.body["detail"].as_str().expect("a text").contains("change_settings"),
            "{}",
            refused.text
        );
        assert!(refused.problem(403, "refused").is_empty());
    }
);

test!("a stale version changes nothing", async |app| {
    let claire = app.administrator().await;
    let role = shipped(&claire, "editor").await;
    let path = format!("/roles/{}", role["id"].as_str().expect("a text"));
    claire.put(&path, form("editor", &[])).await.problem(428, "precondition-required");
    let before = app.everything().await;
    claire
        .with("if-match", "\"7\"")
        .put(&path, form("editor", &[]))
        .await
        .problem(412, "precondition-failed");
    assert_eq!(app.everything().await, before);
});
