//! One subject whose rights stay in the processor's cache, before both engines.

use authz::{
    Action, Node, Permissions, Place, Principal, Relation, RequestFacts, ShippedRole, Subject, TagGrant,
    Validity,
};
use domain::{NodeId, RequestId, TagGrantId, TagId, TeamId, UserId};
use rand::{Rng, SeedableRng, rngs::StdRng};
use uuid::Uuid;

use crate::{Judge, facts, population::grant};

const USER: UserId = UserId(Uuid::from_u128(0x01));
const TEAM: TeamId = TeamId(Uuid::from_u128(0x02));
const TAG: TagId = TagId(Uuid::from_u128(0x03));

const GROUP: NodeId = NodeId(Uuid::from_u128(0x10));
const OTHER_GROUP: NodeId = NodeId(Uuid::from_u128(0x20));
const PLACES: [Place; 4] = [
    Place { group: GROUP, site: NodeId(Uuid::from_u128(0x11)) },
    Place { group: GROUP, site: NodeId(Uuid::from_u128(0x12)) },
    Place { group: OTHER_GROUP, site: NodeId(Uuid::from_u128(0x21)) },
    Place { group: OTHER_GROUP, site: NodeId(Uuid::from_u128(0x22)) },
];

/// Four grants and a tag link: what `policies/hot.cedar` says.
#[must_use]
pub fn subject() -> Subject {
    let (me, costs) = (Principal::User(USER), Permissions::NONE.with(&[Action::ViewCosts], Relation::Any));
    let team = ShippedRole::TaskResponsible.permissions();
    Subject {
        teams: vec![TEAM],
        grants: vec![
            grant(me, ShippedRole::Visitor.permissions(), Node::Instance),
            grant(me, ShippedRole::Editor.permissions(), Node::CompanyGroup(GROUP)),
            grant(Principal::Team(TEAM), team, Node::Site(PLACES[2])),
            grant(me, costs, Node::Site(PLACES[0])),
        ],
        tag_grants: vec![link()],
        ..Subject::new(USER)
    }
}

/// Requests around the subject, of every kind.
#[must_use]
pub fn requests(count: u128) -> Vec<RequestFacts> {
    let mut rng = StdRng::seed_from_u64(5);
    (0..count).map(|number| request(&mut rng, number)).collect()
}

/// Cedar with the five policies that concern the subject and no others.
///
/// # Panics
/// If the policies are none: a test reads them.
#[must_use]
pub fn judge(requests: &[RequestFacts]) -> Judge {
    let subject = subject();
    let mut entities = facts::pyramid(&PLACES);
    entities.push(facts::user(subject.user, &subject.teams, &subject.standing));
    entities.extend(requests.iter().map(facts::request));
    Judge::new(include_str!("../policies/hot.cedar").parse().expect("policies"), entities)
}

fn link() -> TagGrant {
    TagGrant {
        id: TagGrantId(Uuid::nil()),
        to: Principal::User(USER),
        tag: TAG,
        edit: true,
        node: Node::CompanyGroup(OTHER_GROUP),
        validity: Validity::ALWAYS,
    }
}

fn request(rng: &mut StdRng, number: u128) -> RequestFacts {
    let someone = |rng: &mut StdRng| UserId(Uuid::from_u128(rng.random_range(0x100..0x110)));
    let assignees = [Principal::Team(TEAM), Principal::User(USER), Principal::User(someone(rng))];
    let other_tag = TagId(Uuid::from_u128(0x04));
    RequestFacts {
        id: RequestId(Uuid::from_u128(0x1000 + number)),
        place: PLACES[rng.random_range(0..PLACES.len())],
        owner: if rng.random_bool(0.2) { USER } else { someone(rng) },
        assignees: assignees.into_iter().filter(|_| rng.random_bool(0.3)).collect(),
        tags: [TAG, other_tag].into_iter().filter(|_| rng.random_bool(0.3)).collect(),
        published: rng.random_bool(0.3),
    }
}
