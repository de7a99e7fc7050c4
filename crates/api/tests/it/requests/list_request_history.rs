use chrono::Duration;
use serde_json::{Value, json};

use crate::{
    support::{TestApp, id},
    test,
};

test!("the history tells all that happened, oldest first, and who did it", async |app| {
    let request = eventful(&app).await;
    let changes = app.manager().await.pages(&format!("/requests/{}/history?limit=2", id(&request))).await;
    assert_eq!(
        kinds(&changes),
        ["entered", "assigned", "status_changed", "commented", "commented", "status_changed"]
    );
    let actors: Vec<_> = changes.iter().map(|change| change["actor"]["name"].clone()).collect();
    assert_eq!(actors, ["Nadia Test", "Hugo Test", "Hugo Test", "Hugo Test", "Hugo Test", "Hugo Test"]);
    assert_eq!(changes[1]["assignees"], json!([{ "id": app.world.person("thomas"), "name": "Thomas Test" }]));
    assert_eq!([&changes[2]["from"], &changes[2]["to"]], ["awaiting_assignment", "in_progress"]);
    assert_eq!([&changes[5]["to"], &changes[5]["reason"]], ["rejected", "Hors de notre ressort"]);
    assert!(changes.windows(2).all(|pair| pair[0]["at"].as_str() < pair[1]["at"].as_str()));
});

test!("[OP-2] visitors read neither who was assigned nor that something was said internally", async |app| {
    let request = eventful(&app).await;
    for username in ["nadia", "henri"] {
        let changes =
            app.logged_in(username).await.pages(&format!("/requests/{}/history", id(&request))).await;
        assert_eq!(
            kinds(&changes),
            ["entered", "status_changed", "commented", "status_changed"],
            "{username}"
        );
        assert!(!json!(changes).to_string().contains("assignees"));
    }
});

/// Entered, assigned, taken on, answered in public and internally, rejected: each a second after the other.
async fn eventful(app: &TestApp) -> Value {
    let hugo = app.logged_in("hugo").await;
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    let later = || app.clock.advance(Duration::seconds(1));
    later();
    hugo.assign(&request, &[app.world.person("thomas")]).await;
    later();
    hugo.move_to(&request, "in_progress").await;
    for internal in [false, true] {
        later();
        let comment = json!({ "text": "Vu", "internal": internal });
        hugo.post(&format!("/requests/{}/comments", id(&request)), comment).await.expect(201);
    }
    later();
    hugo.move_to(&request, "rejected").await;
    request
}

fn kinds(changes: &[Value]) -> Vec<&str> {
    changes.iter().map(|change| change["kind"].as_str().expect("a kind")).collect()
}
