//! Which permission each act takes, where, and what the refusal says.

use authz::{
    AccountChange, Act, Action, Actor, Node, Permissions, Place, Refused, Relation, RequestFacts,
    ResourceChange, ResourceLink, Right, RoleChange, SiteMove, Stamp, Standing, Subject, TeamChange, acts,
    decide,
};
use domain::RequestStatus;

use crate::world::{
    actor, allowing, asking, at_site, compiled, group, holding, in_group, now, place, request_at, subject,
    user,
};

const HERE: Place = place(1, 1);
const NEXT_DOOR: Place = place(1, 2);

/// The actions each of which, beside seeing, is enough for the act at `node`.
fn enough<A: Act>(node: Node, on: impl Fn() -> A::On) -> Vec<Action> {
    let sees = allowing(Action::ViewRequest, Relation::Any, node);
    let enough = |action| {
        let somebody = actor(&[sees, allowing(action, Relation::Any, node)]);
        decide::<A>(&somebody, on()).is_ok()
    };
    Action::ALL.iter().copied().filter(|&action| enough(action)).collect()
}

/// The act takes `action` at the site, not next door, and whoever lacks it is told so.
fn takes<A: Act>(action: Action, on: impl Fn(Place) -> A::On) {
    let site = Node::Site(HERE);
    assert_eq!(enough::<A>(site, || on(HERE)), [action]);
    assert!(enough::<A>(site, || on(NEXT_DOOR)).is_empty(), "{action:?} next door");
    assert_eq!(decide::<A>(&actor(&[]), on(HERE)).map(drop), Err(Refused::Lacks(action)));
}

#[test]
fn each_act_at_a_site_or_on_a_request_takes_its_own_permission_there() {
    takes::<acts::CreateRequest>(Action::CreateRequest, |place| place);
    takes::<acts::EditRequest>(Action::EditRequest, request_at);
    takes::<acts::AssignRequest>(Action::AssignRequest, request_at);
    takes::<acts::CommentOnRequest>(Action::CommentOnRequest, request_at);
    takes::<acts::PublishRequest>(Action::PublishRequest, request_at);
    takes::<acts::TagRequest>(Action::TagRequest, |place| acts::Tagging {
        request: request_at(place),
        opens: Vec::new(),
    });
    takes::<acts::ManageTags>(Action::ManageTags, Node::Site);
    takes::<acts::ManageSites>(Action::ManageSites, Node::Site);
}

/// [CT-6]
#[test]
fn ct_6_a_remark_and_a_move_take_their_permission_or_the_follow_up() {
    let here = Node::Site(HERE);
    let remark = enough::<acts::RemarkOnRequest>(here, || request_at(HERE));
    assert_eq!(remark, [Action::RemarkOnRequest, Action::FollowUpRequest]);
    let moves =
        enough::<acts::ChangeRequestStatus>(here, || step(RequestStatus::InProgress, RequestStatus::Done));
    assert_eq!(moves, [Action::ChangeRequestStatus, Action::FollowUpRequest]);
}

#[test]
fn taking_back_and_reopening_have_permissions_of_their_own() {
    let (open, done, cancelled) = (RequestStatus::InProgress, RequestStatus::Done, RequestStatus::Cancelled);
    let moves = |from, to| enough::<acts::ChangeRequestStatus>(Node::Site(HERE), || step(from, to));
    assert_eq!(moves(open, cancelled), [Action::CancelRequest]);
    let reopening = [Action::ChangeRequestStatus, Action::ReopenRequest, Action::FollowUpRequest];
    assert_eq!(moves(done, open), reopening);
    assert_eq!(moves(cancelled, open), reopening);
    for (from, to) in [(open, done), (done, RequestStatus::Rejected), (open, RequestStatus::OnHold)] {
        assert!(!moves(from, to).contains(&Action::ReopenRequest), "{from} to {to} reopens nothing");
    }
    let refused = |to| decide::<acts::ChangeRequestStatus>(&actor(&[]), step(open, to)).map(drop);
    assert_eq!(refused(cancelled), Err(Refused::Lacks(Action::CancelRequest)));
    assert_eq!(refused(done), Err(Refused::Lacks(Action::ChangeRequestStatus)));
}

