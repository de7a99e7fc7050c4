use std::collections::HashSet;

use authz::{Action, Actions, Node, Permissions, Relation, RequestFacts, ShippedRole, Target};

use crate::world::{
    actor, allowing, asking, at_site, holding, in_group, link, place, request_at, role, subject, tag,
};

const CHANGES: [Action; 6] = [
    Action::EditRequest,
    Action::AssignRequest,
    Action::ChangeRequestStatus,
    Action::CommentOnRequest,
    Action::RemarkOnRequest,
    Action::DeleteRequest,
];

fn own() -> RequestFacts {
    RequestFacts { owner: asking(), ..request_at(place(1, 1)) }
}

fn published() -> RequestFacts {
    RequestFacts { published: true, ..request_at(place(1, 1)) }
}

fn assigned() -> RequestFacts {
    RequestFacts { assignees: vec![authz::Principal::User(asking())], ..request_at(place(1, 1)) }
}

/// [OP-2] [PO-3]
#[test]
fn op_2_a_visitor_enters_sees_published_requests_and_their_own_and_changes_none_of_them() {
    let visitor = holding(ShippedRole::Visitor, at_site(1, 1));
    assert!(visitor.may_at(Action::CreateRequest, at_site(1, 1)));
    for (request, seen) in [(request_at(place(1, 1)), false), (own(), true), (published(), true)] {
        assert_eq!(visitor.check(Action::ViewRequest, &request), seen);
        let expected = if seen { Actions::of(&[Action::ViewRequest]) } else { Actions::NONE };
        assert_eq!(visitor.allowed_on(&request), expected);
    }
}

/// [PO-3]
#[test]
fn po_3_a_reviewer_sees_the_working_version_remarks_and_changes_nothing() {
    let reviewer = holding(ShippedRole::Reviewer, at_site(1, 1));
    let allowed = reviewer.allowed_on(&request_at(place(1, 1)));
    assert!(allowed.covers(Actions::of(&[Action::ViewWorking, Action::ViewTags, Action::RemarkOnRequest])));
    let changes = CHANGES.into_iter().filter(|&change| change != Action::RemarkOnRequest);
    assert_eq!(allowed.intersection(changes.collect()), Actions::NONE);
}

/// [PO-3] [OP-3]
#[test]
fn po_3_op_3_an_editor_sees_and_changes_the_working_version_and_exports() {
    let editor = holding(ShippedRole::Editor, in_group(1));
    let allowed = editor.allowed_on(&request_at(place(1, 2)));
    assert!(allowed.covers(CHANGES.into_iter().collect()));
    assert!(allowed.contains(Action::ViewWorking) && allowed.contains(Action::ExportRequests));
}

/// [PO-3]
#[test]
fn po_3_a_task_responsible_can_be_assigned_and_works_on_what_is_assigned_only() {
    let responsible = holding(ShippedRole::TaskResponsible, at_site(1, 1));
    assert!(responsible.may_at(Action::BeAssigned, at_site(1, 1)));
    assert!(responsible.allowed_on(&assigned()).contains(Action::ChangeRequestStatus));
    assert_eq!(responsible.allowed_on(&published()), Actions::NONE);
}

/// [PL-5]
#[test]
fn pl_5_see_all_requests_switched_off_leaves_those_one_is_responsible_for() {
    let all = actor(&[allowing(Action::ViewRequest, Relation::Any, Node::Instance)]);
    let theirs = actor(&[allowing(Action::ViewRequest, Relation::Assigned, Node::Instance)]);
    for (request, seen) in [(request_at(place(1, 1)), false), (assigned(), true)] {
        assert!(all.check(Action::ViewRequest, &request));
        assert_eq!(theirs.check(Action::ViewRequest, &request), seen);
    }
}

/// [PL-5]
#[test]
fn pl_5_costs_and_settings_have_permissions_of_their_own() {
    let editor = [role(ShippedRole::Editor, Node::Instance)];
    assert!(!actor(&editor).check(Action::ViewCosts, &own()));
    let with_costs = [editor[0], allowing(Action::ViewCosts, Relation::Any, Node::Instance)];
    assert!(actor(&with_costs).check(Action::ViewCosts, &own()));
    assert!(!actor(&with_costs).may_at(Action::ChangeSettings, Node::Instance));
}

