//! Small worlds in which everything happens often: each as facts for `authz` and as entities for Cedar.

use std::collections::BTreeSet;

use authz::{
    Action, Grant, Node, Permission, Permissions, Place, Principal, Relation, RequestFacts, ShippedRole,
    Standing, Subject, TagGrant, Validity,
};
use cedar_policy::{Entity, PolicySet};
use chrono::{DateTime, Duration, Utc};
use domain::{GrantId, NodeId, RequestId, TagGrantId, TagId, TeamId, UserId};
use oracle::{
    Judge,
    facts::{self, Facts},
};
use rand::{Rng, rngs::StdRng, seq::IndexedRandom};
use uuid::Uuid;

pub const GRANTS: usize = 6;
pub const LINKS: usize = 4;

/// A pyramid, its people, what was given to them, and the requests.
#[derive(Debug)]
pub struct World {
    pub places: Vec<Place>,
    pub people: Vec<Person>,
    pub requests: Vec<RequestFacts>,
    grants: Vec<Given>,
    links: Vec<TagGrant>,
}

#[derive(Debug)]
pub struct Person {
    pub user: UserId,
    teams: Vec<TeamId>,
    standing: Standing,
}

/// A grant by the pairs that were given, of which `authz` makes its own sets and Cedar others.
#[derive(Debug)]
struct Given {
    to: Principal,
    node: Node,
    validity: Validity,
    pairs: BTreeSet<Permission>,
}

/// Every decision is taken at this moment.
pub fn now() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + Duration::days(20_000)
}

impl World {
    pub fn random(rng: &mut StdRng) -> Self {
        let places = pyramid(rng);
        let teams: Vec<TeamId> = (0..3).map(|_| TeamId(id(rng))).collect();
        let tags: Vec<TagId> = (0..3).map(|_| TagId(id(rng))).collect();
        let people: Vec<Person> = (0..3).map(|_| person(rng, &teams)).collect();
        let grants = (0..GRANTS).map(|_| grant(rng, &people, &teams, &places)).collect();
        let links = (0..LINKS).map(|_| link(rng, &people, &teams, &places, &tags)).collect();
        let requests = (0..4).map(|_| request(rng, &people, &teams, &places, &tags)).collect();
        Self { places, people, requests, grants, links }
    }

    /// Somebody as `authz` knows them: with what was given to them and their teams.
    pub fn subject(&self, person: &Person) -> Subject {
        let mine = |to: Principal| match to {
            Principal::User(user) => user == person.user,
            Principal::Team(team) => person.teams.contains(&team),
        };
        Subject {
            user: person.user,
            standing: person.standing,
            teams: person.teams.clone(),
            grants: self.grants.iter().filter(|it| mine(it.to)).map(Given::as_grant).collect(),
            tag_grants: self.links.iter().filter(|it| mine(it.to)).copied().collect(),
        }
    }

    /// The same world before Cedar, which sees everybody's grants and finds out by itself whose they are.
    pub fn judge(&self, policies: PolicySet) -> Judge {
        let mut entities = facts::pyramid(&self.places);
        entities.extend(self.people.iter().map(|it| facts::user(it.user, &it.teams, &it.standing)));
        entities.extend(self.requests.iter().map(facts::request));
        entities.extend(self.grants.iter().enumerate().map(|(at, grant)| grant.as_entity(at)));
        entities.extend(self.links.iter().enumerate().map(|(at, link)| link_as_entity(at, link)));
        Judge::new(policies, entities)
    }
}

impl Given {
    fn as_grant(&self) -> Grant {
        Grant {
            id: GrantId(Uuid::nil()),
            to: self.to,
            role: None,
            permissions: self.pairs.iter().copied().collect::<Permissions>(),
            node: self.node,
            validity: self.validity,
        }
    }

    fn as_entity(&self, at: usize) -> Entity {
        let mut about = Facts::default();
        about.say("to", facts::entity(facts::of_principal(self.to)));
        about.say("node", facts::entity(facts::of_node(self.node)));
        about.say_validity(self.validity);
        for relation in Relation::ALL {
            let pairs = self.pairs.iter().filter(|pair| pair.relation == relation);
            about.say(relation.word(), facts::set(pairs.map(|pair| facts::of_action(pair.action))));
        }
        about.about(facts::uid("Grant", at), [])
    }
}

