use chrono::{DateTime, Utc};

use crate::{Action, Gate, Grant, Node, Principal, Relation, RequestFacts, Subject, TagGrant, Target};

/// What an explanation is about.
#[derive(Debug, Clone, Copy)]
pub enum On<'a> {
    Request(&'a RequestFacts),
    /// A node and what lives there.
    Node(Node),
}

/// Why somebody may do something, or why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    pub allowed: bool,
    /// What the account is allowed at all.
    pub gate: Gate,
    /// What gives the action itself.
    pub by: Vec<Reason>,
    /// What lets the request be seen, which every action on a request takes too.
    pub seen_by: Vec<Reason>,
    /// What would have been a reason if something were otherwise; told when the answer is no.
    pub nearly: Vec<Nearly>,
    /// The permission that is lacking; none where the answer is yes, or the account itself is shut.
    pub missing: Option<Action>,
}

/// One thing that is enough by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    SuperAdministrator,
    Grant { grant: Grant, relation: Relation },
    TagGrant(TagGrant),
}

/// A grant that would give it, and what stands against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nearly {
    /// It counts in a relation in which the user does not stand to the request.
    NotRelated { grant: Grant, relation: Relation },
    /// It holds at another node.
    Elsewhere(Grant),
    /// It means something higher up only: the action has no meaning at the level it was given [PP-1].
    TooLow(Grant),
    /// It does not count yet, or no longer.
    NotNow(Grant),
    /// The request bears the tag, but the link holds at another node, or not now, or does not say so much.
    Tag(TagGrant),
}

impl Subject {
    /// Why this subject may do `action`, or why not and what comes near.
    #[must_use]
    pub fn explain(&self, action: Action, on: On<'_>, now: DateTime<Utc>) -> Explanation {
        let gate = self.standing.gate(now);
        let asked = Asked { subject: self, on, now };
        let by = asked.reasons(action);
        let seen = matches!(on, On::Request(_)) && action != Action::ViewRequest;
        let seen_by = if seen { asked.reasons(Action::ViewRequest) } else { Vec::new() };
        let fits = matches!((on, action.target()), (On::Request(_), Target::Request) | (On::Node(_), _));
        let allowed = gate.is_open() && fits && !by.is_empty() && (!seen || !seen_by.is_empty());
        let lacking = if by.is_empty() { action } else { Action::ViewRequest };
        let nearly = if allowed { Vec::new() } else { asked.nearly(lacking) };
        let missing = (!allowed && gate.is_open() && fits).then_some(lacking);
        Explanation { allowed, gate, by, seen_by, nearly, missing }
    }
}

struct Asked<'a> {
    subject: &'a Subject,
    on: On<'a>,
    now: DateTime<Utc>,
}

impl Asked<'_> {
    fn reasons(&self, action: Action) -> Vec<Reason> {
        if self.subject.standing.super_administrator {
            return vec![Reason::SuperAdministrator];
        }
        let grants = self.subject.live_grants(self.now).filter(|grant| grant.node.covers(self.node()));
        let grants = grants.filter_map(|grant| {
            let relation = grant.opens().relations(action).find(|&relation| self.stands(relation))?;
            Some(Reason::Grant { grant: *grant, relation })
        });
        let links = self.subject.tag_grants.iter().filter(|link| self.counts(link, action));
        grants.chain(links.copied().map(Reason::TagGrant)).collect()
    }

    fn nearly(&self, action: Action) -> Vec<Nearly> {
        let grants = self.subject.grants.iter().filter_map(|grant| self.stands_against(grant, action));
        let links =
            self.subject.tag_grants.iter().filter(|link| self.bears(link) && !self.counts(link, action));
        grants.chain(links.copied().map(Nearly::Tag)).collect()
    }

    /// What keeps a grant that has the action from giving it here; nothing for one that has not, or does give it.
    fn stands_against(&self, grant: &Grant, action: Action) -> Option<Nearly> {
        let relation = grant.permissions.relations(action).next()?;
        match () {
            () if !grant.validity.holds(self.now) => Some(Nearly::NotNow(*grant)),
            () if grant.opens().relations(action).next().is_none() => Some(Nearly::TooLow(*grant)),
            () if !grant.node.covers(self.node()) => Some(Nearly::Elsewhere(*grant)),
            () if grant.opens().relations(action).any(|relation| self.stands(relation)) => None,
            () => Some(Nearly::NotRelated { grant: *grant, relation }),
        }
    }

    fn counts(&self, link: &TagGrant, action: Action) -> bool {
        self.bears(link)
            && link.opens().contains(action)
            && link.validity.holds(self.now)
            && link.node.covers(self.node())
    }

    fn bears(&self, link: &TagGrant) -> bool {
        matches!(self.on, On::Request(request) if request.tags.contains(&link.tag))
    }

    fn node(&self) -> Node {
        match self.on {
            On::Request(request) => Node::Site(request.place),
            On::Node(node) => node,
        }
    }

    fn stands(&self, relation: Relation) -> bool {
        let On::Request(request) = self.on else { return relation == Relation::Any };
        match relation {
            Relation::Any => true,
            Relation::Own => request.owner == self.subject.user,
            Relation::Published => request.published,
            Relation::Assigned => request.assignees.iter().any(|assignee| match assignee {
                Principal::User(user) => *user == self.subject.user,
                Principal::Team(team) => self.subject.teams.contains(team),
            }),
        }
    }
}

impl Explanation {
    /// The grants and links it rests on; alone they lead to the same decision.
    pub fn cited(&self) -> impl Iterator<Item = &Reason> {
        self.by.iter().chain(&self.seen_by)
    }
}

impl Nearly {
    /// Where it was given.
    #[must_use]
    pub const fn node(&self) -> Node {
        match self {
            Self::NotRelated { grant, .. }
            | Self::Elsewhere(grant)
            | Self::TooLow(grant)
            | Self::NotNow(grant) => grant.node,
            Self::Tag(link) => link.node,
        }
    }
}

impl Reason {
    /// Whom the right was given to: the user, or a team of theirs; nobody for a super administrator.
    #[must_use]
    pub const fn given_to(&self) -> Option<Principal> {
        match self {
            Self::SuperAdministrator => None,
            Self::Grant { grant, .. } => Some(grant.to),
            Self::TagGrant(link) => Some(link.to),
        }
    }
}

/// Who of many may do `action` on a request, in the order given.
pub fn who_can<'a>(
    actors: impl IntoIterator<Item = &'a crate::Actor>,
    action: Action,
    request: &RequestFacts,
) -> impl Iterator<Item = &'a crate::Actor> {
    actors.into_iter().filter(move |actor| actor.check(action, request))
}
