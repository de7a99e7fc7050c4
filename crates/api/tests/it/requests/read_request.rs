use authz::Actions;
use uuid::Uuid;

use crate::{
    support::{id, words},
    test,
};

test!("a request that is out of reach is not there, and neither is what is no id", async |app| {
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    let stranger = app.stranger().await;
    let [unknown, nil] = [app.world.huy.to_string(), Uuid::nil().to_string()];
    for id in [id(&request), &unknown, &nil, "1", "R-2026-000001", "%00", "..%2Fsites", &"9".repeat(300)] {
        for rest in ["", "/comments", "/history", "/assignee-candidates"] {
            let answer = stranger.get(&format!("/requests/{id}{rest}")).await;
            assert!(answer.problem(404, "not-found").is_empty(), "{id}{rest}");
        }
    }
});

test!("an answer carries the version that an update names", async |app| {
    let hugo = app.logged_in("hugo").await;
    let request = hugo.enter(app.world.huy, "Froid").await;
    let read = hugo.get(&format!("/requests/{}", id(&request))).await.expect(200);
    assert_eq!(read.header("etag"), "\"1\"");
    assert_eq!(read.body["version"], 1);
    assert_eq!(hugo.move_to(&request, "in_progress").await["version"], 2);
});

test!("[OP-2] a visitor reads the public face only: no assignees, no actions, no moves", async |app| {
    let nadia = app.visitor().await;
    let request = nadia.enter(app.world.huy, "Froid").await;
    app.logged_in("hugo").await.assign(&request, &[app.world.person("hugo")]).await;
    for username in ["nadia", "henri"] {
        let seen = app.logged_in(username).await.read(&request).await;
        assert!(seen.get("assignees").is_none(), "{seen}");
        assert_eq!(words(&seen["allowed"]), ["view_request"]);
        assert!(words(&seen["next_statuses"]).is_empty());
    }
});

test!("a manager reads the working version and what may be done", async |app| {
    let hugo = app.logged_in("hugo").await;
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    let seen = hugo.assign(&request, &[app.world.person("hugo")]).await;
    assert_eq!(seen["assignees"][0]["name"], "Hugo Test");
    let all = Actions::ON_A_REQUEST.iter().map(authz::Action::word).collect::<Vec<_>>();
    assert_eq!(words(&seen["allowed"]), all);
    assert_eq!(words(&seen["next_statuses"]), ["in_progress", "on_hold", "rejected", "cancelled"]);
});

test!("the reason of a rejection is read by the requester", async |app| {
    let nadia = app.visitor().await;
    let request = nadia.enter(app.world.huy, "Froid").await;
    app.manager().await.move_to(&request, "rejected").await;
    let seen = nadia.read(&request).await;
    assert_eq!(seen["status"], "rejected");
    assert_eq!(seen["status_reason"], "Hors de notre ressort");
});

test!(
    "how to reach the requester is told to the team and to the requester, not to other visitors",
    async |app| {
        let nadia = app.visitor().await;
        let request = nadia.enter(app.world.huy, "Froid").await;
        let (mine, teams) = (nadia.read(&request).await, app.manager().await.read(&request).await);
        for seen in [mine, teams] {
            assert_eq!(seen["requester"]["email"], "nadia@mosane.example");
        }
        let others = app.logged_in("henri").await.read(&request).await;
        assert_eq!(others["requester"]["first_name"], "Nadia");
        assert_eq!(others["requester"].get("email"), None);
    }
);