#[test]
fn each_act_of_administration_takes_its_own_permission() {
    let top = Node::Instance;
    let nothing = || acts::Giving {
        before: None,
        after: Some(Right::of(Permissions::NONE, top)),
        concerns_administrator: false,
    };
    let role = || RoleChange {
        fixed: false,
        home: top,
        before: Permissions::NONE,
        after: Permissions::ALL,
        held_at: Vec::new(),
    };
    let team = || TeamChange::at(top);
    assert_eq!(enough::<acts::GrantRights>(top, nothing), [Action::GrantRights]);
    assert_eq!(enough::<acts::ManageRoles>(top, role), [Action::ManageRoles]);
    assert_eq!(enough::<acts::ManageTeams>(top, team), [Action::ManageTeams]);
    assert_eq!(enough::<acts::ChangeSettings>(top, || ()), [Action::ChangeSettings]);
    assert_eq!(enough::<acts::ManageDeadLetters>(top, || ()), [Action::ManageDeadLetters]);
    assert_eq!(enough::<acts::ViewAudit>(top, || ()), [Action::ViewAudit]);
    assert!(enough::<acts::ViewAudit>(in_group(1), || ()).is_empty(), "below, it means nothing");
    assert!(enough::<acts::ChangeSettings>(in_group(1), || ()).is_empty(), "below, it means nothing");
    assert!(enough::<acts::ManageDeadLetters>(in_group(1), || ()).is_empty(), "below, it means nothing");
}

/// [PL-1]
#[test]
fn pl_1_a_resource_is_changed_where_it_lives_and_where_it_shall_and_its_rate_by_who_sees_costs() {
    let change = |homes: &[Node], sets_rate| ResourceChange { homes: homes.to_vec(), sets_rate };
    let (here, next) = (Node::Site(HERE), Node::Site(NEXT_DOOR));
    let as_it_is = || change(&[here], false);
    assert_eq!(enough::<acts::ManageResources>(here, as_it_is), [Action::ManageResources]);
    assert!(enough::<acts::ManageResources>(next, as_it_is).is_empty());
    assert!(enough::<acts::ManageResources>(here, || change(&[here, next], false)).is_empty());
    assert!(enough::<acts::ManageResources>(here, || change(&[here], true)).is_empty());
    let may = |action| allowing(action, Relation::Any, here);
    let both = actor(&[may(Action::ManageResources), may(Action::ViewCosts)]);
    assert!(decide::<acts::ManageResources>(&both, change(&[here], true)).is_ok());
    let lacks =
        decide::<acts::ManageResources>(&actor(&[may(Action::ManageResources)]), change(&[here], true));
    assert_eq!(lacks.map(drop), Err(Refused::Lacks(Action::ViewCosts)));
}

#[test]
fn a_login_becomes_a_resources_by_who_could_act_as_it_and_assign_it() {
    let here = Node::Site(HERE);
    let login = || AccountChange::at(here, Subject::new(user(2)), authz::Stakes::default(), now());
    let link = |logins: Vec<AccountChange>, works_at: &[Place]| ResourceLink {
        home: here,
        logins,
        works_at: works_at.to_vec(),
    };
    let top = |action| allowing(action, Relation::Any, Node::Instance);
    let manages = actor(&[top(Action::ManageResources)]);
    let touches = actor(&[top(Action::ManageResources), top(Action::ChangeUser)]);
    let assigns = actor(&[top(Action::ManageResources), top(Action::ChangeUser), top(Action::AssignRequest)]);
    let tries = |who: &Actor, on| decide::<acts::LinkResource>(who, on).map(drop);
    assert_eq!(tries(&manages, link(vec![login()], &[])), Err(Refused::Lacks(Action::ChangeUser)));
    assert_eq!(tries(&touches, link(vec![login()], &[])), Ok(()));
    assert_eq!(tries(&touches, link(vec![login()], &[HERE])), Err(Refused::Lacks(Action::AssignRequest)));
    assert_eq!(tries(&assigns, link(vec![login()], &[HERE])), Ok(()));
    let administrator = Subject {
        standing: Standing { super_administrator: true, ..Standing::FINE },
        ..Subject::new(user(2))
    };
    let theirs = AccountChange::at(here, administrator, authz::Stakes::default(), now());
    assert_eq!(tries(&assigns, link(vec![theirs], &[])), Err(Refused::SuperAdministratorsOnly));
    assert_eq!(tries(&actor(&[]), link(vec![], &[])), Err(Refused::Lacks(Action::ManageResources)));
}

