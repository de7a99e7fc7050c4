//! What each scope opens, and to whom.

use authz::{
    Action, Actor, AllOrNothing, Node, OneUser, Place, Relation, RequestFacts, Rows, Scope, Stamp, Standing,
    Subject, Told,
};

use crate::world::{
    actor, allowing, asking, at_site, compiled, in_group, link, now, place, request_at, subject, tag,
};

/// Who has `action` on everything in a company group, and nothing else.
fn with(action: Action) -> Actor {
    actor(&[allowing(action, Relation::Any, in_group(1))])
}

/// The same at the instance.
fn at_the_top(action: Action) -> Actor {
    actor(&[allowing(action, Relation::Any, Node::Instance)])
}

/// The actions each of which, alone, opens something.
fn open(opens: impl Fn(Action) -> bool) -> Vec<Action> {
    Action::ALL.iter().copied().filter(|&action| opens(action)).collect()
}

const PEOPLE: [Action; 3] = [Action::ViewUsers, Action::ChangeUser, Action::GrantRights];

#[test]
fn people_and_their_grants_are_seen_where_one_deals_with_people() {
    assert_eq!(open(|action| *with(action).people().filter() == [in_group(1)]), PEOPLE);
    assert_eq!(open(|action| *with(action).seen_grants().filter() == [in_group(1)]), PEOPLE);
    for &action in Action::ALL.iter().filter(|action| !PEOPLE.contains(action)) {
        assert!(with(action).people().filter().is_empty() && with(action).seen_grants().filter().is_empty());
    }
}

#[test]
fn teams_are_seen_where_one_deals_with_people_or_teams() {
    let seen = open(|action| *with(action).seen_teams().filter() == [in_group(1)]);
    assert_eq!(seen, [&PEOPLE[..], &[Action::ManageTeams]].concat());
}

/// [PL-1]
#[test]
fn pl_1_resources_are_seen_where_one_deals_with_people_or_resources() {
    let seen = open(|action| *with(action).seen_resources().filter() == [in_group(1)]);
    assert_eq!(seen, [&PEOPLE[..], &[Action::ManageResources]].concat());
}

/// [PO-10] [PP-8]
#[test]
fn po_10_pp_8_roles_are_read_by_who_gives_changes_or_reports_them() {
    let read = open(|action| *at_the_top(action).roles().filter() == AllOrNothing::All);
    assert_eq!(read, [&PEOPLE[..], &[Action::ManageRoles, Action::ReadPermissionReport]].concat());
    let reporting = actor(&[allowing(Action::ReadPermissionReport, Relation::Any, at_site(1, 1))]);
    assert_eq!(*reporting.roles().filter(), AllOrNothing::Nothing, "at a site it means nothing");
}

#[test]
fn tags_are_come_across_where_one_sees_puts_on_makes_or_links_them() {
    let tags = [Action::ViewTags, Action::TagRequest, Action::GrantRights, Action::ManageTags];
    assert_eq!(open(|action| *with(action).seen_tags().filter() == [in_group(1)]), tags);
    assert_eq!(open(|action| !with(action).seen_tags().filter().is_empty()), tags);
    let on_their_own = actor(&[allowing(Action::ViewTags, Relation::Own, at_site(1, 1))]);
    assert_eq!(*on_their_own.seen_tags().filter(), [at_site(1, 1)]);
}

/// [OP-10]
#[test]
fn op_10_settings_and_dead_letters_are_open_to_those_who_deal_with_them_at_the_instance() {
    let settings = |actor: &Actor| *actor.settings().filter() == AllOrNothing::All;
    let letters = |actor: &Actor| *actor.dead_letters().filter() == AllOrNothing::All;
    assert_eq!(open(|action| settings(&at_the_top(action))), [Action::ChangeSettings]);
    assert_eq!(open(|action| letters(&at_the_top(action))), [Action::ManageDeadLetters]);
    assert!(open(|action| settings(&with(action)) || letters(&with(action))).is_empty());
}