/// [CT-2] [CT-4]
#[test]
fn ct_2_ct_4_read_only_sees_their_own_and_read_write_enters_and_edits_theirs() {
    let reader = holding(ShippedRole::ReadOnly, Node::Instance);
    let writer = holding(ShippedRole::ReadWrite, Node::Instance);
    assert_eq!(reader.allowed_on(&own()), Actions::of(&[Action::ViewRequest]));
    assert_eq!(writer.allowed_on(&own()), Actions::of(&[Action::ViewRequest, Action::EditRequest]));
    for somebody in [&reader, &writer] {
        assert_eq!(somebody.allowed_on(&published()), Actions::NONE);
    }
    assert!(writer.may_at(Action::CreateRequest, at_site(1, 1)));
    assert!(!reader.may_at(Action::CreateRequest, at_site(1, 1)));
}

/// [CT-6]
#[test]
fn ct_6_the_follow_up_given_beside_read_only_counts_on_what_the_tags_show_and_on_nothing_else() {
    let grants = [
        role(ShippedRole::ReadOnly, Node::Instance),
        allowing(Action::FollowUpRequest, Relation::Any, Node::Instance),
    ];
    let linked = authz::Subject { tag_grants: vec![link(tag(1), false, Node::Instance)], ..subject(&grants) };
    let linked = crate::world::compiled(&linked);
    let bearing = RequestFacts { tags: vec![tag(1)], ..request_at(place(1, 1)) };
    let follow_up = Actions::of(&[Action::RemarkOnRequest, Action::ChangeRequestStatus, Action::ViewWorking]);
    assert!(linked.allowed_on(&bearing).covers(follow_up));
    assert!(!linked.allowed_on(&bearing).contains(Action::EditRequest));
    assert_eq!(linked.allowed_on(&request_at(place(1, 1))), Actions::NONE);
}

/// [PP-1] [PP-7]
#[test]
fn pp_1_pp_7_the_examples_hold_a_creates_users_below_and_b_in_one_group_only() {
    let a = actor(&[role(ShippedRole::Manager, Node::Instance), role(ShippedRole::BasicUser, in_group(1))]);
    let b = actor(&[role(ShippedRole::BasicUser, Node::Instance), role(ShippedRole::Manager, in_group(1))]);
    let c = actor(&[role(ShippedRole::BasicUser, Node::Instance), role(ShippedRole::Manager, at_site(1, 1))]);
    let creates = |who: &authz::Actor, node| who.may_at(Action::CreateUser, node);
    assert!(creates(&a, Node::Instance) && creates(&a, in_group(1)) && creates(&a, in_group(2)));
    assert!(!creates(&b, Node::Instance) && creates(&b, in_group(1)) && !creates(&b, in_group(2)));
    assert!(!creates(&c, Node::Instance) && !creates(&c, in_group(1)) && !creates(&c, at_site(1, 1)));
}

/// [PP-8]
#[test]
fn pp_8_managers_read_the_report_from_company_group_level_up() {
    for (node, reads) in [(Node::Instance, true), (in_group(1), true), (at_site(1, 1), false)] {
        let manager = holding(ShippedRole::Manager, node);
        assert_eq!(manager.may_at(Action::ReadPermissionReport, node), reads, "{node:?}");
    }
}

/// [OP-4] [OP-10]
#[test]
fn op_4_op_10_settings_are_for_administrators_only_who_may_do_everything() {
    for shipped in ShippedRole::ALL {
        let holder = holding(shipped, Node::Instance);
        let administers = shipped == ShippedRole::Administrator;
        assert_eq!(holder.is_administrator(), administers, "{shipped:?}");
        assert_eq!(holder.may_at(Action::ChangeSettings, Node::Instance), administers, "{shipped:?}");
        assert_eq!(holder.permissions_at(Node::Instance) == Permissions::ALL, administers, "{shipped:?}");
    }
    assert!(!holding(ShippedRole::Administrator, in_group(1)).is_administrator());
}

#[test]
fn a_manager_has_all_but_what_belongs_to_administrators() {
    let kept: HashSet<Action> =
        Actions::ALL.minus(ShippedRole::Manager.permissions().under(Relation::Any)).iter().collect();
    assert_eq!(kept, HashSet::from([Action::ChangeSettings, Action::ManageDeadLetters]));
}

#[test]
fn every_action_relation_and_role_has_a_word_of_its_own_that_names_it() {
    let words: HashSet<&str> = Action::ALL.iter().map(|action| action.word()).collect();
    assert_eq!(words.len(), Action::ALL.len());
    for shipped in ShippedRole::ALL {
        assert_eq!(ShippedRole::named(shipped.word()), Some(shipped));
    }
    for relation in Relation::ALL {
        assert_eq!(Relation::named(relation.word()), Some(relation));
    }
    assert_eq!(ShippedRole::named("Manager"), None);
    assert!(Action::ALL.iter().any(|action| action.target() == Target::Node));
}
