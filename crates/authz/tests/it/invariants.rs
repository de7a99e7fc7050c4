//! The invariants of the design, each a property.

use std::collections::HashSet;

use authz::{
    Action, Actor, Gate, Grant, Node, Permissions, Relation, RequestFacts, Standing, Subject, TagGrant,
};
use proptest::prelude::*;

use crate::world::{
    actor, any_grant, any_grants, any_link, any_node, any_ordinary_subject, any_request, any_subject, asking,
    at_site, compiled, link, nodes, now, place, request_at, subject, tag,
};

/// All that somebody may do: at every node, and on a request.
fn rights(actor: &Actor, request: &RequestFacts) -> HashSet<(Option<Node>, Action, Option<Relation>)> {
    let mut all = HashSet::new();
    for node in nodes() {
        let set = actor.permissions_at(node);
        for relation in Relation::ALL {
            all.extend(set.under(relation).iter().map(|action| (Some(node), action, Some(relation))));
        }
    }
    all.extend(actor.allowed_on(request).iter().map(|action| (None, action, None)));
    all
}

proptest! {
    #[test]
    fn monotone_a_grant_or_link_or_team_more_takes_no_right_away(
        subject in any_subject(),
        grant in any_grant(),
        link in any_link(),
        request in any_request(),
    ) {
        let before = rights(&compiled(&subject), &request);
        let mut more = subject;
        more.grants.push(grant);
        more.tag_grants.push(link);
        more.teams.push(crate::world::team(2));
        let after = rights(&compiled(&more), &request);
        let lost: Vec<_> = before.difference(&after).collect();
        prop_assert!(lost.is_empty(), "lost {lost:?}");
    }

    /// [PP-4]
    #[test]
    fn pp_4_a_right_at_one_level_holds_at_every_level_below_for_what_means_something_there(
        subject in any_subject(),
        above in any_node(),
    ) {
        let actor = compiled(&subject);
        for below in nodes().into_iter().filter(|&node| above.covers(node)) {
            prop_assert!(actor.permissions_at(below).covers(actor.permissions_at(above)), "{:?} lost a right of {:?}", below, above);
        }
    }

    /// [PO-2]
    #[test]
    fn po_2_rights_from_several_grants_are_their_sum_in_any_order_and_said_twice(
        one in any_grants(),
        other in any_grants(),
        request in any_request(),
    ) {
        let both = [one.clone(), other.clone()].concat();
        let turned: Vec<Grant> = both.iter().rev().chain(&both).copied().collect();
        prop_assert_eq!(rights(&actor(&turned), &request), rights(&actor(&both), &request));
        for node in nodes() {
            let sum = actor(&one).permissions_at(node).union(actor(&other).permissions_at(node));
            prop_assert_eq!(actor(&both).permissions_at(node), sum);
        }
    }

    /// [PO-7] [PL-10] [CT-8]
    #[test]
    fn po_7_pl_10_ct_8_who_is_inactive_suspended_or_past_their_end_may_do_nothing(
        given in any_ordinary_subject(),
        request in any_request(),
        which in 0..3,
    ) {
        let mut standing = Standing::FINE;
        match which {
            0 => standing.active = false,
            1 => standing.suspended_until = Some(now() + chrono::Duration::microseconds(1)),
            _ => standing.ends_at = Some(now()),
        }
        let out = compiled(&Subject { standing, ..given });
        prop_assert_eq!(rights(&out, &request), HashSet::new());
        prop_assert!(!out.gate().lets_in() && out.requests().filter().clauses.is_empty());
    }

    /// [CT-7]
    #[test]
    fn ct_7_while_the_terms_wait_there_is_nothing_but_the_terms(given in any_subject(), request in any_request()) {
        let super_administrator = given.standing.super_administrator;
        let standing = Standing { terms_pending: true, super_administrator, ..Standing::FINE };
        let waiting = compiled(&Subject { standing, ..given });
        prop_assert_eq!(rights(&waiting, &request), HashSet::new());
        prop_assert_eq!(waiting.gate(), Gate::Terms);
        prop_assert!(waiting.gate().lets_in());
    }

    /// [PO-9]
    #[test]
    fn po_9_while_somebody_else_knows_the_password_there_is_nothing_but_choosing_one(
        given in any_subject(),
        request in any_request(),
    ) {
        let Standing { terms_pending, super_administrator, .. } = given.standing;
        let standing = Standing { password_provisional: true, terms_pending, super_administrator, ..Standing::FINE };
        let waiting = compiled(&Subject { standing, ..given });
        prop_assert_eq!(rights(&waiting, &request), HashSet::new());
        prop_assert_eq!(waiting.gate(), Gate::Password);
        prop_assert!(waiting.gate().lets_in());
    }

    /// [CT-3]
    #[test]
    fn ct_3_a_link_to_see_never_edits(links in proptest::collection::vec(any_link(), 0..4), request in any_request()) {
        let seeing: Vec<TagGrant> = links.into_iter().map(|link| TagGrant { edit: false, ..link }).collect();
        let by_tags = compiled(&Subject { tag_grants: seeing, ..subject(&[]) });
        prop_assert!(by_tags.allowed_on(&request).iter().all(|action| action == Action::ViewRequest));
    }

    #[test]
    fn without_a_tag_in_common_tag_links_give_nothing(given in any_subject(), request in any_request()) {
        let bare = RequestFacts { tags: Vec::new(), ..request };
        let without = Subject { tag_grants: Vec::new(), ..given.clone() };
        prop_assert_eq!(compiled(&given).allowed_on(&bare), compiled(&without).allowed_on(&bare));
    }

    #[test]
    fn siblings_are_isolated_what_is_held_elsewhere_changes_nothing_here(given in any_subject(), request in any_request()) {
        let site = Node::Site(request.place);
        let mut here = given.clone();
        here.grants.retain(|grant| grant.node.covers(site));
        here.tag_grants.retain(|link| link.node.covers(site));
        let (all, here) = (compiled(&given), compiled(&here));
        prop_assert_eq!(all.permissions_at(site), here.permissions_at(site));
        prop_assert_eq!(all.allowed_on(&request), here.allowed_on(&request));
        prop_assert_eq!(all.requests().filter().admits(&request), here.requests().filter().admits(&request));
        prop_assert_eq!(*all.candidates(&request, now()).filter(), *here.candidates(&request, now()).filter());
    }

    #[test]
    fn a_request_that_may_not_be_seen_allows_nothing_and_opens_nothing(given in any_subject(), request in any_request()) {
        let actor = compiled(&given);
        prop_assume!(!actor.requests().filter().admits(&request));
        prop_assert!(actor.allowed_on(&request).is_empty());
        prop_assert_eq!(actor.comments(&request).filter().request, None);
        prop_assert_eq!(actor.history(&request).filter().request, None);
        prop_assert_eq!(*actor.candidates(&request, now()).filter(), None);
    }

    #[test]
    fn the_sites_offered_for_an_action_are_those_where_it_is_permitted(given in any_subject()) {
        let actor = compiled(&given);
        for &action in Action::ALL {
            let offered = actor.sites(Some(action));
            for site in crate::world::places().into_iter().map(Node::Site) {
                let listed = offered.filter().iter().any(|node| node.covers(site));
                prop_assert_eq!(listed, actor.may_at(action, site), "{:?} at {:?}", action, site);
            }
        }
    }

    #[test]
    fn no_clause_of_a_filter_makes_another_idle(given in any_subject()) {
        let actor = compiled(&given);
        for &action in Action::ALL {
            let clauses = actor.filter(action).clauses;
            for (at, one) in clauses.iter().enumerate() {
                let idle = clauses.iter().enumerate().any(|(other, wider)| {
                    other != at && wider.node.covers(one.node) && wider.atoms.iter().all(|atom| one.atoms.contains(atom))
                });
                prop_assert!(!idle, "{:?}: {:?}", action, clauses);
            }
        }
    }
}

