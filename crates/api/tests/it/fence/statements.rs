//! No list asks more of the database than its neighbours, whoever reads it.

use actix_web::http::Method;
use authz::ShippedRole;
use serde_json::json;

use super::{operations::probes, strangers::stage};
use crate::{support::To, test};

/// Identity, the request where the list is of one, and the list; people, teams and resources are three kinds of rows.
fn most(operation: &str) -> u64 {
    match operation {
        "list_assignee_candidates" => 5,
        // Whether one may act as somebody takes all that they may do.
        "list_user_sessions" => 12,
        _ => 3,
    }
}

test!("a page of a list takes at most three statements, whoever reads it", async |app| {
    let target = stage(&app).await;
    let team = To::Team(target.team.parse().expect("an id"));
    app.give(team, ShippedRole::TaskResponsible, app.world.nord).await;
    let both = json!({ "assignee_ids": [target.team, app.world.person("hugo")] });
    let path = format!("/requests/{}/assignment", target.request);
    app.manager().await.with("if-match", "*").put(&path, both).await.expect(200);
    for who in ["claire", "thomas", "hugo", "nadia", "paul"] {
        let client = app.logged_in(who).await;
        // Compiles the rights, which only the first request after a change does.
        client.get("/me").await.expect(200);
        for probe in
            probes().iter().filter(|it| it.method == Method::GET && it.operation.starts_with("list_"))
        {
            let before = app.db().statements();
            let answer = probe.send(&client, &target).await;
            let cost = app.db().statements() - before;
            // An empty page asks once more whether the rights still hold.
            let most = most(probe.operation) + u64::from(answer.body["items"] == json!([]));
            assert!(cost <= most, "{who}: {} takes {cost} statements: {}", probe.operation, answer.text);
        }
    }
});
