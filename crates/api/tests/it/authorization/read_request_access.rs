use std::collections::BTreeSet;

use api::{
    clock::Clock,
    db::unfenced::Because,
    identity::facts::{Whose, subjects},
};
use authz::{Action, Actor, RequestFacts, ShippedRole, Stamp};
use domain::{NodeId, RequestId, UserId};
use serde_json::{Value, json};

use crate::{
    support::{TestApp, To, id, words},
    test,
};

async fn access(app: &TestApp, who: &str, request: &Value, limit: u64) -> Vec<Value> {
    app.logged_in(who).await.pages(&format!("/requests/{}/access?limit={limit}", id(request))).await
}

fn names(viewers: &[Value]) -> BTreeSet<&str> {
    viewers.iter().map(|it| it["name"].as_str().expect("a text")).collect()
}

test!("a manager is told who sees a request, what they may do with it, and why", async |app| {
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    let viewers = access(&app, "hugo", &request, 50).await;
    assert_eq!(
        names(&viewers),
        ["Claire Test", "Henri Test", "Hugo Test", "Nadia Test", "Thomas Test"].into()
    );
    let of = |name: &str| viewers.iter().find(|it| it["name"] == name).expect("listed");
    assert_eq!(words(&of("Henri Test")["allowed"]), ["view_request"]);
    assert_eq!(of("Henri Test")["seen_by"][0]["relation"], "published");
    assert_eq!(of("Nadia Test")["seen_by"].as_array().expect("a list").len(), 1);
    assert_eq!(of("Thomas Test")["seen_by"][0]["node"]["name"], "Nord");
    assert!(words(&of("Claire Test")["allowed"]).contains(&"delete_request"));
});

test!("who does not see the accounts of the site is told of themselves only", async |app| {
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    let nadia = app.visitor().await;
    let answer = nadia.get(&format!("/requests/{}/access", id(&request))).await.expect(200);
    assert_eq!((names(answer.items()), &answer.body["everybody"]), (["Nadia Test"].into(), &json!(false)));
});

test!(
    "[PO-1] the people of whom it is told are those whom the check lets through, page by page",
    async |app| {
        let world = &app.world;
        let request = app.visitor().await.enter(world.huy, "Froid").await;
        let team = app.team("Plombiers", world.nord, &["lea", "stranger"]).await;
        app.give(To::Team(team), ShippedRole::TaskResponsible, world.nord).await;
        let tag = app.tag("Métier", "Chauffage").await;
        app.put_on(&request, tag).await;
        let readers = app.team("Chauffagistes", world.sud, &["sophie"]).await;
        app.link(To::Team(readers), tag, false, world.instance).await;
        app.manager().await.assign(&request, &[team]).await;
        app.execute("UPDATE user_account SET super_administrator = TRUE WHERE username = 'paul'").await;
        app.administrator()
            .await
            .with("if-match", "*")
            .put(&format!("/requests/{}/publication", id(&request)), json!({ "published": false }))
            .await
            .expect(200);
        let facts = RequestFacts {
            id: RequestId(id(&request).parse().expect("it parses")),
            place: authz::Place { group: NodeId(world.nord), site: NodeId(world.huy) },
            owner: UserId(world.person("nadia")),
            assignees: vec![authz::Principal::Team(domain::TeamId(team))],
            tags: vec![domain::TagId(tag)],
            published: false,
        };
        let everybody = subjects(&app.db().unfenced(Because::TheServerWorksByItself), Whose::Everybody)
            .await
            .expect("read");
        let seeing: BTreeSet<String> = everybody
            .iter()
            .filter(|it| {
                Actor::compile(it, app.clock.now(), Stamp::default()).check(Action::ViewRequest, &facts)
            })
            .map(|it| it.user.0.to_string())
            .collect();
        assert_eq!(seeing.len(), 8, "claire, hugo, thomas, nadia, lea, stranger, sophie, paul");
        for limit in [1, 3, 50] {
            let told = access(&app, "hugo", &request, limit).await;
            assert_eq!(told.iter().map(|it| id(it).to_owned()).collect::<BTreeSet<_>>(), seeing, "{limit}");
            assert_eq!(told.len(), seeing.len());
        }
    }
);