fn link_as_entity(at: usize, link: &TagGrant) -> Entity {
    let mut about = Facts::default();
    about.say("to", facts::entity(facts::of_principal(link.to)));
    about.say("node", facts::entity(facts::of_node(link.node)));
    about.say("tag", facts::entity(facts::of_tag(link.tag)));
    about.say("edit", facts::truth(link.edit));
    about.say_validity(link.validity);
    about.about(facts::uid("TagGrant", at), [])
}

fn pyramid(rng: &mut StdRng) -> Vec<Place> {
    let groups = (0..3).map(|_| NodeId(id(rng))).collect::<Vec<_>>();
    groups
        .iter()
        .flat_map(|&group| [group, group])
        .map(|group| Place { group, site: NodeId(id(rng)) })
        .collect()
}

/// Most accounts are in order.
fn person(rng: &mut StdRng, teams: &[TeamId]) -> Person {
    let standing = Standing {
        active: rng.random_bool(0.95),
        suspended_until: moment(rng, 0.1),
        ends_at: moment(rng, 0.1),
        password_provisional: rng.random_bool(0.05),
        terms_pending: rng.random_bool(0.05),
        super_administrator: rng.random_bool(0.05),
    };
    let teams = teams.iter().copied().filter(|_| rng.random_bool(0.4)).collect();
    Person { user: UserId(id(rng)), teams, standing }
}

fn grant(rng: &mut StdRng, people: &[Person], teams: &[TeamId], places: &[Place]) -> Given {
    Given {
        to: principal(rng, people, teams),
        node: node(rng, places),
        validity: validity(rng),
        pairs: pairs(rng),
    }
}

/// A role as it ships or of one's own, some of it switched off for this grant, something else switched on.
fn pairs(rng: &mut StdRng) -> BTreeSet<Permission> {
    let role: Vec<Permission> = if rng.random_bool(0.5) {
        ShippedRole::ALL.choose(rng).expect("roles").permissions().iter().collect()
    } else {
        (0..rng.random_range(0..12)).map(|_| pair(rng)).collect()
    };
    let mut pairs: BTreeSet<Permission> = role.into_iter().filter(|_| rng.random_bool(0.9)).collect();
    pairs.extend((0..rng.random_range(0..3)).map(|_| pair(rng)));
    pairs
}

/// Seeing is the commonest: without it nothing else counts.
fn pair(rng: &mut StdRng) -> Permission {
    let any = *Action::ALL.choose(rng).expect("actions");
    let action = if rng.random_bool(0.3) { Action::ViewRequest } else { any };
    Permission { action, relation: *Relation::ALL.choose(rng).expect("relations") }
}

fn link(rng: &mut StdRng, people: &[Person], teams: &[TeamId], places: &[Place], tags: &[TagId]) -> TagGrant {
    TagGrant {
        id: TagGrantId(id(rng)),
        to: principal(rng, people, teams),
        tag: *tags.choose(rng).expect("tags"),
        edit: rng.random(),
        node: node(rng, places),
        validity: validity(rng),
    }
}

fn request(
    rng: &mut StdRng,
    people: &[Person],
    teams: &[TeamId],
    places: &[Place],
    tags: &[TagId],
) -> RequestFacts {
    RequestFacts {
        id: RequestId(id(rng)),
        place: *places.choose(rng).expect("sites"),
        owner: people.choose(rng).expect("people").user,
        assignees: (0..rng.random_range(0..3)).map(|_| principal(rng, people, teams)).collect(),
        tags: tags.iter().copied().filter(|_| rng.random_bool(0.3)).collect(),
        published: rng.random(),
    }
}

fn principal(rng: &mut StdRng, people: &[Person], teams: &[TeamId]) -> Principal {
    if rng.random_bool(0.6) {
        Principal::User(people.choose(rng).expect("people").user)
    } else {
        Principal::Team(*teams.choose(rng).expect("teams"))
    }
}

fn node(rng: &mut StdRng, places: &[Place]) -> Node {
    let place = *places.choose(rng).expect("sites");
    *[Node::Instance, Node::CompanyGroup(place.group), Node::Site(place)].choose(rng).expect("three")
}

fn validity(rng: &mut StdRng) -> Validity {
    Validity { from: moment(rng, 0.15), until: moment(rng, 0.15) }
}

/// About now, and often exactly.
fn moment(rng: &mut StdRng, chance: f64) -> Option<DateTime<Utc>> {
    let ticks = rng.random_range(-1..=1);
    rng.random_bool(chance).then(|| now() + Duration::microseconds(ticks))
}

fn id(rng: &mut StdRng) -> Uuid {
    Uuid::from_u128(rng.random())
}
