use api::{
    clock::Clock,
    db::unfenced::Because,
    identity::facts::{Whose, subjects},
};
use authz::{Action, Actor, Node, Permission, Place, Relation, ShippedRole, Stamp};
use chrono::Duration;
use domain::NodeId;

use crate::{
    support::{TestApp, To, id},
    test,
};

test!("the candidates of a request are those who can be assigned at its site or above it", async |app| {
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    assert_eq!(names(&app, "hugo", id(&request), "").await, ["Claire Test", "Hugo Test", "Thomas Test"]);
    let elsewhere = app.stranger().await.enter(app.world.namur, "Froid").await;
    assert_eq!(names(&app, "sophie", id(&elsewhere), "").await, ["Claire Test", "Sophie Test"]);
});

test!("candidates are found by a part of their name, upper and lower case alike", async |app| {
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    assert_eq!(names(&app, "hugo", id(&request), "?name=THOM").await, ["Thomas Test"]);
    assert_eq!(names(&app, "hugo", id(&request), "?name=hugo+t").await, ["Hugo Test"]);
    assert!(names(&app, "hugo", id(&request), "?name=%25").await.is_empty());
    assert!(names(&app, "hugo", id(&request), "?name=sophie").await.is_empty());
});

test!("somebody inactive is no candidate", async |app| {
    app.execute("UPDATE user_account SET active = FALSE WHERE username = 'thomas'").await;
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    assert_eq!(names(&app, "hugo", id(&request), "").await, ["Claire Test", "Hugo Test"]);
});

test!("a visitor learns of no candidate", async |app| {
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    assert!(names(&app, "nadia", id(&request), "").await.is_empty());
});

test!(
    "a candidate is who may be assigned by the engine's own reading, now and not by what counts no more",
    async |app| {
        let (world, now) = (&app.world, app.clock.now());
        let request = app.visitor().await.enter(world.huy, "Froid").await;
        let be_assigned = world.role(ShippedRole::TaskResponsible);
        let person = |username| To::User(world.person(username));
        let team = app.team("Plombiers", world.sud, &["stranger", "sophie"]).await;
        app.give(To::Team(team), ShippedRole::TaskResponsible, world.nord).await;
        app.give_until(person("nadia"), Some(be_assigned), world.huy, Some(now + Duration::hours(1))).await;
        app.give_until(person("henri"), Some(be_assigned), world.huy, Some(now)).await;
        app.give(person("lea"), ShippedRole::TaskResponsible, world.liege).await;
        let off = app.give(person("lea"), ShippedRole::TaskResponsible, world.huy).await;
        app.switch(off, Permission { action: Action::BeAssigned, relation: Relation::Any }, false).await;
        app.give(person("ines"), ShippedRole::TaskResponsible, world.huy).await;
        app.execute("UPDATE user_account SET super_administrator = TRUE WHERE username = 'paul'").await;
        app.execute(
            "UPDATE user_account SET ends_at = '2026-01-01T00:00:00+00:00' WHERE username = 'sophie'",
        )
        .await;
        app.execute(
            "UPDATE user_account SET suspended_until = '2099-01-01T00:00:00+00:00' WHERE username = 'thomas'",
        )
        .await;
        let unfenced = app.db().unfenced(Because::TheServerWorksByItself);
        let everybody = subjects(&unfenced, Whose::Everybody).await.expect("read");
        let huy = Node::Site(Place { group: NodeId(world.nord), site: NodeId(world.huy) });
        let ready = everybody
            .iter()
            .filter(|it| Actor::compile(it, now, Stamp::default()).may_at(Action::BeAssigned, huy))
            .map(|it| it.user.0);
        let mut ready: Vec<String> = ready.chain([team]).map(|id| id.to_string()).collect();
        ready.sort();
        let path = format!("/requests/{}/assignee-candidates", id(&request));
        let offered = app.logged_in("hugo").await.get(&path).await.expect(200);
        let mut offered: Vec<String> = offered.items().iter().map(|it| id(it).to_owned()).collect();
        offered.sort();
        assert_eq!(offered, ready);
        assert_eq!(ready.len(), 6, "claire, hugo, nadia, paul, stranger and the team");
    }
);

async fn names(app: &TestApp, username: &str, request: &str, query: &str) -> Vec<String> {
    let answer =
        app.logged_in(username).await.get(&format!("/requests/{request}/assignee-candidates{query}")).await;
    answer
        .expect(200)
        .items()
        .iter()
        .map(|person| person["name"].as_str().expect("a name").to_owned())
        .collect()
}

test!("candidates are found by their name, however many come before them", async |app| {
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    let team = app.team("Équipe", app.world.huy, &[]).await;
    app.join_all(&[team], &app.crowd(2_100).await).await;
    app.give(To::Team(team), ShippedRole::TaskResponsible, app.world.huy).await;
    assert_eq!(names(&app, "hugo", id(&request), "?name=thomas").await, ["Thomas Test"]);
    assert_eq!(names(&app, "hugo", id(&request), "?name=QUIPE").await, ["Équipe"]);
    assert_eq!(names(&app, "hugo", id(&request), "").await.len(), 200);
});
