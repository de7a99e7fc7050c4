use authz::ShippedRole;
use serde_json::Value;

use super::{form, shipped};
use crate::{
    support::{To, id},
    test,
};

test!("a role that nobody holds is deleted", async |app| {
    let claire = app.administrator().await.with("if-match", "*");
    let made = claire.post("/roles", form("Éphémère", &["view_request:any"])).await.expect(201).body;
    claire.delete(&format!("/roles/{}", id(&made))).await.expect(204);
    assert!(!claire.pages("/roles").await.iter().any(|role| role["id"] == made["id"]));
    assert_eq!(app.audit("delete_role").await.len(), 1);
});

test!("a role in use stays, and the answer says how many hold it", async |app| {
    let claire = app.administrator().await.with("if-match", "*");
    let editor = shipped(&claire, "editor").await;
    app.give(To::User(app.world.person("nadia")), ShippedRole::Editor, app.world.huy).await;
    let before = app.everything().await;
    let kept = claire.delete(&format!("/roles/{}", id(&editor))).await;
    assert!(kept.body["detail"].as_str().expect("a text").starts_with("1 people"), "{}", kept.text);
    kept.problem(409, "conflict");
    assert_eq!(app.everything().await, before);
});

test!("a role that only a team without members holds stays too, and the answer says so", async |app| {
    let claire = app.administrator().await.with("if-match", "*");
    let editor = shipped(&claire, "editor").await;
    let team = app.team("Plombiers", app.world.huy, &[]).await;
    app.give(To::Team(team), ShippedRole::Editor, app.world.huy).await;
    let kept = claire.delete(&format!("/roles/{}", id(&editor))).await;
    assert_eq!(
        kept.detail(),
        "only teams that nobody belongs to hold this role: give them another one first"
    );
    kept.problem(409, "conflict");
});

test!("what is not there cannot be deleted", async |app| {
    let claire = app.administrator().await.with("if-match", "*");
    let nothing: Value = serde_json::json!("00000000-0000-7000-8000-000000000000");
    claire.delete(&format!("/roles/{}", nothing.as_str().expect("a text"))).await.problem(404, "not-found");
});
