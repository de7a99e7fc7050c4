//! The list in SQL and the check in Rust are two readings of one definition.

use std::collections::{BTreeMap, BTreeSet};

use api::{
    clock::Clock,
    db::{
        Tx,
        entities::{request, request_assignment},
        unfenced::Because,
    },
    identity::facts::{Whose, subjects},
};
use authz::{Action, Actor, Place, Principal, Relation, RequestFacts, ShippedRole};
use chrono::{DateTime, Duration, Utc};
use domain::{NodeId, RequestId, TagId, TeamId, UserId};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use sea_orm::{ColumnTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use crate::{
    support::{Client, TestApp, To, request_of},
    tags::uuid,
    test,
};

const PEOPLE: [&str; 10] =
    ["claire", "thomas", "hugo", "sophie", "nadia", "henri", "lea", "stranger", "ines", "paul"];
const REQUESTS: usize = 300;

async fn insert<M>(tx: &Tx, row: M)
where
    M: sea_orm::ActiveModelTrait + sea_orm::ActiveModelBehavior + Send,
    <M::Entity as sea_orm::EntityTrait>::Model: IntoActiveModel<M>,
{
    tx.unfenced(Because::TheServerWorksByItself).insert(row).await.expect("inserted");
}

/// A request with random owner, site, publication and assignees.
fn random_request(
    app: &TestApp,
    dice: &mut StdRng,
    number: usize,
    team: Uuid,
) -> (request::Model, Vec<Principal>) {
    let world = &app.world;
    let places = [(world.nord, world.huy), (world.nord, world.liege), (world.sud, world.namur)];
    let (group_id, site_id) = *places.choose(dice).expect("a place");
    let owner = app.world.person(PEOPLE.choose(dice).expect("a person"));
    let at = app.clock.now() - Duration::minutes(dice.random_range(0..200));
    let row = request_of((group_id, site_id), owner, number, at);
    let row = request::Model { published: dice.random(), ..row };
    let people = PEOPLE.choose_multiple(dice, number % 3);
    let people = people.map(|name| Principal::User(UserId(world.person(name))));
    let team = dice.random_bool(0.1).then_some(Principal::Team(TeamId(team)));
    (row, people.chain(team).collect())
}

/// Fills the world with random requests and a few more grants; answers the facts of the requests.
async fn fill(app: &TestApp, dice: &mut StdRng) -> Vec<RequestFacts> {
    let team = app.team("Chauffagistes", app.world.instance, &["lea", "stranger"]).await;
    let tx = app.db().begin().await.expect("a transaction");
    let mut facts = Vec::new();
    for number in 1..=REQUESTS {
        let (row, assignees) = random_request(app, dice, number, team);
        facts.push(RequestFacts {
            id: RequestId(row.id),
            place: Place { group: NodeId(row.group_id), site: NodeId(row.site_id) },
            owner: UserId(row.owner_id),
            assignees: assignees.clone(),
            tags: Vec::new(),
            published: row.published,
        });
        let (request_id, entered_at) = (row.id, row.entered_at);
        insert(&tx, request::ActiveModel::from(row)).await;
        for assignee in assignees {
            let (assignee_id, user_id, team_id) = match assignee {
                Principal::User(user) => (user.0, Some(user.0), None),
                Principal::Team(team) => (team.0, None, Some(team.0)),
            };
            let row = request_assignment::Model {
                request_id,
                assignee_id,
                user_id,
                team_id,
                resource_id: None,
                entered_at,
            };
            insert(&tx, request_assignment::ActiveModel::from(row)).await;
        }
    }
    tx.commit().await.expect("committed");
    let tags = [app.tag("Métier", "Chauffage").await, app.tag("Métier", "Serrurerie").await];
    for request in &mut facts {
        for &tag in tags.iter().filter(|_| dice.random_bool(0.2)) {
            request.tags.push(TagId(tag));
        }
    }
    for request in &facts {
        let entered_at = entered_at(app, request.id).await;
        for tag in &request.tags {
            app.bear(request.id.0, tag.0, entered_at).await;
        }
    }
    more_rights(app, team, tags).await;
    facts
}

/// Rights of every kind beside those of the world.
async fn more_rights(app: &TestApp, team: Uuid, tags: [Uuid; 2]) {
    let world = &app.world;
    let person = |username| To::User(world.person(username));
    app.give(person("nadia"), ShippedRole::Manager, world.namur).await;
    app.give(person("henri"), ShippedRole::Visitor, world.sud).await;
    app.give(person("lea"), ShippedRole::Visitor, world.instance).await;
    app.give(person("sophie"), ShippedRole::Visitor, world.nord).await;
    app.give(person("hugo"), ShippedRole::Visitor, world.huy).await;
    app.allow(person("stranger"), Action::ViewRequest, Relation::Assigned, world.instance).await;
    app.give(To::Team(team), ShippedRole::TaskResponsible, world.nord).await;
    app.link(person("henri"), tags[0], false, world.instance).await;
    app.link(To::Team(team), tags[1], true, world.sud).await;
}

async fn entered_at(app: &TestApp, request: RequestId) -> DateTime<Utc> {
    let unfenced = app.db().unfenced(Because::TheServerWorksByItself);
    let row = unfenced.find::<request::Entity>().filter(request::Column::Id.eq(request.0));
    row.one(unfenced.connection()).await.expect("read").expect("a request").entered_at
}

/// Somebody as they may act now, whatever their account says.
pub async fn actor_of(app: &TestApp, user: UserId) -> Actor {
    let stamp = app.db().stamp_of(user).await.expect("read").expect("an account");
    let unfenced = app.db().unfenced(Because::NobodyIsKnownYet);
    let subject =
        subjects(&unfenced, Whose::These(&[user.0])).await.expect("read").pop().expect("an account");
    Actor::compile(&subject, app.clock.now(), stamp)
}

/// The ids on every page of the list.
async fn listed(client: &Client) -> Vec<Uuid> {
    client.pages("/requests?limit=37").await.iter().map(uuid).collect()
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
        let actor = actor_of(&app, user).await;
        let expected = admitted(&actor, &facts);
        let rows = app.db().visible::<request::Entity, _>(&actor.requests()).all().await.expect("rows");
        assert_eq!(rows.iter().map(|row| row.id).collect::<BTreeSet<_>>(), expected, "{username}");
        let assignees =
            app.db().visible::<request_assignment::Entity, _>(&actor.requests()).all().await.expect("rows");
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