#[test]
fn moving_a_site_is_decided_at_both_company_groups() {
    let manages = |node| allowing(Action::ManageSites, Relation::Any, node);
    let moved = || SiteMove { site: place(1, 1), to: group(2), given: Vec::new() };
    let moves = |who: &Actor| decide::<acts::MoveSite>(who, moved()).is_ok();
    assert!(moves(&actor(&[manages(in_group(1)), manages(in_group(2))])));
    assert!(!moves(&actor(&[manages(in_group(1))])) && !moves(&actor(&[manages(in_group(2))])));
}

#[test]
fn ones_own_account_takes_no_permission_and_anothers_is_not_reached_this_way() {
    let tries = |who: &Actor, whose| decide::<acts::ChangeOwnAccount>(who, whose).map(drop);
    assert_eq!(tries(&actor(&[]), asking()), Ok(()));
    let administrator = holding(authz::ShippedRole::Administrator, Node::Instance);
    assert_eq!(tries(&administrator, user(2)), Err(Refused::NotYours));
    let standing = Standing { terms_pending: true, ..Standing::FINE };
    let waiting = compiled(&Subject { standing, ..subject(&[]) });
    assert_eq!(tries(&waiting, asking()), Err(Refused::NotYours), "the terms come first");
}

#[test]
fn what_waits_at_the_gate_is_done_for_oneself_and_the_password_comes_before_the_terms() {
    let at = |standing| compiled(&Subject { standing, ..subject(&[]) });
    let open = at(Standing::FINE);
    let terms = at(Standing { terms_pending: true, ..Standing::FINE });
    let password = at(Standing { password_provisional: true, terms_pending: true, ..Standing::FINE });
    let out = at(Standing { active: false, ..Standing::FINE });
    let language = |who: &Actor, whose| decide::<acts::ChangeOwnLanguage>(who, whose).is_ok();
    let chooses = |who: &Actor, whose| decide::<acts::ChangeOwnPassword>(who, whose).is_ok();
    let accepts = |who: &Actor, whose| decide::<acts::AcceptTerms>(who, whose).is_ok();
    let tries = |who: &Actor, whose| (language(who, whose), chooses(who, whose), accepts(who, whose));
    assert_eq!(tries(&open, asking()), (true, true, true));
    assert_eq!(tries(&terms, asking()), (true, true, true));
    assert_eq!(tries(&password, asking()), (true, true, false));
    assert_eq!(tries(&out, asking()), (false, false, false));
    assert_eq!(tries(&open, user(2)), (false, false, false));
}

/// [PL-7]
#[test]
fn pl_7_a_permit_says_what_it_is_for_who_acts_and_by_which_state_of_the_rights() {
    let stamp = Stamp { epoch: 3, version: 7 };
    let creates = subject(&[allowing(Action::CreateRequest, Relation::Any, at_site(1, 1))]);
    let somebody = Actor::compile(&creates, now(), stamp);
    let permit = decide::<acts::CreateRequest>(&somebody, HERE).expect("it may");
    assert_eq!((*permit.on(), permit.by(), permit.stamp()), (HERE, asking(), stamp));
}

#[test]
fn a_refusal_says_its_rule_and_names_the_permission_that_is_lacking() {
    let lacking = Permissions::NONE.with(&[Action::ViewCosts], Relation::Any);
    for (refused, sentence) in [
        (
            Refused::Outlasts,
            "this would last longer than your own permissions: let it end when they do, or earlier",
        ),
        (
            Refused::Lacks(Action::AssignRequest),
            "you may not do this here: it takes the permission `assign_request`",
        ),
        (
            Refused::Beyond { lacking, node: Node::Instance },
            "this goes beyond your own permissions: you lack `view_costs`",
        ),
        (
            Refused::Sharing(Action::EditRequest),
            "a link of this tag would open requests to others: giving that takes `edit_request`, which you lack",
        ),
        (Refused::NotYours, "this belongs to somebody else"),
        (Refused::AdministratorsOnly, "only administrators give, take or change what makes an administrator"),
        (Refused::SuperAdministratorsOnly, "only another super administrator may do this"),
        (
            Refused::LastSuperAdministrator,
            "there must always be an active super administrator: name another one first",
        ),
        (Refused::FixedRole, "the role Administrator cannot be changed: copy it, and change the copy"),
    ] {
        assert_eq!(refused.to_string(), sentence);
        let named = sentence.split('`').nth(1);
        assert_eq!(refused.lacking().iter().map(Action::word).collect::<Vec<_>>(), Vec::from_iter(named));
    }
}

fn step(from: RequestStatus, to: RequestStatus) -> acts::StatusMove {
    let request: RequestFacts = request_at(HERE);
    acts::StatusMove { request, from, to }
}
