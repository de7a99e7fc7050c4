use authz::{Actions, Grant, Node, Permissions, Relation, RequestFacts, Role};
use proptest::prelude::*;

use crate::world::{actor, any_grants, any_node, any_request, asking, holding, nodes, place, request_at};

proptest! {
    /// [PP-4]
    #[test]
    fn pp_4_a_right_at_one_level_holds_at_every_level_below(grants in any_grants(), above in any_node()) {
        let actor = actor(&grants);
        let there = actor.permissions_at(above);
        for below in nodes().into_iter().filter(|&node| above.covers(node)) {
            let here = actor.permissions_at(below);
            prop_assert_eq!(here.union(there), here, "{:?} lost a right of {:?}", below, above);
        }
    }

    /// [PP-4]
    #[test]
    fn pp_4_a_grant_below_extends_what_holds_above_and_reduces_nothing(
        grants in any_grants(),
        node in any_node(),
        request in any_request(),
    ) {
        let extended = [grants.clone(), vec![Grant { role: Role::Visitor, node }]].concat();
        let sum = actor(&extended).allowed_on(&request).union(actor(&grants).allowed_on(&request));
        prop_assert_eq!(actor(&extended).allowed_on(&request), sum);
    }

    #[test]
    fn what_is_held_elsewhere_changes_nothing_on_a_request_here(grants in any_grants(), request in any_request()) {
        let site = Node::Site(request.place);
        let here: Vec<Grant> = grants.iter().copied().filter(|grant| grant.node.covers(site)).collect();
        let (all, here) = (actor(&grants), actor(&here));
        prop_assert_eq!(all.permissions_at(site), here.permissions_at(site));
        prop_assert_eq!(all.allowed_on(&request), here.allowed_on(&request));
        prop_assert_eq!(all.requests().filter().admits(&request), here.requests().filter().admits(&request));
        prop_assert_eq!(*all.candidates(&request).filter(), *here.candidates(&request).filter());
    }
}

/// Every relation to the request holds, so that only the place can refuse.
fn mine(at: authz::Place) -> RequestFacts {
    RequestFacts { owner: asking(), assignees: vec![asking()], published: true, ..request_at(at) }
}

#[test]
fn siblings_are_isolated_in_every_role_and_relation() {
    let sites = [place(1, 1), place(1, 2), place(2, 1)];
    for role in Role::ALL {
        for held in sites {
            for asked in sites.into_iter().filter(|&asked| asked != held) {
                let actor = holding(role, Node::Site(held));
                assert_eq!(
                    actor.allowed_on(&mine(asked)),
                    Actions::NONE,
                    "{role:?} of {held:?} at {asked:?}"
                );
                assert!(
                    !actor.requests().filter().admits(&mine(asked)),
                    "{role:?} of {held:?} lists {asked:?}"
                );
            }
        }
        let neighbour = holding(role, Node::CompanyGroup(place(1, 1).group));
        assert_eq!(neighbour.allowed_on(&mine(place(2, 1))), Actions::NONE, "{role:?} of another group");
    }
}

/// [PP-4]
#[test]
fn pp_4_a_right_never_climbs_to_the_level_above() {
    let (site, group) = (Node::Site(place(1, 1)), Node::CompanyGroup(place(1, 1).group));
    for role in Role::ALL {
        assert_eq!(holding(role, site).permissions_at(group), Permissions::NONE);
        assert_eq!(holding(role, site).permissions_at(Node::Instance), Permissions::NONE);
        assert_eq!(holding(role, group).permissions_at(Node::Instance), Permissions::NONE);
    }
}

/// [PP-4]
#[test]
fn pp_4_the_instance_covers_groups_and_a_group_covers_its_sites_only() {
    let (group, site) = (Node::CompanyGroup(place(1, 1).group), Node::Site(place(1, 1)));
    assert!(nodes().into_iter().all(|node| Node::Instance.covers(node)));
    assert!(group.covers(group) && group.covers(site) && site.covers(site));
    assert!(!group.covers(Node::Site(place(2, 1))) && !site.covers(Node::Site(place(1, 2))));
    assert!(!site.covers(group) && !site.covers(Node::Instance) && !group.covers(Node::Instance));
}

#[test]
fn a_permission_on_any_record_holds_in_every_relation() {
    for role in Role::ALL {
        let any = role.permissions().under(Relation::Any);
        for relation in Relation::ALL {
            assert_eq!(role.permissions().under(relation).union(any), role.permissions().under(relation));
        }
    }
}