/// [PP-12]
#[test]
fn pp_12_the_audit_is_open_to_those_who_may_consult_it_at_the_instance() {
    let told = |actor: &Actor| *actor.audit().filter();
    assert_eq!(open(|action| told(&at_the_top(action)) == Told::WithoutRequests), [Action::ViewAudit]);
    assert!(open(|action| told(&at_the_top(action)) == Told::All).is_empty(), "requests take more");
    assert!(open(|action| told(&with(action)) != Told::Nothing).is_empty(), "below, it means nothing");
}

#[test]
fn what_happened_to_requests_is_told_to_who_sees_all_of_all_of_them() {
    let sees = [Action::ViewRequest, Action::ViewWorking, Action::ViewTags, Action::ViewCosts];
    let without = |left_out: Option<Action>| {
        let held = sees.into_iter().chain([Action::ViewAudit]).filter(|action| Some(*action) != left_out);
        let grants: Vec<_> = held.map(|action| allowing(action, Relation::Any, Node::Instance)).collect();
        *actor(&grants).audit().filter()
    };
    assert_eq!(without(None), Told::All);
    for action in sees {
        assert_eq!(without(Some(action)), Told::WithoutRequests, "{action:?}");
    }
    assert_eq!(without(Some(Action::ViewAudit)), Told::Nothing);
}

#[test]
fn requests_are_listed_for_the_action_that_was_asked_about() {
    let sees = allowing(Action::ViewRequest, Relation::Any, in_group(1));
    let edits_here = allowing(Action::EditRequest, Relation::Any, at_site(1, 1));
    let editor = actor(&[sees, edits_here]);
    let (here, there) = (request_at(place(1, 1)), request_at(place(1, 2)));
    let (seen, edited) = (editor.requests(), editor.requests_for(Action::EditRequest));
    assert!(seen.filter().admits(&here) && seen.filter().admits(&there));
    assert!(edited.filter().admits(&here) && !edited.filter().admits(&there));
}

#[test]
fn sites_and_groups_are_seen_where_anything_is_allowed_in_any_relation_and_once() {
    let own_here = allowing(Action::ViewRequest, Relation::Own, at_site(1, 1));
    let above = allowing(Action::CommentOnRequest, Relation::Assigned, in_group(1));
    let elsewhere = allowing(Action::EditRequest, Relation::Published, at_site(2, 1));
    let (one, all) = (actor(&[own_here]), actor(&[own_here, above, elsewhere]));
    assert_eq!(*one.sites(None).filter(), [at_site(1, 1)]);
    assert_eq!(*one.company_groups().filter(), [at_site(1, 1)]);
    assert_eq!(*all.sites(None).filter(), [in_group(1), at_site(2, 1)]);
    assert_eq!(*all.company_groups().filter(), [in_group(1), at_site(2, 1)]);
    assert!(actor(&[]).sites(None).filter().is_empty() && actor(&[]).company_groups().filter().is_empty());
    assert!(one.sites(Some(Action::ViewRequest)).filter().is_empty(), "own is not everything");
    assert_eq!(*with(Action::ViewRequest).sites(Some(Action::ViewRequest)).filter(), [in_group(1)]);
    assert!(with(Action::ViewRequest).sites(Some(Action::EditRequest)).filter().is_empty());
}

#[test]
fn candidates_are_offered_to_who_assigns_the_request_and_for_its_place_only() {
    let assigns = [Action::ViewRequest, Action::AssignRequest]
        .map(|action| allowing(action, Relation::Assigned, in_group(1)));
    let theirs =
        RequestFacts { assignees: vec![authz::Principal::User(asking())], ..request_at(place(1, 2)) };
    let offered = |actor: &Actor, request: &RequestFacts| -> Option<Place> {
        actor.candidates(request, now()).filter().map(|offer| offer.place)
    };
    assert_eq!(offered(&actor(&assigns), &theirs), Some(place(1, 2)));
    assert_eq!(offered(&actor(&assigns), &request_at(place(1, 2))), None);
    assert_eq!(offered(&actor(&assigns[..1]), &theirs), None);
}

