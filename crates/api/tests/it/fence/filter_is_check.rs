//! The list in SQL and the check in Rust are two readings of one definition.

use std::collections::{BTreeMap, BTreeSet};

use api::{
    clock::Clock,
    db::{
        Tx,
        entities::{request, request_assignee, role_grant},
        unfenced::Because,
    },
    identity::actor_of,
    random::{Random, SystemRandom},
};
use authz::{Action, Actor, Place, RequestFacts};
use chrono::{DateTime, Duration, Utc};
use domain::{NodeId, RequestId, UserId};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use sea_orm::IntoActiveModel;
use uuid::Uuid;

use crate::{
    support::{Client, TestApp},
    test,
};

const PEOPLE: [&str; 10] =
    ["claire", "thomas", "hugo", "sophie", "nadia", "henri", "lea", "stranger", "ines", "paul"];
const REQUESTS: i32 = 300;

fn id(now: DateTime<Utc>) -> Uuid {
    let random: &dyn Random = &SystemRandom;
    random.id(now)
}

async fn insert<M>(tx: &Tx, row: M)
where
    M: sea_orm::ActiveModelTrait + sea_orm::ActiveModelBehavior + Send,
    <M::Entity as sea_orm::EntityTrait>::Model: IntoActiveModel<M>,
{
    tx.unfenced(Because::TheServerWorksByItself).insert(row).await.expect("inserted");
}

/// A request with random owner, site, publication and assignees.
fn random_request(app: &TestApp, dice: &mut StdRng, number: i32) -> (request::Model, Vec<Uuid>) {
    let world = &app.world;
    let places = [(world.nord, world.huy), (world.nord, world.liege), (world.sud, world.namur)];
    let (group_id, site_id) = *places.choose(dice).expect("a place");
    let owner = app.world.person(PEOPLE.choose(dice).expect("a person"));
    let at = app.clock.now() - Duration::minutes(dice.random_range(0..200));
    let row = request::Model {
        id: id(at),
        year: 2026,
        number,
        site_id,
        group_id,
        owner_id: owner,
        entered_by_id: owner,
        requester_first_name: String::new(),
        requester_last_name: "Test".to_owned(),
        requester_key: "test".to_owned(),
        requester_email: None,
        requester_phone: None,
        confirm_by_mail: false,
        title: format!("request {number}"),
        text: "text".to_owned(),
        noticed_on: at.date_naive(),
        status: "awaiting_assignment".to_owned(),
        status_reason: None,
        published: dice.random(),
        public_comments: 0,
        internal_comments: 0,
        entered_at: at,
        changed_at: at,
        version: 1,
    };
    let assignees =
        PEOPLE.choose_multiple(dice, number as usize % 3).map(|name| world.person(name)).collect();
    (row, assignees)
}

/// Fills the world with random requests and a few more grants; answers the facts of the requests.
async fn fill(app: &TestApp, dice: &mut StdRng) -> Vec<RequestFacts> {
    let tx = app.db().begin().await.expect("a transaction");
    let mut facts = Vec::new();
    for number in 1..=REQUESTS {
        let (row, assignees) = random_request(app, dice, number);
        facts.push(RequestFacts {
            id: RequestId(row.id),
            place: Place { group: NodeId(row.group_id), site: NodeId(row.site_id) },
            owner: UserId(row.owner_id),
            assignees: assignees.iter().copied().map(UserId).collect(),
            published: row.published,
        });
        let request_id = row.id;
        insert(&tx, request::ActiveModel::from(row)).await;
        for user_id in assignees {
            insert(&tx, request_assignee::ActiveModel::from(request_assignee::Model { request_id, user_id }))
                .await;
        }
    }
    let world = &app.world;
    for (username, role, node_id) in [
        ("nadia", "manager", world.namur),
        ("henri", "visitor", world.sud),
        ("lea", "visitor", world.instance),
        ("sophie", "visitor", world.nord),
        ("hugo", "visitor", world.huy),
    ] {
        let (user_id, now) = (world.person(username), app.clock.now());
        let row = role_grant::Model { id: id(now), user_id, node_id, role: role.to_owned(), created_at: now };
        insert(&tx, role_grant::ActiveModel::from(row)).await;
    }
    tx.commit().await.expect("committed");
    facts
}

/// The ids on every page of the list.
async fn listed(client: &Client) -> Vec<Uuid> {
    let (mut ids, mut path) = (Vec::new(), "/requests?limit=37".to_owned());
    loop {
        let page = client.get(&path).await.expect(200);
        ids.extend(
            page.items().iter().map(|item| item["id"].as_str().expect("id").parse::<Uuid>().expect("a UUID")),
        );
        let Some(next) = page.body["next"].as_str() else { return ids };
        path = format!("/requests?limit=37&cursor={next}");
    }
}

fn admitted(actor: &Actor, facts: &[RequestFacts]) -> BTreeSet<Uuid> {
    let scope = actor.requests();
    for request in facts {
        let checked = actor.allowed_on(request).contains(Action::ViewRequest);
        assert_eq!(scope.filter().admits(request), checked, "{request:?}");
    }
    facts.iter().filter(|request| scope.filter().admits(request)).map(|request| request.id.0).collect()
}

test!("[PO-1] what the list shows to a person is what the check lets through, for everybody", async |app| {
    let mut dice = StdRng::seed_from_u64(42);
    let facts = fill(&app, &mut dice).await;
    let mut seen = BTreeMap::new();
    for username in PEOPLE {
        let user = UserId(app.world.person(username));
        let actor = actor_of(app.db(), user).await.expect("an actor");
        let expected = admitted(&actor, &facts);
        let rows = app.db().visible::<request::Entity, _>(&actor.requests()).all().await.expect("rows");
        assert_eq!(rows.iter().map(|row| row.id).collect::<BTreeSet<_>>(), expected, "{username}");
        let assignees =
            app.db().visible::<request_assignee::Entity, _>(&actor.requests()).all().await.expect("rows");
        let of_visible: usize =
            facts.iter().filter(|it| expected.contains(&it.id.0)).map(|it| it.assignees.len()).sum();
        assert_eq!(assignees.len(), of_visible, "{username}");
        if username != "ines" {
            let ids = listed(&app.logged_in(username).await).await;
            assert_eq!(ids.len(), expected.len(), "{username}: no page repeats");
            assert_eq!(ids.into_iter().collect::<BTreeSet<_>>(), expected, "{username}");
        }
        seen.insert(username, expected.len());
    }
    assert_eq!((seen["claire"], seen["ines"], seen["paul"]), (facts.len(), 0, 0));
    let partly = |username: &&str| (1..facts.len()).contains(&seen[username]);
    assert_eq!(
        PEOPLE.iter().filter(|username| partly(username)).count(),
        7,
        "the dice left nobody idle: {seen:?}"
    );
});

test!("[PO-1] a request one cannot list cannot be read either, and the other way round", async |app| {
    let mut dice = StdRng::seed_from_u64(7);
    let facts = fill(&app, &mut dice).await;
    for username in ["thomas", "hugo", "nadia", "henri", "stranger"] {
        let client = app.logged_in(username).await;
        let ids: BTreeSet<Uuid> = listed(&client).await.into_iter().collect();
        for request in facts.iter().step_by(11) {
            let expected = if ids.contains(&request.id.0) { 200 } else { 404 };
            client.get(&format!("/requests/{}", request.id)).await.expect(expected);
        }
    }
});
