//! The words in which a scenario says what a sentence says. Every question is put to all readings of the engine.

use authz::{
    AccountChange, Act, Actor, Gate, Grant, Nearly, On, Permission, Permissions, Place, Preview, Refused,
    RequestFacts, Right, RoleRef, Stakes, Stamp, Standing, Subject, TagGrant, acts, decide, preview, who_can,
};
pub use authz::{
    Action::{self, *},
    Node,
    Relation::{self, *},
    ShippedRole::{self, *},
};
use chrono::{DateTime, Duration, Utc};
use domain::{RequestStatus, TagId, TeamId, UserId};
use uuid::Uuid;

use crate::world::{self, at_site, in_group, tag};

/// A small organisation: two company groups, two sites in the one and one in the other.
pub const TOP: Node = Node::Instance;
pub const NORD: Node = in_group(1);
pub const LILLE: Node = at_site(1, 1);
pub const ROUBAIX: Node = at_site(1, 2);
pub const SUD: Node = in_group(2);
pub const NICE: Node = at_site(2, 1);
pub const EVERYWHERE: [Node; 6] = [TOP, NORD, LILLE, ROUBAIX, SUD, NICE];

pub const ROOFING: TagId = tag(1);
pub const HEATING: TagId = tag(2);

/// A person, or a team with rights, as far as the engine knows them.
#[derive(Debug, Clone)]
pub struct Holder {
    name: &'static str,
    to: authz::Principal,
    home: Node,
    now: DateTime<Utc>,
    pub subject: Subject,
}

/// Something that a person is being given: it counts once a node is named.
pub struct Offer {
    to: Holder,
    grant: Grant,
}

/// What can be given: a role, one permission on everything, or several.
pub struct Gift {
    role: Option<RoleRef>,
    permissions: Permissions,
}

/// A request, by what decides who may see it.
#[derive(Debug, Clone)]
pub struct Request(pub RequestFacts);

/// What a question is about.
#[derive(Debug, Clone)]
pub enum Thing {
    Node(Node),
    Request(RequestFacts),
}

pub fn person(name: &'static str) -> Holder {
    let user = UserId(number(name));
    Holder {
        name,
        to: authz::Principal::User(user),
        home: TOP,
        now: world::now(),
        subject: Subject::new(user),
    }
}

pub fn team(name: &'static str) -> Holder {
    Holder { to: authz::Principal::Team(TeamId(number(name))), ..person(name) }
}

pub fn super_administrator(name: &'static str) -> Holder {
    person(name).whose(Standing { super_administrator: true, ..Standing::FINE })
}

/// Somebody else's request, that nobody works on, that is not published and bears no tag.
pub fn a_request_at(site: Node) -> Request {
    Request(world::request_at(place(site)))
}

/// Several permissions, each on everything.
pub fn all(actions: &[Action]) -> Permissions {
    Permissions::NONE.with(actions, Any)
}

pub fn in_days(days: i64) -> DateTime<Utc> {
    world::now() + Duration::days(days)
}

impl Holder {
    pub fn holding(self, gift: impl Into<Gift>) -> Offer {
        let Gift { role, permissions } = gift.into();
        let grant = Grant { to: self.to, role, ..world::giving(permissions, TOP) };
        Offer { to: self, grant }
    }

    pub fn and(self, gift: impl Into<Gift>) -> Offer {
        self.holding(gift)
    }

    /// What the team has counts for its members.
    pub fn in_the_team(mut self, team: &Self) -> Self {
        let authz::Principal::Team(id) = team.to else { panic!("{} is no team", team.name) };
        self.subject.teams.push(id);
        self.subject.grants.extend(&team.subject.grants);
        self.subject.tag_grants.extend(&team.subject.tag_grants);
        self
    }

    pub fn linked_to_see(self, tag: TagId, node: Node) -> Self {
        self.linked(world::link(tag, false, node))
    }

    pub fn linked_to_edit(self, tag: TagId, node: Node) -> Self {
        self.linked(world::link(tag, true, node))
    }

    fn linked(mut self, link: TagGrant) -> Self {
        self.subject.tag_grants.push(TagGrant { to: self.to, ..link });
        self
    }

