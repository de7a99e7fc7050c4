//! The mathematics of the design, as plain sets: slow, obvious, and never part of the product.
//!
//! ```text
//! eff(γ)   = perms(γ), cut to actions that mean something at the level of scope(γ)
//! Eff(s,n) = ⋃ eff(γ) over grants γ with who(γ) ∈ pr(s), γ valid now, n at or below scope(γ)
//! Rel(s,r) = {Any} ∪ {Own | owner(r) = s} ∪ {Assigned | assignees(r) ∩ pr(s) ≠ ∅} ∪ {Published | published(r)}
//! Base(s,r) = {a | ∃ρ ∈ Rel(s,r): (a,ρ) ∈ Eff(s, site(r))}
//! Tag(s,r) = ⋃ actions(τ) over tag grants τ with who(τ) ∈ pr(s), tag(τ) ∈ tags(r), site(r) at or below scope(τ)
//! check(s,a,r) ⇔ {a, View} ⊆ Gate(s) ∩ (Base(s,r) ∪ Tag(s,r))
//! ```

use std::collections::HashSet;

use authz::{Action, Node, Principal, Relation, RequestFacts, Subject, Target, Validity};
use chrono::{DateTime, Utc};
use domain::Level;

pub type Pairs = HashSet<(Action, Relation)>;

fn principals(subject: &Subject) -> HashSet<Principal> {
    let teams = subject.teams.iter().map(|&team| Principal::Team(team));
    std::iter::once(Principal::User(subject.user)).chain(teams).collect()
}

fn valid(validity: Validity, now: DateTime<Utc>) -> bool {
    validity.from.is_none_or(|from| from <= now) && validity.until.is_none_or(|until| until > now)
}

const fn height(level: Level) -> u8 {
    match level {
        Level::Site => 0,
        Level::CompanyGroup => 1,
        Level::Instance => 2,
    }
}

fn at_or_below(node: Node, scope: Node) -> bool {
    match (node, scope) {
        (_, Node::Instance) => true,
        (Node::CompanyGroup(group), Node::CompanyGroup(scope)) => group == scope,
        (Node::Site(place), Node::CompanyGroup(scope)) => place.group == scope,
        (Node::Site(place), Node::Site(scope)) => place == scope,
        _ => false,
    }
}

pub fn is_open(subject: &Subject, now: DateTime<Utc>) -> bool {
    let standing = &subject.standing;
    let locked_out = !standing.active
        || standing.suspended_until.is_some_and(|until| now < until)
        || standing.ends_at.is_some_and(|end| end <= now);
    let waits = standing.password_provisional || standing.terms_pending;
    (standing.super_administrator || !locked_out) && !waits
}

/// `Eff(s, n)`, through the gate.
pub fn effective(subject: &Subject, node: Node, now: DateTime<Utc>) -> Pairs {
    effective_among(Action::ALL, subject, node, now)
}

/// `Eff(s, n)` as if there were no other actions.
pub fn effective_among(actions: &[Action], subject: &Subject, node: Node, now: DateTime<Utc>) -> Pairs {
    let pairs = actions.iter().flat_map(|&action| Relation::ALL.map(|relation| (action, relation)));
    if !is_open(subject, now) {
        return Pairs::new();
    }
    if subject.standing.super_administrator {
        return pairs.collect();
    }
    let who = principals(subject);
    let here = subject.grants.iter().filter(|grant| {
        who.contains(&grant.to) && valid(grant.validity, now) && at_or_below(node, grant.node)
    });
    let mut sum = Pairs::new();
    for grant in here {
        let means = |action: Action| height(action.lowest_level()) <= height(grant.node.level());
        let held = pairs.clone().filter(|&(action, relation)| grant.permissions.contains(action, relation));
        sum.extend(held.filter(|&(action, _)| means(action)));
    }
    sum
}

fn relations(subject: &Subject, request: &RequestFacts) -> Vec<Relation> {
    let who = principals(subject);
    let mut relations = vec![Relation::Any];
    if request.owner == subject.user {
        relations.push(Relation::Own);
    }
    if request.assignees.iter().any(|assignee| who.contains(assignee)) {
        relations.push(Relation::Assigned);
    }
    if request.published {
        relations.push(Relation::Published);
    }
    relations
}

fn base(subject: &Subject, request: &RequestFacts, held: &Pairs) -> HashSet<Action> {
    let relations = relations(subject, request);
    held.iter().filter(|(_, relation)| relations.contains(relation)).map(|&(action, _)| action).collect()
}

fn by_tags(subject: &Subject, request: &RequestFacts, now: DateTime<Utc>) -> HashSet<Action> {
    if !is_open(subject, now) || subject.standing.super_administrator {
        return HashSet::new();
    }
    let who = principals(subject);
    let links = subject.tag_grants.iter().filter(|link| {
        who.contains(&link.to)
            && valid(link.validity, now)
            && request.tags.contains(&link.tag)
            && at_or_below(Node::Site(request.place), link.node)
    });
    links
        .flat_map(|link| {
            if link.edit { vec![Action::ViewRequest, Action::EditRequest] } else { vec![Action::ViewRequest] }
        })
        .collect()
}

/// All actions that are permitted on a request.
pub fn allowed(subject: &Subject, request: &RequestFacts, now: DateTime<Utc>) -> HashSet<Action> {
    allowed_given(&effective(subject, Node::Site(request.place), now), subject, request, now)
}

/// The same, with `Eff` at the request's site worked out before.
pub fn allowed_given(
    held: &Pairs,
    subject: &Subject,
    request: &RequestFacts,
    now: DateTime<Utc>,
) -> HashSet<Action> {
    let mut all = base(subject, request, held);
    all.extend(by_tags(subject, request, now));
    if !all.contains(&Action::ViewRequest) {
        return HashSet::new();
    }
    all.into_iter().filter(|action| action.target() == Target::Request).collect()
}
