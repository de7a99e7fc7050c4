use serde_json::json;

use crate::{links::letters, support::PASSWORD, test};

test!("[PP-2] an address that waits is told, and is forgotten when one says so", async |app| {
    let nadia = app.visitor().await;
    assert!(nadia.get("/me").await.expect(200).body.get("pending_email").is_none());
    nadia.put("/me/email", json!({ "email": "n@neuf.example", "password": PASSWORD })).await.expect(202);
    assert_eq!(nadia.get("/me").await.expect(200).body["pending_email"], "n@neuf.example");
    nadia.delete("/me/email").await.expect(204);
    assert!(nadia.get("/me").await.expect(200).body.get("pending_email").is_none());
    assert_eq!(app.audit("cancel_my_email_change").await[0].subject_id, app.world.person("nadia"));
    nadia.delete("/me/email").await.expect(204);
    assert_eq!(app.audit("cancel_my_email_change").await.len(), 1, "nothing happened the second time");
    assert_eq!(letters(&app).await.len(), 2, "the link and the warning, no more");
});

test!("[PP-2] the link to an address that was taken back opens nothing", async |app| {
    let nadia = app.visitor().await;
    nadia.put("/me/email", json!({ "email": "n@neuf.example", "password": PASSWORD })).await.expect(202);
    let token = crate::links::token(&app, "email_change").await;
    nadia.delete("/me/email").await.expect(204);
    app.nobody().post("/links/email", json!({ "token": token })).await.problem(410, "link-gone");
    assert_eq!(nadia.get("/me").await.expect(200).body["email"], "nadia@mosane.example");
});

test!("[PP-2] nobody learns from their own account that an address is somebody else's", async |app| {
    let nadia = app.visitor().await;
    nadia
        .put("/me/email", json!({ "email": "thomas@mosane.example", "password": PASSWORD }))
        .await
        .expect(202);
    assert_eq!(nadia.get("/me").await.expect(200).body["pending_email"], "thomas@mosane.example");
    let told = [("email_changing".to_owned(), "nadia@mosane.example".to_owned())];
    assert_eq!(letters(&app).await, told, "one's own address is warned, the other is not bothered");
});