    /// Whoever manages users there manages this one.
    pub fn living_at(self, home: Node) -> Self {
        Self { home, ..self }
    }

    pub fn whose(mut self, standing: Standing) -> Self {
        self.subject.standing = standing;
        self
    }

    pub fn at_the_moment(self, now: DateTime<Utc>) -> Self {
        Self { now, ..self }
    }

    pub fn user(&self) -> UserId {
        self.subject.user
    }

    pub fn actor(&self) -> Actor {
        Actor::compile(&self.subject, self.now, Stamp::default())
    }

    pub fn may(&self, deeds: impl Deeds, on: impl Into<Thing>) {
        let on = on.into();
        for action in deeds.list() {
            assert!(
                self.allowed(action, &on),
                "{} may not {action:?} on {on:?}: {:?}",
                self.name,
                self.subject
            );
        }
    }

    pub fn may_not(&self, deeds: impl Deeds, on: impl Into<Thing>) {
        let on = on.into();
        for action in deeds.list() {
            assert!(!self.allowed(action, &on), "{} may {action:?} on {on:?}: {:?}", self.name, self.subject);
        }
    }

    /// These and nothing else.
    pub fn may_only(&self, deeds: impl Deeds, on: impl Into<Thing>) {
        let (deeds, on) = (deeds.list(), on.into());
        for &action in Action::ALL {
            let expected = deeds.contains(&action);
            assert_eq!(self.allowed(action, &on), expected, "{}: {action:?} on {on:?}", self.name);
        }
    }

    pub fn may_nothing(&self) {
        for node in EVERYWHERE {
            self.may_only([], node);
        }
        for site in [LILLE, ROUBAIX, NICE] {
            let everyhow = a_request_at(site).of(self).assigned_to(self).tagged(ROOFING).published();
            self.may_only([], &everyhow);
        }
    }

    pub fn sees(&self, request: &Request) {
        self.may(ViewRequest, request);
    }

    pub fn does_not_see(&self, request: &Request) {
        self.may_only([], request);
    }

    /// What one reading allows, all allow.
    fn allowed(&self, action: Action, on: &Thing) -> bool {
        let actor = self.actor();
        let (told, allowed) = match on {
            Thing::Node(node) => (On::Node(*node), actor.may_at(action, *node)),
            Thing::Request(request) => (On::Request(request), actor.check(action, request)),
        };
        assert_eq!(self.subject.explain(action, told, self.now).allowed, allowed, "{action:?} explained");
        if let Thing::Request(request) = on {
            let listed = action.target() == authz::Target::Request && actor.filter(action).admits(request);
            assert_eq!(listed, allowed, "{action:?} as a list");
            assert_eq!(who_can([&actor], action, request).count() == 1, allowed, "{action:?} among many");
        }
        allowed
    }

    /// Decides one act, as the server does before it writes.
    pub fn tries<A: Act>(&self, on: A::On) -> Result<(), Refused> {
        decide::<A>(&self.actor(), on).map(|permit| assert_eq!(permit.by(), self.user()))
    }

    pub fn may_give(&self, gift: impl Into<Gift>, node: Node) {
        assert_eq!(self.gives(gift, node), Ok(()), "{}", self.name);
    }

    pub fn may_not_give(&self, gift: impl Into<Gift>, node: Node) {
        assert!(self.gives(gift, node).is_err(), "{}", self.name);
    }

    pub fn gives(&self, gift: impl Into<Gift>, node: Node) -> Result<(), Refused> {
        let given = self.clone().holding(gift).at(node);
        let grant = given.subject.grants.last().expect("what was just given");
        self.tries::<acts::GrantRights>(acts::Giving {
            before: None,
            after: Some(Right::from(grant)),
            concerns_administrator: false,
        })
    }

    /// Changes the account of another: password, email, active or not.
    pub fn may_change(&self, other: &Self) {
        assert_eq!(self.changes(other), Ok(()), "{} changes {}", self.name, other.name);
    }

    pub fn may_not_change(&self, other: &Self) {
        assert!(self.changes(other).is_err(), "{} changes {}", self.name, other.name);
    }

    pub fn changes(&self, other: &Self) -> Result<(), Refused> {
        self.actor().may_touch_user(&AccountChange::at(
            other.home,
            other.subject.clone(),
            Stakes::default(),
            self.now,
        ))
    }