#[test]
fn a_thread_is_read_with_the_request_and_its_internal_part_with_the_working_version() {
    let request = request_at(place(1, 1));
    let read = |actor: &Actor| {
        let (comments, history) = (*actor.comments(&request).filter(), *actor.history(&request).filter());
        assert_eq!(comments, history);
        (comments.request, comments.working)
    };
    let face = allowing(Action::ViewRequest, Relation::Any, in_group(1));
    let working = allowing(Action::ViewWorking, Relation::Any, in_group(1));
    assert_eq!(read(&actor(&[face])), (Some(request.id), false));
    assert_eq!(read(&actor(&[face, working])), (Some(request.id), true));
    assert_eq!(read(&actor(&[working])), (None, false));
}

/// [PO-7] [CT-7]
#[test]
fn po_7_ct_7_ones_own_account_is_read_by_who_is_let_in_also_to_accept_the_terms() {
    let account = |standing| *compiled(&Subject { standing, ..subject(&[]) }).own_account().filter();
    assert_eq!(account(Standing::FINE), Some(OneUser(asking())));
    assert_eq!(account(Standing { terms_pending: true, ..Standing::FINE }), Some(OneUser(asking())));
    assert_eq!(account(Standing { password_provisional: true, ..Standing::FINE }), Some(OneUser(asking())));
    assert_eq!(account(Standing { active: false, ..Standing::FINE }), None);
    assert_eq!(account(Standing { ends_at: Some(now()), ..Standing::FINE }), None);
}

/// [CT-7]
#[test]
fn ct_7_the_terms_are_read_by_who_is_let_in_and_who_accepted_them_by_who_keeps_the_settings() {
    let reads = |standing| *compiled(&Subject { standing, ..subject(&[]) }).terms().filter();
    assert_eq!(reads(Standing::FINE), AllOrNothing::All);
    assert_eq!(reads(Standing { terms_pending: true, ..Standing::FINE }), AllOrNothing::All);
    assert_eq!(reads(Standing { active: false, ..Standing::FINE }), AllOrNothing::Nothing);
    let told = |actor: &Actor| *actor.acceptances().filter() == AllOrNothing::All;
    let keeps = |node| told(&actor(&[allowing(Action::ChangeSettings, Relation::Any, node)]));
    assert!(keeps(Node::Instance) && !keeps(in_group(1)), "below, it means nothing");
    assert!(!told(&actor(&[])));
}

#[test]
fn what_is_allowed_anywhere_counts_every_node_relation_and_tag() {
    let own = allowing(Action::CommentOnRequest, Relation::Own, at_site(1, 1));
    let linked = Subject { tag_grants: vec![link(tag(1), true, at_site(2, 1))], ..subject(&[own]) };
    let anywhere: Vec<Action> = compiled(&linked).allowed_anywhere().iter().collect();
    assert_eq!(anywhere, [Action::ViewRequest, Action::EditRequest, Action::CommentOnRequest]);
    assert!(actor(&[]).allowed_anywhere().is_empty());
}

/// [PL-7]
#[test]
fn pl_7_every_scope_says_whose_rights_it_is_made_of_and_in_which_state() {
    let stamp = Stamp { epoch: 3, version: 7 };
    let somebody = Actor::compile(&subject(&[]), now(), stamp);
    let request = request_at(place(1, 1));
    says(&somebody.requests(), stamp);
    says(&somebody.requests_for(Action::EditRequest), stamp);
    says(&somebody.comments(&request), stamp);
    says(&somebody.candidates(&request, now()), stamp);
    says(&somebody.sites(None), stamp);
    says(&somebody.people(), stamp);
    says(&somebody.own_account(), stamp);
    says(&somebody.settings(), stamp);
}

fn says<R: Rows>(scope: &Scope<R>, stamp: Stamp) {
    assert_eq!((scope.user(), scope.stamp()), (asking(), stamp));
}
