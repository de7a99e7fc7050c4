//! A small pyramid, a few people, and every way to give rights in it.

use authz::{Actor, Grant, Node, Place, RequestFacts, Role};
use domain::{NodeId, RequestId, UserId};
use proptest::{collection::vec, prelude::*, sample::select};
use uuid::Uuid;

const GROUPS: u128 = 3;
const SITES_A_GROUP: u128 = 2;
const USERS: u128 = 4;

pub fn group(number: u128) -> NodeId {
    NodeId(Uuid::from_u128(number * 100))
}

pub fn place(group_number: u128, number: u128) -> Place {
    Place { group: group(group_number), site: NodeId(Uuid::from_u128(group_number * 100 + number)) }
}

pub fn user(number: u128) -> UserId {
    UserId(Uuid::from_u128(9_000 + number))
}

pub fn places() -> Vec<Place> {
    (1..=GROUPS).flat_map(|group| (1..=SITES_A_GROUP).map(move |number| place(group, number))).collect()
}

pub fn nodes() -> Vec<Node> {
    let groups = (1..=GROUPS).map(|number| Node::CompanyGroup(group(number)));
    std::iter::once(Node::Instance).chain(groups).chain(places().into_iter().map(Node::Site)).collect()
}

/// Somebody else's request that nobody works on and nobody published.
pub fn request_at(place: Place) -> RequestFacts {
    RequestFacts {
        id: RequestId(Uuid::from_u128(1)),
        place,
        owner: user(USERS + 1),
        assignees: Vec::new(),
        published: false,
    }
}

/// The user who asks in every test.
pub fn asking() -> UserId {
    user(1)
}

pub fn actor(grants: &[Grant]) -> Actor {
    Actor::new(asking(), true, grants.to_vec())
}

pub fn holding(role: Role, node: Node) -> Actor {
    actor(&[Grant { role, node }])
}

pub fn any_node() -> impl Strategy<Value = Node> {
    select(nodes())
}

pub fn any_grant() -> impl Strategy<Value = Grant> {
    (select(&Role::ALL[..]), any_node()).prop_map(|(role, node)| Grant { role, node })
}

pub fn any_grants() -> impl Strategy<Value = Vec<Grant>> {
    vec(any_grant(), 0..5)
}

pub fn any_request() -> impl Strategy<Value = RequestFacts> {
    let people = || (1..=USERS).prop_map(user);
    (select(places()), people(), vec(people(), 0..3), any::<bool>()).prop_map(
        |(place, owner, assignees, published)| RequestFacts {
            owner,
            assignees,
            published,
            ..request_at(place)
        },
    )
}
