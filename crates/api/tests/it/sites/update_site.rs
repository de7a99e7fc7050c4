use serde_json::{Value, json};
use uuid::Uuid;

use crate::test;

test!("[OP-1] a site's new mail address gets the mails of the requests from then on", async |app| {
    let nadia = app.visitor().await;
    nadia.enter(app.world.huy, "Avant").await;
    let path = format!("/sites/{}", app.world.huy);
    let changed = app.administrator().await.if_match(&json!(1)).put(&path, travaux()).await.expect(200);
    assert_eq!(changed.header("etag"), "\"2\"");
    assert_eq!(changed.body["name"], "Huy-Statte");
    assert_eq!(changed.body["mail_address"], "travaux@mosane.example");
    let request = nadia.enter(app.world.huy, "Après").await;
    assert_eq!(request["site"]["name"], "Huy-Statte");
    let mut told: Vec<_> = app.outbox().await.iter().map(|mail| mail.message.clone()).collect();
    told.retain(|mail| mail["kind"] == "new_request");
    let mut told: Vec<_> =
        told.iter().map(|mail| [&mail["request"]["title"], &mail["receiver"]["to"]]).collect();
    told.sort_by_key(|pair| pair[0].to_string());
    assert_eq!(told, [["Après", "travaux@mosane.example"], ["Avant", "huy@mosane.example"]]);
    let audit = app.audit("update_site").await;
    assert_eq!(audit[0].detail["before"]["mail_address"], "huy@mosane.example");
    assert_eq!(audit[0].detail["before"]["name"], "Huy");
    assert_eq!(audit[0].detail["after"]["mail_address"], "travaux@mosane.example");
});

test!("a change of a site names the version it changes", async |app| {
    let claire = app.administrator().await;
    let path = format!("/sites/{}", app.world.huy);
    assert!(claire.put(&path, travaux()).await.problem(428, "precondition-required").is_empty());
    claire.if_match(&json!(1)).put(&path, travaux()).await.expect(200);
    let before = app.everything().await;
    assert!(
        claire.if_match(&json!(1)).put(&path, travaux()).await.problem(412, "precondition-failed").is_empty()
    );
    assert_eq!(app.everything().await, before);
});

test!(
    "[OP-4] a site is changed by who manages it; what is out of reach or no site is not there",
    async |app| {
        let [claire, thomas, nadia, stranger] =
            [app.administrator().await, app.manager().await, app.visitor().await, app.stranger().await];
        let before = app.everything().await;
        let path = format!("/sites/{}", app.world.huy);
        assert!(nadia.if_match(&json!(1)).put(&path, travaux()).await.problem(403, "refused").is_empty());
        assert!(
            stranger.if_match(&json!(1)).put(&path, travaux()).await.problem(404, "not-found").is_empty()
        );
        for id in [Uuid::nil(), app.world.nord, app.world.instance] {
            let answer = claire.if_match(&json!(1)).put(&format!("/sites/{id}"), travaux()).await;
            assert!(answer.problem(404, "not-found").is_empty());
        }
        assert_eq!(app.everything().await, before);
        thomas.if_match(&json!(1)).put(&path, travaux()).await.expect(200);
    }
);

fn travaux() -> Value {
    json!({ "name": "Huy-Statte", "mail_address": "travaux@mosane.example", "location": "Condroz" })
}
