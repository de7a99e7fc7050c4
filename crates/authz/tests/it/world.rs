//! A small pyramid, a few people, and every way to give rights in it.

use authz::{
    Action, Actor, Grant, Node, Permission, Permissions, Place, Principal, Relation, RequestFacts, RoleRef,
    ShippedRole, Stamp, Standing, Subject, TagGrant, Validity,
};
use chrono::{DateTime, Duration, Utc};
use domain::{GrantId, NodeId, RequestId, RoleId, TagGrantId, TagId, TeamId, UserId};
use proptest::{collection::vec, option, prelude::*, sample::select};
use uuid::Uuid;

const GROUPS: u128 = 3;
const SITES_A_GROUP: u128 = 2;
const USERS: u128 = 4;
const TEAMS: u128 = 2;
const TAGS: u128 = 3;

pub const fn group(number: u128) -> NodeId {
    NodeId(Uuid::from_u128(number * 100))
}

pub const fn place(group_number: u128, number: u128) -> Place {
    Place { group: group(group_number), site: NodeId(Uuid::from_u128(group_number * 100 + number)) }
}

pub const fn in_group(number: u128) -> Node {
    Node::CompanyGroup(group(number))
}

pub const fn at_site(group_number: u128, number: u128) -> Node {
    Node::Site(place(group_number, number))
}

pub const fn user(number: u128) -> UserId {
    UserId(Uuid::from_u128(9_000 + number))
}

pub const fn team(number: u128) -> TeamId {
    TeamId(Uuid::from_u128(8_000 + number))
}

pub const fn tag(number: u128) -> TagId {
    TagId(Uuid::from_u128(7_000 + number))
}

pub fn places() -> Vec<Place> {
    (1..=GROUPS).flat_map(|group| (1..=SITES_A_GROUP).map(move |number| place(group, number))).collect()
}

pub fn nodes() -> Vec<Node> {
    let groups = (1..=GROUPS).map(in_group);
    std::iter::once(Node::Instance).chain(groups).chain(places().into_iter().map(Node::Site)).collect()
}

/// Every decision is taken at this moment.
pub fn now() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + Duration::days(20_000)
}

/// The user who asks in every test.
pub fn asking() -> UserId {
    user(1)
}

/// Somebody else's request that nobody works on, nobody published and that bears no tag.
pub fn request_at(place: Place) -> RequestFacts {
    RequestFacts {
        id: RequestId(Uuid::from_u128(1)),
        place,
        owner: user(USERS + 1),
        assignees: Vec::new(),
        tags: Vec::new(),
        published: false,
    }
}

/// A grant of single permissions to whoever asks.
pub fn giving(permissions: Permissions, node: Node) -> Grant {
    Grant {
        id: GrantId(Uuid::from_u128(1)),
        to: Principal::User(asking()),
        role: None,
        permissions,
        node,
        validity: Validity::ALWAYS,
    }
}

/// A grant of one permission to whoever asks.
pub fn allowing(action: Action, relation: Relation, node: Node) -> Grant {
    giving(Permissions::NONE.with(&[action], relation), node)
}

/// A grant of a shipped role to whoever asks.
pub fn role(role: ShippedRole, node: Node) -> Grant {
    let administrator = role == ShippedRole::Administrator;
    let id = RoleId(Uuid::from_u128(6_000 + role as u128));
    Grant { role: Some(RoleRef { id, administrator }), ..giving(role.permissions(), node) }
}

/// A link of a tag to whoever asks.
pub fn link(tag: TagId, edit: bool, node: Node) -> TagGrant {
    TagGrant {
        id: TagGrantId(Uuid::from_u128(1)),
        to: Principal::User(asking()),
        tag,
        edit,
        node,
        validity: Validity::ALWAYS,
    }
}

/// Whoever asks, with these grants.
pub fn subject(grants: &[Grant]) -> Subject {
    Subject { grants: grants.to_vec(), ..Subject::new(asking()) }
}

/// Whoever asks, with these grants, as they may act now.
pub fn actor(grants: &[Grant]) -> Actor {
    compiled(&subject(grants))
}

/// Somebody as they may act now.
pub fn compiled(subject: &Subject) -> Actor {
    Actor::compile(subject, now(), Stamp::default())
}

