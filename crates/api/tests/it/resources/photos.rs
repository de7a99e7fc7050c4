use authz::{Action, Relation};
use serde_json::json;
use uuid::Uuid;

use crate::{
    pictures::{colour_of, is_about, picture_of, some_picture},
    support::{To, id},
    test,
};

const RED: [u8; 3] = [200, 20, 20];

test!("[PL-1] a resource has a photo, which those see who see the resource, and nobody else", async |app| {
    let thomas = app.manager().await;
    let made = thomas.add_resource("Servais", app.world.huy).await;
    let path = format!("/resources/{}/photo", id(&made));
    thomas.get(&path).await.problem(404, "not-found");
    let kept = thomas.put_file(&path, "image/png", picture_of(RED, 90, 90)).await.expect(200);
    let read = thomas.get(&format!("/resources/{}", id(&made))).await.expect(200).body;
    assert_eq!((&read["photo_id"], &read["version"]), (&kept.body["id"], &json!(1)));
    let shown = thomas.get(&path).await.expect(200);
    assert!(is_about(colour_of(&shown), RED));
    assert_eq!(shown.header("content-security-policy"), "sandbox; default-src 'none'");
    thomas.with("if-none-match", shown.header("etag")).get(&path).await.expect(304);
    for who in ["nadia", "henri", "stranger", "sophie"] {
        app.logged_in(who).await.get(&path).await.problem(404, "not-found");
    }
    // The id of the picture opens nothing by itself.
    for id in [kept.body["id"].as_str().expect("id"), &Uuid::nil().to_string()] {
        thomas.get(&format!("/resources/{id}/photo")).await.problem(404, "not-found");
        thomas.get(&format!("/users/{id}/photo")).await.problem(404, "not-found");
    }
    thomas.delete(&path).await.expect(204);
    thomas.get(&path).await.problem(404, "not-found");
    thomas.delete(&path).await.expect(204);
    assert_eq!(app.audit("remove_resource_photo").await.len(), 1);
});

test!(
    "who sees a resource but does not manage it sets no photo, and their file is not even read",
    async |app| {
        app.take_everything("lea").await;
        app.allow(To::User(app.world.person("lea")), Action::ViewUsers, Relation::Any, app.world.huy).await;
        let made = app.manager().await.add_resource("Servais", app.world.huy).await;
        let path = format!("/resources/{}/photo", id(&made));
        let lea = app.logged_in("lea").await;
        lea.put_file(&path, "image/png", some_picture()).await.lacks("manage_resources");
        lea.put_file(&path, "image/png", vec![0; 10 * 1024 * 1024 + 1]).await.lacks("manage_resources");
        lea.delete(&path).await.lacks("manage_resources");
        app.stranger().await.put_file(&path, "image/png", some_picture()).await.problem(404, "not-found");
    }
);
