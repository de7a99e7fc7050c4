use std::borrow::Cow;

use chrono::{DateTime, Utc};
use domain::{NodeId, TagId, TeamId, UserId};

use crate::{
    Action, Actions, Gate, Grant, Node, Permissions, Place, Principal, Relation, RequestFacts, Subject,
    TagGrant, Validity, grant::opened_by_tag,
};

/// Somebody who asks: a [`Subject`] at a moment, flattened so that a decision is a few lookups.
///
/// Each segment holds all that is permitted at its node, with what comes from above; a node without a segment is
/// as the one above it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    user: UserId,
    gate: Gate,
    administrator: bool,
    super_administrator: bool,
    valid_until: Option<DateTime<Utc>>,
    stamp: Stamp,
    top: Permissions,
    /// Sorted by node.
    groups: Box<[(NodeId, Permissions)]>,
    /// Sorted by place.
    sites: Box<[(Place, Permissions)]>,
    /// Sorted by tag.
    tags: Box<[TagRight]>,
    /// Sorted.
    teams: Box<[TeamId]>,
    /// What all of this was made from, where some of it ends by itself.
    passing: Option<Box<Given>>,
}

/// The grants and links that count at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Given {
    grants: Vec<Grant>,
    links: Vec<TagGrant>,
}

impl Given {
    fn of(subject: &Subject, now: DateTime<Utc>) -> Self {
        let links = subject.live_tag_grants(now).copied().collect();
        Self { grants: subject.live_grants(now).copied().collect(), links }
    }

    /// Until when each of it counts.
    fn ends(&self) -> impl Iterator<Item = Option<DateTime<Utc>>> + '_ {
        let grants = self.grants.iter().map(|grant| grant.validity.until);
        grants.chain(self.links.iter().map(|link| link.validity.until))
    }

    fn lasting(&self, until: Option<DateTime<Utc>>) -> Self {
        let lasts = |validity: Validity| validity.until.is_none_or(|end| until.is_some_and(|at| at <= end));
        let grants = self.grants.iter().filter(|grant| lasts(grant.validity)).copied().collect();
        let links = self.links.iter().filter(|link| lasts(link.validity)).copied().collect();
        Self { grants, links }
    }
}

/// What a linked tag opens at a node and below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TagRight {
    pub tag: TagId,
    pub node: Node,
    pub edit: bool,
}

/// Which stored rights an actor was made from: the database refuses to serve one made from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stamp {
    /// Counts changes of roles, teams and the tree.
    pub epoch: i64,
    /// Counts changes of this user's account and rights.
    pub version: i64,
}

impl Actor {
    /// The subject as of `now`. Nothing that depends on time is looked at again before [`Self::valid_until`].
    #[must_use]
    pub fn compile(subject: &Subject, now: DateTime<Utc>, stamp: Stamp) -> Self {
        let gate = subject.standing.gate(now);
        let mut actor = Self {
            user: subject.user,
            gate,
            administrator: false,
            super_administrator: subject.standing.super_administrator,
            valid_until: subject.holds_until(now),
            stamp,
            top: Permissions::NONE,
            groups: Box::default(),
            sites: Box::default(),
            tags: Box::default(),
            teams: sorted(subject.teams.clone()),
            passing: None,
        };
        if gate.is_open() && actor.super_administrator {
            actor.top = Permissions::ALL;
            actor.administrator = true;
        } else if gate.is_open() {
            let given = Given::of(subject, now);
            actor.hold(&given);
            let passes = given.ends().any(|end| end.is_some());
            actor.passing = passes.then(|| Box::new(given));
        }
        actor
    }

    #[must_use]
    pub const fn user(&self) -> UserId {
        self.user
    }

    /// What the account is allowed at all.
    #[must_use]
    pub const fn gate(&self) -> Gate {
        self.gate
    }

    /// Whether this is an administrator: that role at the instance, or a super administrator.
    #[must_use]
    pub const fn is_administrator(&self) -> bool {
        self.administrator
    }

    #[must_use]
    pub const fn is_super_administrator(&self) -> bool {
        self.super_administrator
    }

    /// From when on this is out of date by itself.
    #[must_use]
    pub const fn valid_until(&self) -> Option<DateTime<Utc>> {
        self.valid_until
    }

    #[must_use]
    pub const fn stamp(&self) -> Stamp {
        self.stamp
    }

    #[must_use]
    pub fn teams(&self) -> &[TeamId] {
        &self.teams
    }

    /// What the linked tags open, sorted by tag.
    #[must_use]
    pub fn tag_rights(&self) -> &[TagRight] {
        &self.tags
    }

    /// What is permitted at `node`: the union of the grants at it and above it [PP-4].
    #[must_use]
    pub fn permissions_at(&self, node: Node) -> Permissions {
        match node {
            Node::Instance => self.top,
            Node::CompanyGroup(group) => self.in_group(group),
            Node::Site(place) => self.at_site(place),
        }
    }

