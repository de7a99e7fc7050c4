use std::collections::HashSet;

use authz::{Action, AllOrNothing, Node, Relation, RequestFacts, Role};

use crate::{
    rights::{permits, rights},
    world::{actor, asking, holding, place, request_at},
};

const CHANGES: [Action; 4] =
    [Action::AssignRequest, Action::ChangeRequestStatus, Action::CommentOnRequest, Action::RemarkOnRequest];

/// [PO-1]
#[test]
fn po_1_somebody_who_was_given_nothing_sees_and_does_nothing() {
    let stranger = request_at(place(1, 1));
    let theirs = RequestFacts { owner: asking(), assignees: vec![asking()], published: true, ..stranger };
    assert_eq!(rights(&actor(&[]), &theirs), HashSet::new());
}

/// [OP-2]
#[test]
fn op_2_a_visitor_sees_published_requests_and_their_own_and_can_change_none_of_them() {
    let visitor = holding(Role::Visitor, Node::Site(place(1, 1)));
    let elsewhere = request_at(place(1, 1));
    let own = RequestFacts { owner: asking(), ..elsewhere.clone() };
    let published = RequestFacts { published: true, ..elsewhere.clone() };
    for (request, seen) in [(&elsewhere, false), (&own, true), (&published, true)] {
        assert_eq!(visitor.requests().filter().admits(request), seen, "{request:?}");
        assert!(!visitor.comments(request).filter().working && !visitor.history(request).filter().working);
        for change in CHANGES {
            assert_eq!(permits(&visitor, change, request), Some(false), "{change:?} on {request:?}");
        }
    }
    assert_eq!(permits(&visitor, Action::CreateRequest, &own), Some(true));
}

/// [OP-3] without the export.
#[test]
fn op_3_a_manager_assigns_and_comments_on_every_request_of_their_node() {
    let manager = holding(Role::Manager, Node::CompanyGroup(place(1, 1).group));
    let request = request_at(place(1, 2));
    for change in CHANGES {
        assert_eq!(permits(&manager, change, &request), Some(true), "{change:?}");
    }
    assert!(manager.comments(&request).filter().working && manager.history(&request).filter().working);
}

/// [OP-4] as far as there is something to manage.
#[test]
fn op_4_an_administrator_may_do_everything_everywhere() {
    let all = Role::Administrator.permissions();
    for &action in Action::ALL {
        assert!(Relation::ALL.into_iter().all(|relation| all.contains(action, relation)), "{action:?}");
    }
}

/// [OP-10]
#[test]
fn op_10_settings_sites_and_dead_letters_are_for_administrators_only() {
    for role in Role::ALL {
        let holder = holding(role, Node::Instance);
        let administers = role == Role::Administrator;
        let expected = if administers { AllOrNothing::All } else { AllOrNothing::Nothing };
        assert_eq!(*holder.settings().filter(), expected, "{role:?}");
        assert_eq!(*holder.dead_letters().filter(), expected, "{role:?}");
        assert_eq!(holder.may_at(Action::ChangeSite, Node::Instance), administers, "{role:?}");
    }
}

#[test]
fn every_action_and_role_has_a_word_of_its_own() {
    let words: HashSet<&str> = Action::ALL.iter().map(|action| action.word()).collect();
    assert_eq!(words.len(), Action::ALL.len());
    for role in Role::ALL {
        assert_eq!(Role::named(role.word()), Some(role));
    }
    assert_eq!(Role::named("Manager"), None);
}
