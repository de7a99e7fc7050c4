//! One definition, many readings: every reading against the mathematics.

use std::collections::HashSet;

use authz::{Action, On, Reason, Relation, Subject, Target, who_can};
use proptest::prelude::*;

use crate::{
    spec,
    world::{any_request, any_subject, asking, compiled, nodes, now, user},
};

proptest! {
    #[test]
    fn check_and_the_mask_of_allowed_actions_are_what_the_mathematics_say(subject in any_subject(), request in any_request()) {
        let actor = compiled(&subject);
        let expected = spec::allowed(&subject, &request, now());
        prop_assert_eq!(actor.allowed_on(&request).iter().collect::<HashSet<_>>(), expected.clone());
        for &action in Action::ALL {
            prop_assert_eq!(actor.check(action, &request), expected.contains(&action), "{:?}", action);
        }
    }

    #[test]
    fn the_filter_lets_through_exactly_the_requests_that_the_check_does(subject in any_subject(), request in any_request()) {
        let actor = compiled(&subject);
        for &action in Action::ALL.iter().filter(|action| action.target() == Target::Request) {
            prop_assert_eq!(actor.filter(action).admits(&request), actor.check(action, &request), "{:?}", action);
        }
    }

    #[test]
    fn permissions_at_a_node_are_what_the_mathematics_say(subject in any_subject()) {
        let actor = compiled(&subject);
        for node in nodes() {
            let held = actor.permissions_at(node);
            let pairs = Action::ALL.iter().flat_map(|&action| Relation::ALL.map(|relation| (action, relation)));
            let held: spec::Pairs = pairs.filter(|&(action, relation)| held.contains(action, relation)).collect();
            prop_assert_eq!(held, spec::effective(&subject, node, now()), "{:?}", node);
        }
    }

    #[test]
    fn the_effective_permissions_name_each_node_at_which_something_is_added_and_no_other(subject in any_subject()) {
        let actor = compiled(&subject);
        let named: Vec<_> = actor.effective().collect();
        for node in nodes() {
            let above = node.parent().map(|above| actor.permissions_at(above)).unwrap_or_default();
            let adds = actor.permissions_at(node) != above;
            let told = named.iter().find(|(named, _)| *named == node).map(|&(_, set)| set);
            prop_assert_eq!(told, adds.then(|| actor.permissions_at(node)), "{:?}", node);
        }
    }

    #[test]
    fn an_explanation_says_yes_exactly_when_the_check_does(subject in any_subject(), request in any_request()) {
        let actor = compiled(&subject);
        for &action in Action::ALL {
            let explained = subject.explain(action, On::Request(&request), now());
            prop_assert_eq!(explained.allowed, actor.check(action, &request), "{:?}", action);
            if action.target() == Target::Request && explained.gate.is_open() {
                let seen = action == Action::ViewRequest || !explained.seen_by.is_empty();
                prop_assert_eq!(explained.allowed, !explained.by.is_empty() && seen, "{:?}", action);
            }
        }
        for node in nodes() {
            for &action in Action::ALL {
                let explained = subject.explain(action, On::Node(node), now());
                prop_assert_eq!(explained.allowed, actor.may_at(action, node), "{:?} at {:?}", action, node);
            }
        }
    }

    #[test]
    fn each_cited_reason_alone_gives_what_it_is_cited_for(subject in any_subject(), request in any_request()) {
        for &action in Action::ALL {
            let explained = subject.explain(action, On::Request(&request), now());
            for (reasons, gives) in [(&explained.by, action), (&explained.seen_by, Action::ViewRequest)] {
                for reason in reasons.iter().filter(|_| explained.allowed) {
                    let alone = only(&subject, &[*reason]);
                    let again = alone.explain(gives, On::Request(&request), now());
                    prop_assert_eq!(&again.by, &vec![*reason], "{:?}", gives);
                }
            }
        }
    }

    #[test]
    fn the_cited_grants_alone_reproduce_the_decision(subject in any_subject(), request in any_request()) {
        for &action in Action::ALL {
            let explained = subject.explain(action, On::Request(&request), now());
            let cited: Vec<Reason> = explained.cited().copied().collect();
            let alone = only(&subject, &cited).explain(action, On::Request(&request), now());
            prop_assert_eq!(alone.allowed, explained.allowed, "{:?}", action);
        }
    }

    #[test]
    fn what_nearly_gives_it_is_told_only_when_the_answer_is_no(subject in any_subject(), request in any_request()) {
        for &action in Action::ALL {
            let explained = subject.explain(action, On::Request(&request), now());
            prop_assert!(!explained.allowed || explained.nearly.is_empty());
        }
    }

    #[test]
    fn who_can_names_exactly_those_whom_the_check_lets_through(
        subjects in proptest::collection::vec(any_subject(), 0..4),
        request in any_request(),
    ) {
        let subjects: Vec<Subject> =
            subjects.into_iter().enumerate().map(|(at, it)| renamed(it, user(at as u128 + 1))).collect();
        let actors: Vec<_> = subjects.iter().map(compiled).collect();
        for &action in Action::ALL {
            let can: HashSet<_> = who_can(&actors, action, &request).map(authz::Actor::user).collect();
            let expected = subjects.iter().filter(|it| spec::allowed(it, &request, now()).contains(&action));
            prop_assert_eq!(can, expected.map(|it| it.user).collect::<HashSet<_>>(), "{:?}", action);
        }
    }

    #[test]
    fn until_what_holds_changes_by_itself_the_compiled_actor_stays_the_same(subject in any_subject()) {
        let actor = compiled(&subject);
        let last = actor.valid_until().map_or_else(|| now() + chrono::Duration::days(100), |end| end - chrono::Duration::microseconds(1));
        let later = authz::Actor::compile(&subject, last, actor.stamp());
        for node in nodes() {
            prop_assert_eq!(later.permissions_at(node), actor.permissions_at(node));
        }
        prop_assert_eq!((later.gate(), later.tag_rights()), (actor.gate(), actor.tag_rights()));
    }
}

/// The subject with nothing but what is cited.
fn only(subject: &Subject, cited: &[Reason]) -> Subject {
    let super_administrator = cited.contains(&Reason::SuperAdministrator);
    let grants = subject.grants.iter().filter(|grant| {
        cited.iter().any(|reason| matches!(reason, Reason::Grant { grant: cited, .. } if cited == *grant))
    });
    let links = subject.tag_grants.iter().filter(|link| cited.contains(&Reason::TagGrant(**link)));
    Subject {
        standing: authz::Standing { super_administrator, ..subject.standing },
        grants: deduplicated(grants.copied().collect()),
        tag_grants: deduplicated(links.copied().collect()),
        ..subject.clone()
    }
}

/// Two grants that are alike in everything are one.
fn deduplicated<T: PartialEq + Copy>(list: Vec<T>) -> Vec<T> {
    list.iter().enumerate().filter(|(at, it)| !list[..*at].contains(it)).map(|(_, it)| *it).collect()
}

/// The same subject under another name; what was given to it is given to that name.
fn renamed(mut subject: Subject, name: domain::UserId) -> Subject {
    let to = |to: authz::Principal| {
        if to == authz::Principal::User(asking()) { authz::Principal::User(name) } else { to }
    };
    subject.user = name;
    subject.grants.iter_mut().for_each(|grant| grant.to = to(grant.to));
    subject.tag_grants.iter_mut().for_each(|link| link.to = to(link.to));
    subject
}
