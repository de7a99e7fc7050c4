use authz::{Action, Actions, Actor, Grant, Node, Relation, RequestFacts};
use proptest::prelude::*;

use crate::{
    rights::{permits, rights},
    world::{actor, any_grant, any_grants, any_request, asking, nodes, places},
};

proptest! {
    #[test]
    fn adding_a_grant_takes_no_right_away(grants in any_grants(), more in any_grant(), request in any_request()) {
        let before = rights(&actor(&grants), &request);
        let after = rights(&actor(&[grants, vec![more]].concat()), &request);
        let lost: Vec<_> = before.difference(&after).collect();
        prop_assert!(lost.is_empty(), "lost {lost:?}");
    }

    #[test]
    fn the_order_of_grants_and_saying_one_twice_change_nothing(grants in any_grants(), request in any_request()) {
        let turned: Vec<Grant> = grants.iter().rev().chain(&grants).copied().collect();
        prop_assert_eq!(rights(&actor(&turned), &request), rights(&actor(&grants), &request));
    }

    #[test]
    fn the_list_shows_exactly_the_requests_that_the_check_lets_through(
        grants in any_grants(),
        request in any_request(),
    ) {
        let actor = actor(&grants);
        let listed = actor.requests().filter().admits(&request);
        prop_assert_eq!(listed, actor.allowed_on(&request).contains(Action::ViewRequest));
    }

    #[test]
    fn what_is_allowed_on_a_request_is_what_the_definition_says(grants in any_grants(), request in any_request()) {
        prop_assert_eq!(actor(&grants).allowed_on(&request), by_definition(&grants, &request));
    }

    #[test]
    fn a_request_that_may_not_be_seen_allows_nothing_and_opens_nothing(
        grants in any_grants(),
        request in any_request(),
    ) {
        let actor = actor(&grants);
        prop_assume!(!actor.requests().filter().admits(&request));
        prop_assert_eq!(actor.allowed_on(&request), Actions::NONE);
        prop_assert_eq!(actor.comments(&request).filter().request, None);
        prop_assert_eq!(actor.history(&request).filter().request, None);
        prop_assert_eq!(*actor.candidates(&request).filter(), None);
    }

    #[test]
    fn a_permit_is_given_for_exactly_the_actions_that_the_record_offers(
        grants in any_grants(),
        request in any_request(),
    ) {
        let actor = actor(&grants);
        let offered = actor.allowed_on(&request);
        for action in JUDGED_ON_A_REQUEST {
            prop_assert_eq!(permits(&actor, action, &request), Some(offered.contains(action)), "{:?}", action);
        }
    }

    #[test]
    fn the_sites_offered_for_an_action_are_those_where_it_is_permitted(grants in any_grants()) {
        let actor = actor(&grants);
        for &action in Action::ALL {
            let offered = actor.sites(Some(action));
            for site in places().into_iter().map(Node::Site) {
                let listed = offered.filter().iter().any(|node| node.covers(site));
                prop_assert_eq!(listed, actor.may_at(action, site), "{:?} at {:?}", action, site);
            }
        }
    }

    /// [PO-2]
    #[test]
    fn po_2_rights_from_several_grants_are_their_sum(
        one in any_grants(),
        other in any_grants(),
        request in any_request(),
    ) {
        let both = actor(&[one.clone(), other.clone()].concat());
        let (one, other) = (actor(&one), actor(&other));
        let sees = |actor: &Actor| actor.requests().filter().admits(&request);
        prop_assert_eq!(sees(&both), sees(&one) || sees(&other));
        for node in nodes() {
            let sum = one.permissions_at(node).union(other.permissions_at(node));
            prop_assert_eq!(both.permissions_at(node), sum);
        }
    }

    /// [PO-7] [PL-10]
    #[test]
    fn po_7_pl_10_an_inactive_user_may_do_nothing_whatever_they_hold(
        grants in any_grants(),
        request in any_request(),
    ) {
        let inactive = Actor::new(asking(), false, grants);
        prop_assert_eq!(rights(&inactive, &request), Default::default());
    }
}

/// The actions that are judged on a request, and so take seeing it.
const JUDGED_ON_A_REQUEST: [Action; 4] =
    [Action::AssignRequest, Action::ChangeRequestStatus, Action::CommentOnRequest, Action::RemarkOnRequest];

/// `check` of the design page, word for word: `{a, View} ⊆ {a | ∃ρ ∈ Rel(s,r): (a,ρ) ∈ Eff(s, site(r))}`.
fn by_definition(grants: &[Grant], request: &RequestFacts) -> Actions {
    let mut base = Vec::new();
    for grant in grants.iter().filter(|grant| grant.node.covers(Node::Site(request.place))) {
        for relation in relations(request) {
            let permissions = grant.role.permissions();
            base.extend(Action::ALL.iter().copied().filter(|&action| permissions.contains(action, relation)));
        }
    }
    if !base.contains(&Action::ViewRequest) {
        return Actions::NONE;
    }
    base.retain(|action| ABOUT_A_REQUEST.contains(action));
    Actions::of(&base)
}

/// What is done to a record, rather than at a node.
const ABOUT_A_REQUEST: [Action; 6] = [
    Action::ViewRequest,
    Action::ViewWorking,
    Action::AssignRequest,
    Action::ChangeRequestStatus,
    Action::CommentOnRequest,
    Action::RemarkOnRequest,
];

fn relations(request: &RequestFacts) -> Vec<Relation> {
    let mut relations = vec![Relation::Any];
    relations.extend((request.owner == asking()).then_some(Relation::Own));
    relations.extend(request.assignees.contains(&asking()).then_some(Relation::Assigned));
    relations.extend(request.published.then_some(Relation::Published));
    relations
}
