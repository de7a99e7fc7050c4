use serde_json::{Value, json};
use uuid::Uuid;

use crate::{support::words, test};

test!(
    "[OP-1] an administrator adds a site with its mail address, and requests can be entered there",
    async |app| {
        let claire = app.administrator().await;
        let form = json!({
            "company_group_id": app.world.nord, "name": "Spa", "mail_address": "spa@mosane.example",
            "company": "Mosane SA", "location": "Ardenne",
        });
        let added = claire.post("/sites", form).await.expect(201);
        assert_eq!(added.header("etag"), "\"1\"");
        let site = &added.body;
        assert_eq!(site["company_group"], json!({ "id": app.world.nord, "name": "Nord" }));
        assert_eq!([&site["name"], &site["mail_address"]], ["Spa", "spa@mosane.example"]);
        assert_eq!([&site["company"], &site["location"]], ["Mosane SA", "Ardenne"]);
        let id: Uuid = site["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
        let thomas = app.manager().await;
        assert!(thomas.pages("/sites").await.iter().any(|it| it["id"] == site["id"]));
        thomas.enter(id, "Première demande").await;
        assert!(app.outbox().await.iter().any(|mail| mail.message["receiver"]["to"] == "spa@mosane.example"));
    }
);

test!("a site needs a company group that is there", async |app| {
    let claire = app.administrator().await;
    let before = app.everything().await;
    for group in [Uuid::nil(), app.world.huy, app.world.instance] {
        let answer = claire.post("/sites", spa(group)).await;
        assert_eq!(
            answer.problem(422, "invalid-body"),
            [("/company_group_id".to_owned(), "unknown".to_owned())]
        );
    }
    assert_eq!(app.everything().await, before);
});

test!("[OP-4] a site is added by who manages its company group, and by nobody else", async |app| {
    app.manager().await.post("/sites", spa(app.world.nord)).await.expect(201);
    let people = [app.logged_in("hugo").await, app.visitor().await];
    let stranger = app.stranger().await;
    let before = app.everything().await;
    for person in people {
        assert!(person.post("/sites", spa(app.world.nord)).await.problem(403, "refused").is_empty());
    }
    let answer = stranger.post("/sites", spa(app.world.nord)).await;
    assert_eq!(answer.problem(422, "invalid-body"), [("/company_group_id".to_owned(), "unknown".to_owned())]);
    assert_eq!(app.everything().await, before);
});

test!("empty labels are no labels", async |app| {
    let mut form = spa(app.world.nord);
    form["company"] = json!(" ");
    form["location"] = json!("");
    let site = app.administrator().await.post("/sites", form).await.expect(201).body;
    assert!(site.get("company").is_none() && site.get("location").is_none());
    assert!(words(&site["allowed"]).contains(&"manage_sites"));
});

fn spa(group: Uuid) -> Value {
    json!({ "company_group_id": group, "name": "Spa", "mail_address": "spa@mosane.example" })
}
