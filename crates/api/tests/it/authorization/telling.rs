//! What explanations must not give away: of a request what it does not tell itself, of grants what their list hides.

use authz::{Action, Relation, ShippedRole};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    support::{Client, TestApp, To, id},
    test,
};

/// A request at Huy that bears a tag and is assigned to a team, both of which let somebody see it; and a concierge,
/// who sees requests and accounts there, but neither tags nor the working version.
struct Stage {
    request: Value,
    team: Uuid,
    link: Uuid,
    tag: Uuid,
    concierge: Client,
}

async fn stage(app: &TestApp) -> Stage {
    let huy = app.world.huy;
    let request = app.visitor().await.enter(huy, "Froid").await;
    let team = app.team("Plombiers", huy, &["lea"]).await;
    app.give(To::Team(team), ShippedRole::TaskResponsible, huy).await;
    app.manager().await.assign(&request, &[team]).await;
    let tag = app.tag("Métier", "Confidentiel").await;
    let entered_at = request["entered_at"].as_str().expect("a text").parse().expect("a moment");
    app.bear(id(&request).parse().expect("an id"), tag, entered_at).await;
    let link = app.link(To::User(app.world.person("stranger")), tag, false, huy).await;
    app.link(To::User(app.world.person("paul")), tag, false, app.world.liege).await;
    for action in [Action::ViewRequest, Action::ViewUsers] {
        app.allow(To::User(app.world.person("paul")), action, Relation::Any, huy).await;
    }
    app.execute("UPDATE request SET published = FALSE").await;
    Stage { request, team, link, tag, concierge: app.logged_in("paul").await }
}

fn reasons<'a>(viewers: &'a [Value], name: &str) -> &'a Value {
    &viewers.iter().find(|it| it["name"] == name).expect("listed")["seen_by"]
}

async fn explained(client: &Client, question: Value) -> Value {
    client.post("/authorization/explanations", question).await.expect(200).body
}

test!("who sees a request learns from its viewers neither its tags nor who works on it", async |app| {
    let Stage { request, team, link, tag, concierge } = stage(&app).await;
    let path = format!("/requests/{}/access", id(&request));
    let shown = concierge.read(&request).await;
    assert!(shown.get("tags").is_none() && shown.get("assignees").is_none(), "{shown}");
    let viewers = concierge.pages(&path).await;
    let huy = json!({ "id": app.world.huy, "level": "site", "name": "Huy" });
    assert_eq!(*reasons(&viewers, "Stranger Test"), json!([{ "kind": "tag_grant", "node": huy }]));
    assert_eq!(*reasons(&viewers, "Lea Test"), json!([{ "kind": "grant", "node": huy }]));
    let told = app.logged_in("hugo").await.pages(&path).await;
    let (by_tag, by_team) = (&reasons(&told, "Stranger Test")[0], &reasons(&told, "Lea Test")[0]);
    assert_eq!((&by_tag["id"], &by_tag["tag"]["id"]), (&json!(link), &json!(tag)));
    assert_eq!((&by_team["to"]["id"], &by_team["relation"]), (&json!(team), &json!("assigned")));
});

test!("nobody learns from an explanation which tags a request bears", async |app| {
    let Stage { request, concierge, .. } = stage(&app).await;
    let question = json!({ "action": "edit_request", "request_id": id(&request) });
    let own = explained(&concierge, question.clone()).await;
    assert_eq!((&own["allowed"], &own["nearly"]), (&json!(false), &json!([])));
    let mut about = question.clone();
    about["user_id"] = json!(app.world.person("paul"));
    let nearly = explained(&app.administrator().await, about).await["nearly"].clone();
    assert_eq!(nearly[0]["reason"]["tag"]["name"], "Confidentiel");
    let stranger = explained(&app.stranger().await, question).await;
    assert_eq!(stranger["seen_by"][0]["kind"], "tag_grant");
    assert!(!stranger.to_string().contains("Confidentiel"), "{stranger}");
});

test!("of somebody else's grants an explanation tells no more than the list of grants", async |app| {
    let (world, henri) = (&app.world, app.world.person("henri"));
    let team = app.team("Siège", world.instance, &["henri"]).await;
    let grant = app.give(To::Team(team), ShippedRole::Manager, world.instance).await;
    for node in [world.instance, world.huy] {
        let question = json!({ "user_id": henri, "action": "view_users", "node_id": node });
        let told = explained(&app.logged_in("hugo").await, question.clone()).await;
        let by = json!([{ "kind": "grant", "node": { "id": world.instance, "level": "instance", "name": "Mosane" } }]);
        assert_eq!((&told["allowed"], &told["by"]), (&json!(true), &by));
        let told = explained(&app.logged_in("henri").await, question.clone()).await;
        assert_eq!((&told["by"][0]["id"], &told["by"][0]["to"]["name"]), (&json!(grant), &json!("Siège")));
        let told = explained(&app.administrator().await, question).await;
        assert_eq!((&told["by"][0]["id"], &told["by"][0]["to"]["name"]), (&json!(grant), &json!("Siège")));
    }
});