pub fn holding(shipped: ShippedRole, node: Node) -> Actor {
    actor(&[role(shipped, node)])
}

pub fn any_node() -> impl Strategy<Value = Node> {
    select(nodes())
}

pub fn any_permissions() -> impl Strategy<Value = Permissions> {
    let shipped = select(&ShippedRole::ALL[..]).prop_map(ShippedRole::permissions);
    let single = (select(Action::ALL), select(&Relation::ALL[..]))
        .prop_map(|(action, relation)| Permission { action, relation });
    prop_oneof![shipped, vec(single, 0..6).prop_map(|some| some.into_iter().collect())]
}

/// To whoever asks, or to a team; open to both ends, or beginning and ending about now.
fn any_principal() -> impl Strategy<Value = Principal> {
    prop_oneof![
        3 => Just(Principal::User(asking())),
        1 => (1..=TEAMS).prop_map(|number| Principal::Team(team(number))),
    ]
}

pub fn any_validity() -> impl Strategy<Value = Validity> {
    let moment = || option::weighted(0.2, (-2_i64..=2).prop_map(|days| now() + Duration::days(days)));
    (moment(), moment()).prop_map(|(from, until)| Validity { from, until })
}

pub fn any_grant() -> impl Strategy<Value = Grant> {
    (any_principal(), any_permissions(), any_node(), any_validity(), any::<u16>()).prop_map(
        |(to, permissions, node, validity, id)| Grant {
            id: GrantId(Uuid::from_u128(id.into())),
            to,
            role: None,
            permissions,
            node,
            validity,
        },
    )
}

pub fn any_grants() -> impl Strategy<Value = Vec<Grant>> {
    vec(any_grant(), 0..5)
}

pub fn any_link() -> impl Strategy<Value = TagGrant> {
    (any_principal(), 1..=TAGS, any::<bool>(), any_node(), any_validity(), any::<u16>()).prop_map(
        |(to, number, edit, node, validity, id)| TagGrant {
            id: TagGrantId(Uuid::from_u128(id.into())),
            to,
            tag: tag(number),
            edit,
            node,
            validity,
        },
    )
}

/// An account in any state; most are in order.
pub fn any_standing() -> impl Strategy<Value = Standing> {
    let moment = || option::weighted(0.1, (-1_i64..=1).prop_map(|days| now() + Duration::days(days)));
    let seldom = || prop::bool::weighted(0.1);
    (prop::bool::weighted(0.9), moment(), moment(), seldom(), seldom(), seldom()).prop_map(
        |(active, suspended_until, ends_at, password_provisional, terms_pending, super_administrator)| {
            Standing {
                active,
                suspended_until,
                ends_at,
                password_provisional,
                terms_pending,
                super_administrator,
            }
        },
    )
}

/// Whoever asks, in one team, with grants of their own and of the teams: only those of their team reach them.
pub fn any_subject() -> impl Strategy<Value = Subject> {
    (any_standing(), any_grants(), vec(any_link(), 0..3)).prop_map(|(standing, grants, links)| {
        let mine = |to: Principal| to != Principal::Team(team(2));
        Subject {
            user: asking(),
            standing,
            teams: vec![team(1)],
            grants: grants.into_iter().filter(|grant| mine(grant.to)).collect(),
            tag_grants: links.into_iter().filter(|link| mine(link.to)).collect(),
        }
    })
}

/// A subject whose account is in order and no super administrator's.
pub fn any_ordinary_subject() -> impl Strategy<Value = Subject> {
    any_subject().prop_map(|subject| Subject { standing: Standing::FINE, ..subject })
}

pub fn any_request() -> impl Strategy<Value = RequestFacts> {
    let people = || (1..=USERS).prop_map(user);
    let assignees = prop_oneof![
        people().prop_map(Principal::User),
        (1..=TEAMS).prop_map(|number| Principal::Team(team(number))),
    ];
    let tags = vec((1..=TAGS).prop_map(tag), 0..3);
    (select(places()), people(), vec(assignees, 0..3), tags, any::<bool>()).prop_map(
        |(place, owner, assignees, tags, published)| RequestFacts {
            owner,
            assignees,
            tags,
            published,
            ..request_at(place)
        },
    )
}