    pub fn may_move(&self, request: &Request, from: RequestStatus, to: RequestStatus) -> bool {
        let step = acts::StatusMove { request: request.0.clone(), from, to };
        self.tries::<acts::ChangeRequestStatus>(step).is_ok()
    }

    pub fn is_let_in(&self) {
        assert_eq!(self.actor().gate(), Gate::Open, "{}", self.name);
    }

    /// Out of the product, for this reason, whatever was given.
    pub fn is_kept_out_as(&self, gate: Gate) {
        assert_eq!(self.actor().gate(), gate, "{}", self.name);
        assert!(!gate.lets_in() && self.actor().own_account().filter().is_none(), "{}", self.name);
        self.may_nothing();
    }

    /// What it means for this person to become as `after` says.
    pub fn becoming(&self, after: &Self) -> Preview {
        assert_eq!(self.user(), after.user(), "one person, before and after");
        preview(&self.subject, &after.subject, self.now)
    }

    /// What stands against it, told when the answer is no.
    pub fn nearly(&self, action: Action, on: On<'_>) -> Vec<Nearly> {
        self.subject.explain(action, on, self.now).nearly
    }

    pub fn sees_the_people_of(&self, node: Node) -> bool {
        self.actor().people().filter().iter().any(|above| above.covers(node))
    }

    pub fn sees_the_teams_of(&self, node: Node) -> bool {
        self.actor().seen_teams().filter().iter().any(|above| above.covers(node))
    }
}

impl Offer {
    pub fn at(mut self, node: Node) -> Holder {
        self.grant.node = node;
        self.to.subject.grants.push(self.grant);
        self.to
    }

    pub fn at_the_top(self) -> Holder {
        self.at(TOP)
    }

    /// Switched on for this person; the grant stays tied to its role.
    pub fn switched_on(mut self, action: Action, relation: Relation) -> Self {
        self.grant.permissions = self.grant.permissions.with(&[action], relation);
        self
    }

    /// Switched off for this person; the grant stays tied to its role.
    pub fn switched_off(mut self, action: Action) -> Self {
        let kept = |permission: &Permission| permission.action != action;
        self.grant.permissions = self.grant.permissions.iter().filter(kept).collect();
        self
    }
}

impl Request {
    pub fn of(mut self, owner: &Holder) -> Self {
        self.0.owner = owner.user();
        self
    }

    pub fn assigned_to(mut self, worker: &Holder) -> Self {
        self.0.assignees.push(worker.to);
        self
    }

    pub fn tagged(mut self, tag: TagId) -> Self {
        self.0.tags.push(tag);
        self
    }

    pub fn published(mut self) -> Self {
        self.0.published = true;
        self
    }
}

/// One action or several.
pub trait Deeds {
    fn list(self) -> Vec<Action>;
}

impl Deeds for Action {
    fn list(self) -> Vec<Action> {
        vec![self]
    }
}

impl<const N: usize> Deeds for [Action; N] {
    fn list(self) -> Vec<Action> {
        self.to_vec()
    }
}

impl From<ShippedRole> for Gift {
    fn from(role: ShippedRole) -> Self {
        Self { role: world::role(role, TOP).role, permissions: role.permissions() }
    }
}

impl From<Action> for Gift {
    fn from(action: Action) -> Self {
        Self::from(all(&[action]))
    }
}

impl From<Permissions> for Gift {
    fn from(permissions: Permissions) -> Self {
        Self { role: None, permissions }
    }
}

impl From<Node> for Thing {
    fn from(node: Node) -> Self {
        Self::Node(node)
    }
}

impl From<&Request> for Thing {
    fn from(request: &Request) -> Self {
        Self::Request(request.0.clone())
    }
}

fn place(site: Node) -> Place {
    match site {
        Node::Site(place) => place,
        above => panic!("a request is at a site, not at {above:?}"),
    }
}

/// Two names never make one person.
fn number(name: &str) -> Uuid {
    assert!(name.len() <= 15, "{name}");
    Uuid::from_u128(name.bytes().fold(1, |sum, byte| (sum << 8) | u128::from(byte)))
}