    /// Permissions per node, each where it differs from the node above: the instance, then groups, then sites.
    pub fn effective(&self) -> impl Iterator<Item = (Node, Permissions)> + '_ {
        let top = std::iter::once((Node::Instance, self.top)).filter(|(_, set)| !set.is_empty());
        let groups = self.groups.iter().map(|&(group, set)| (Node::CompanyGroup(group), set));
        let sites = self.sites.iter().map(|&(place, set)| (Node::Site(place), set));
        top.chain(groups).chain(sites)
    }

    /// Whether `action` is permitted on everything at `node`.
    #[must_use]
    pub fn may_at(&self, action: Action, node: Node) -> bool {
        self.permissions_at(node).contains(action, Relation::Any)
    }

    /// The actions permitted on everything at `node`.
    #[must_use]
    pub fn allowed_at(&self, node: Node) -> Actions {
        self.permissions_at(node).under(Relation::Any)
    }

    /// The actions permitted somewhere, in some relation: which screens make sense for this person.
    #[must_use]
    pub fn allowed_anywhere(&self) -> Actions {
        let held = self.effective().fold(Actions::NONE, |sum, (_, set)| sum.union(set.somehow()));
        self.tags.iter().fold(held, |sum, right| sum.union(right.opens()))
    }

    /// The actions permitted on one request; none when it may not be seen.
    #[must_use]
    pub fn allowed_on(&self, request: &RequestFacts) -> Actions {
        let permissions = self.at_site(request.place);
        let mut allowed = permissions.under(Relation::Any);
        if request.owner == self.user {
            allowed = allowed.union(permissions.under(Relation::Own));
        }
        if request.published {
            allowed = allowed.union(permissions.under(Relation::Published));
        }
        if self.works_on(request) {
            allowed = allowed.union(permissions.under(Relation::Assigned));
        }
        let site = Node::Site(request.place);
        for &tag in &request.tags {
            let rights = self.rights_of(tag).iter().filter(|right| right.node.covers(site));
            allowed = rights.fold(allowed, |sum, right| sum.union(right.opens()));
        }
        if allowed.contains(Action::ViewRequest) {
            allowed.intersection(Actions::ON_A_REQUEST)
        } else {
            Actions::NONE
        }
    }

    /// Whether `action` is permitted on one request.
    #[must_use]
    pub fn check(&self, action: Action, request: &RequestFacts) -> bool {
        self.allowed_on(request).contains(action)
    }

    /// With only what still counts just before `until`, or for ever.
    pub(crate) fn lasting(&self, until: Option<DateTime<Utc>>) -> Cow<'_, Self> {
        let Some(given) = &self.passing else { return Cow::Borrowed(self) };
        let mut lasting = Self { top: Permissions::NONE, ..self.clone() };
        lasting.hold(&given.lasting(until));
        Cow::Owned(lasting)
    }

    /// The moments at which something of this ends, and never.
    pub(crate) fn ends(&self) -> Vec<Option<DateTime<Utc>>> {
        let mut ends: Vec<_> = self.passing.iter().flat_map(|given| given.ends()).collect();
        ends.push(None);
        ends.sort_unstable();
        ends.dedup();
        ends
    }

    fn hold(&mut self, given: &Given) {
        self.administrator = given.grants.iter().any(Grant::makes_administrator);
        let (mut groups, mut sites) = (Vec::new(), Vec::new());
        for grant in &given.grants {
            match grant.node {
                Node::Instance => self.top = self.top.union(grant.opens()),
                Node::CompanyGroup(group) => groups.push((group, grant.opens())),
                Node::Site(place) => sites.push((place, grant.opens())),
            }
        }
        self.groups = merged(groups, |_| self.top);
        self.sites = merged(sites, |place: Place| self.in_group(place.group));
        let right = |link: &TagGrant| TagRight { tag: link.tag, node: link.node, edit: link.edit };
        self.tags = sorted(given.links.iter().map(right).collect());
    }

    fn in_group(&self, group: NodeId) -> Permissions {
        match self.groups.binary_search_by_key(&group, |&(group, _)| group) {
            Ok(found) => self.groups[found].1,
            Err(_) => self.top,
        }
    }

    fn at_site(&self, place: Place) -> Permissions {
        match self.sites.binary_search_by_key(&place, |&(place, _)| place) {
            Ok(found) => self.sites[found].1,
            Err(_) => self.in_group(place.group),
        }
    }

    fn works_on(&self, request: &RequestFacts) -> bool {
        request.assignees.iter().any(|assignee| match assignee {
            Principal::User(user) => *user == self.user,
            Principal::Team(team) => self.teams.binary_search(team).is_ok(),
        })
    }

    fn rights_of(&self, tag: TagId) -> &[TagRight] {
        let from = self.tags.partition_point(|right| right.tag < tag);
        let to = from + self.tags[from..].partition_point(|right| right.tag == tag);
        &self.tags[from..to]
    }
}

impl TagRight {
    /// What it opens on a request that bears the tag.
    #[must_use]
    pub const fn opens(&self) -> Actions {
        opened_by_tag(self.edit)
    }
}

fn sorted<T: Ord>(mut list: Vec<T>) -> Box<[T]> {
    list.sort_unstable();
    list.dedup();
    list.into_boxed_slice()
}

/// One segment a node, with what comes from above; those that add nothing to it are left out.
fn merged<N: Copy + Ord>(
    mut given: Vec<(N, Permissions)>,
    above: impl Fn(N) -> Permissions,
) -> Box<[(N, Permissions)]> {
    given.sort_unstable_by_key(|&(node, _)| node);
    given.dedup_by(|later, kept| {
        let same = later.0 == kept.0;
        if same {
            kept.1 = kept.1.union(later.1);
        }
        same
    });
    given.retain_mut(|(node, set)| {
        let from_above = above(*node);
        let adds = !from_above.covers(*set);
        *set = set.union(from_above);
        adds
    });
    given.into_boxed_slice()
}