/// [PO-1]
#[test]
fn po_1_somebody_who_was_given_nothing_sees_and_does_nothing() {
    let theirs = RequestFacts {
        owner: asking(),
        assignees: vec![authz::Principal::User(asking())],
        tags: vec![tag(1)],
        published: true,
        ..request_at(place(1, 1))
    };
    assert_eq!(rights(&actor(&[]), &theirs), HashSet::new());
    assert!(actor(&[]).requests().filter().clauses.is_empty());
}

/// [CT-5]
#[test]
fn ct_5_a_super_administrator_may_do_everything_whatever_their_account_says() {
    let standing = Standing {
        active: false,
        suspended_until: Some(now() + chrono::Duration::days(1)),
        ends_at: Some(now()),
        super_administrator: true,
        ..Standing::FINE
    };
    let first = compiled(&Subject { standing, ..subject(&[]) });
    assert!(nodes().into_iter().all(|node| first.permissions_at(node) == Permissions::ALL));
    assert!(first.requests().filter().admits(&request_at(place(1, 1))));
}

/// [CT-3]
#[test]
fn ct_3_a_link_counts_at_its_node_and_below_and_not_next_door() {
    let bearing = |at| RequestFacts { tags: vec![tag(1)], ..request_at(at) };
    let linked = compiled(&Subject { tag_grants: vec![link(tag(1), true, at_site(1, 1))], ..subject(&[]) });
    assert!(linked.check(Action::EditRequest, &bearing(place(1, 1))));
    assert!(!linked.check(Action::ViewRequest, &bearing(place(1, 2))));
    assert!(!linked.check(Action::ViewRequest, &request_at(place(1, 1))));
}

#[test]
fn the_empty_union_admits_nothing() {
    let nothing = authz::Filter::default();
    assert!(!nothing.admits(&request_at(place(1, 1))));
}
