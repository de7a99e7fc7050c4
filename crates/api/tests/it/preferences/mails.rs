use serde_json::json;

use super::wish;
use crate::{links::letters, support::Client, test};

async fn without(client: &Client, kinds: &[&str]) {
    let mut body = wish();
    body["unwanted_mails"] = json!(kinds);
    client.with("if-match", "*").put("/me/preferences", body).await.expect(200);
}

fn kinds(letters: Vec<(String, String)>) -> Vec<String> {
    let mut kinds: Vec<String> = letters.into_iter().map(|(kind, _)| kind).collect();
    kinds.sort();
    kinds
}

test!("[PL-8] each kind of mail about one's requests is switched off by itself", async |app| {
    let (nadia, thomas) = (app.visitor().await, app.manager().await);
    without(&nadia, &["confirmation"]).await;
    let request = nadia.enter(app.world.huy, "Froid").await;
    assert_eq!(kinds(letters(&app).await), ["new_request"], "the site's team is told all the same");
    let request = thomas.move_to(&request, "in_progress").await;
    assert_eq!(kinds(letters(&app).await), ["new_request", "status_changed"]);
    without(&nadia, &["status_changed"]).await;
    thomas.move_to(&request, "done").await;
    assert_eq!(kinds(letters(&app).await), ["new_request", "status_changed"]);
    nadia.enter(app.world.huy, "Chaud").await;
    let sent = kinds(letters(&app).await);
    assert_eq!(sent, ["confirmation", "new_request", "new_request", "status_changed"]);
});

test!("[PL-8] what goes to somebody else's address is not one's own to switch off", async |app| {
    let nadia = app.visitor().await;
    without(&nadia, &["confirmation", "status_changed"]).await;
    let body = json!({ "site_id": app.world.huy, "text": "Froid", "requester": { "email": "voisin@ailleurs.example" } });
    nadia.post("/requests", body).await.expect(201);
    let sent = letters(&app).await;
    assert!(sent.contains(&("confirmation".to_owned(), "voisin@ailleurs.example".to_owned())), "{sent:?}");
});

test!("[PL-8] mails that keep an account safe cannot be switched off", async |app| {
    let nadia = app.visitor().await;
    let mut body = wish();
    body["unwanted_mails"] = json!(["password_changed"]);
    let refused = nadia.with("if-match", "*").put("/me/preferences", body).await;
    assert_eq!(refused.problem(422, "invalid-body")[0].0, "/unwanted_mails/0");
    without(&nadia, &["confirmation", "status_changed"]).await;
    let change =
        json!({ "current_password": crate::support::PASSWORD, "password": "une phrase tout à fait neuve" });
    nadia.put("/me/password", change).await.expect(200);
    assert_eq!(kinds(letters(&app).await), ["password_changed"]);
});
