use authz::{
    AccountChange, Action, Actor, Grant, Node, Permissions, Refused, Relation, Right, RoleChange,
    ShippedRole, SiteMove, Stakes, Stamp, Standing, Subject, TagGrant, TeamChange, Validity, acts, decide,
};
use chrono::Duration;
use proptest::prelude::*;

use crate::world::{
    actor, allowing, any_link, any_node, any_ordinary_subject, any_permissions, any_validity, asking,
    at_site, compiled, giving, group, holding, in_group, link, now, place, role, subject, tag, user,
};

fn granting(extra: &[Grant], node: Node) -> authz::Actor {
    actor(&[extra, &[allowing(Action::GrantRights, Relation::Any, node)]].concat())
}

fn right(action: Action, relation: Relation, node: Node) -> Right {
    Right::of(Permissions::NONE.with(&[action], relation), node)
}

#[test]
fn giving_takes_the_permission_to_give_there_and_what_is_given() {
    let see = right(Action::ViewRequest, Relation::Any, at_site(1, 1));
    let sees = allowing(Action::ViewRequest, Relation::Any, in_group(1));
    assert_eq!(granting(&[sees], in_group(1)).may_grant(&see), Ok(()));
    assert_eq!(actor(&[sees]).may_grant(&see), Err(Refused::Lacks(Action::GrantRights)));
    assert_eq!(
        granting(&[], in_group(1)).may_grant(&see),
        Err(Refused::Beyond { lacking: see.permissions, node: at_site(1, 1) })
    );
    assert!(
        granting(&[sees], in_group(1))
            .may_grant(&right(Action::ViewRequest, Relation::Any, Node::Instance))
            .is_err()
    );
}

#[test]
fn who_sees_their_own_gives_seeing_ones_own_and_no_more() {
    let giver = granting(&[allowing(Action::ViewRequest, Relation::Own, Node::Instance)], Node::Instance);
    assert_eq!(giver.may_grant(&right(Action::ViewRequest, Relation::Own, in_group(1))), Ok(()));
    for relation in [Relation::Any, Relation::Assigned, Relation::Published] {
        assert!(giver.may_grant(&right(Action::ViewRequest, relation, in_group(1))).is_err(), "{relation:?}");
    }
}

/// [PL-6]
#[test]
fn pl_6_only_administrators_make_administrators_even_where_somebody_else_has_every_permission() {
    let everything = actor(&[giving(Permissions::ALL, Node::Instance)]);
    let administrator = Right::from(&role(ShippedRole::Administrator, Node::Instance));
    assert_eq!(everything.may_grant(&administrator), Err(Refused::AdministratorsOnly));
    assert_eq!(holding(ShippedRole::Administrator, Node::Instance).may_grant(&administrator), Ok(()));
    let plain = right(Action::ViewRequest, Relation::Any, Node::Instance);
    let taking = acts::Giving { before: Some(plain), after: None, concerns_administrator: true };
    assert!(decide::<acts::GrantRights>(&everything, taking.clone()).is_err());
    assert!(
        decide::<acts::GrantRights>(&holding(ShippedRole::Administrator, Node::Instance), taking).is_ok()
    );
}

#[test]
fn a_tag_link_is_given_as_what_it_opens_on_everything() {
    let edit = Right::from(&link(tag(1), true, in_group(1)));
    let sees = allowing(Action::ViewRequest, Relation::Any, in_group(1));
    let edits = allowing(Action::EditRequest, Relation::Any, in_group(1));
    assert!(granting(&[sees], in_group(1)).may_grant(&edit).is_err());
    assert_eq!(granting(&[sees, edits], in_group(1)).may_grant(&edit), Ok(()));
    assert_eq!(
        granting(&[sees], in_group(1)).may_grant(&Right::from(&link(tag(1), false, in_group(1)))),
        Ok(())
    );
}

/// [PP-5]
#[test]
fn pp_5_changing_a_role_is_giving_it_anew_to_all_who_hold_it() {
    let editor = ShippedRole::Editor.permissions();
    let change = |after: Permissions, held_at: &[Node]| RoleChange {
        fixed: false,
        home: Node::Instance,
        before: editor,
        after,
        held_at: held_at.to_vec(),
    };
    let manager = holding(ShippedRole::Manager, Node::Instance);
    let costs = editor.with(&[Action::ViewCosts], Relation::Any);
    let settings = editor.with(&[Action::ChangeSettings], Relation::Any);
    assert_eq!(manager.may_edit_role(&change(costs, &[in_group(1), at_site(2, 1)])), Ok(()));
    assert!(matches!(
        manager.may_edit_role(&change(settings, &[Node::Instance])),
        Err(Refused::Beyond { .. })
    ));
    assert_eq!(
        manager.may_edit_role(&change(settings, &[in_group(1)])),
        Ok(()),
        "at a group it means nothing"
    );
    let of_a_group = holding(ShippedRole::Manager, in_group(1));
    assert_eq!(of_a_group.may_edit_role(&change(costs, &[])), Err(Refused::Lacks(Action::ManageRoles)));
}

#[test]
fn taking_a_permission_out_of_a_role_takes_having_it() {
    let weak = [
        allowing(Action::ManageRoles, Relation::Any, Node::Instance),
        allowing(Action::GrantRights, Relation::Any, Node::Instance),
    ];
    let change = RoleChange {
        fixed: false,
        home: Node::Instance,
        before: ShippedRole::Editor.permissions(),
        after: Permissions::NONE,
        held_at: vec![in_group(1)],
    };
    assert!(matches!(actor(&weak).may_edit_role(&change), Err(Refused::Beyond { .. })));
}

#[test]
fn nobody_changes_the_role_administrator() {
    let change = RoleChange {
        fixed: true,
        home: Node::Instance,
        before: Permissions::ALL,
        after: Permissions::NONE,
        held_at: vec![],
    };
    let administrator = holding(ShippedRole::Administrator, Node::Instance);
    assert_eq!(administrator.may_edit_role(&change), Err(Refused::FixedRole));
}

#[test]
fn joining_a_team_takes_what_the_team_has() {
    let manager = holding(ShippedRole::Manager, in_group(1));
    let joining = |given: Vec<Right>| TeamChange { given, ..TeamChange::at(in_group(1)) };
    let sees_here = right(Action::ViewRequest, Relation::Any, at_site(1, 1));
    let sees_there = right(Action::ViewRequest, Relation::Any, at_site(2, 1));
    assert_eq!(manager.may_edit_team(&joining(vec![])), Ok(()));
    assert_eq!(manager.may_edit_team(&joining(vec![sees_here])), Ok(()));
    assert!(manager.may_edit_team(&joining(vec![sees_here, sees_there])).is_err());
    let elsewhere = TeamChange { home: in_group(2), ..joining(vec![]) };
    assert_eq!(manager.may_edit_team(&elsewhere), Err(Refused::Lacks(Action::ManageTeams)));
    let administrator = TeamChange { concerns_administrator: true, ..joining(vec![]) };
    assert_eq!(manager.may_edit_team(&administrator), Err(Refused::AdministratorsOnly));
}

#[test]
fn joining_a_team_that_works_on_requests_takes_the_permission_to_assign_them() {
    let working_at = |site| TeamChange { works_at: vec![site], ..TeamChange::at(in_group(1)) };
    let manager = holding(ShippedRole::Manager, in_group(1));
    assert_eq!(manager.may_edit_team(&working_at(place(1, 1))), Ok(()));
    assert_eq!(manager.may_edit_team(&working_at(place(2, 1))), Err(Refused::Lacks(Action::AssignRequest)));
    let members = actor(&[allowing(Action::ManageTeams, Relation::Any, in_group(1))]);
    assert_eq!(members.may_edit_team(&working_at(place(1, 1))), Err(Refused::Lacks(Action::AssignRequest)));
}

/// A manager until tomorrow.
fn replacing() -> Actor {
    let until = Validity { from: None, until: Some(now() + Duration::days(1)) };
    actor(&[Grant { validity: until, ..role(ShippedRole::Manager, in_group(1)) }])
}

fn until(days: i64) -> Validity {
    Validity { from: None, until: Some(now() + Duration::days(days)) }
}

#[test]
fn what_is_given_lasts_no_longer_than_what_the_giver_has() {
    let see = right(Action::ViewRequest, Relation::Any, at_site(1, 1));
    let for_days = |days| Right { validity: until(days), ..see };
    assert_eq!(replacing().may_grant(&for_days(1)), Ok(()));
    assert_eq!(replacing().may_grant(&for_days(2)), Err(Refused::Outlasts));
    assert_eq!(replacing().may_grant(&see), Err(Refused::Outlasts));
    let also_lasting = [
        Grant { validity: until(1), ..role(ShippedRole::Manager, in_group(1)) },
        giving(see.permissions, in_group(1)),
    ];
    assert_eq!(actor(&also_lasting).may_grant(&see), Ok(()), "what lasts is given on for ever");
}

#[test]
fn nobody_lengthens_what_they_have_themselves() {
    let own = Right { validity: until(1), ..Right::of(ShippedRole::Manager.permissions(), in_group(1)) };
    let own = Right { permissions: own.permissions.cut(in_group(1).level()), ..own };
    let change =
        |after: Right| acts::Giving { before: Some(own), after: Some(after), concerns_administrator: false };
    let tries = |after| decide::<acts::GrantRights>(&replacing(), change(after)).map(drop);
    assert_eq!(tries(Right { validity: Validity::ALWAYS, ..own }), Err(Refused::Outlasts));
    assert_eq!(tries(Right { validity: until(2), ..own }), Err(Refused::Outlasts));
    assert_eq!(tries(own), Ok(()));
}

#[test]
fn whoever_has_rights_for_a_time_takes_and_narrows_what_lasts_longer() {
    let (see, edit) = (Action::ViewRequest, Action::EditRequest);
    let lasting = |actions: &[Action]| Right::of(Permissions::NONE.with(actions, Relation::Any), in_group(1));
    let (one, both) = (lasting(&[see]), lasting(&[see, edit]));
    assert_eq!(replacing().may_take(&both), Ok(()));
    assert_eq!(replacing().may_change(Some(both), &one), Ok(()));
    assert_eq!(replacing().may_change(Some(one), &both), Err(Refused::Outlasts), "what is new must not last");
    let earlier = Right { validity: until(5), ..both };
    assert_eq!(replacing().may_change(Some(both), &earlier), Ok(()));
    let later = Right { validity: Validity { from: Some(now() + Duration::days(3)), until: None }, ..one };
    assert_eq!(replacing().may_change(Some(later), &one), Err(Refused::Outlasts), "it would begin earlier");
}

/// [PL-6]
#[test]
fn pl_6_an_administrator_for_a_time_makes_none_for_ever_even_with_every_permission_for_ever() {
    let administrator = role(ShippedRole::Administrator, Node::Instance);
    let today = Grant { validity: until(1), ..administrator };
    let standing_in = actor(&[giving(Permissions::ALL, Node::Instance), today]);
    assert_eq!(standing_in.may_grant(&Right::from(&administrator)), Err(Refused::Outlasts));
    assert_eq!(standing_in.may_grant(&Right::from(&today)), Ok(()));
    let kept = Right::from(&administrator);
    assert_eq!(standing_in.may_change(Some(kept), &kept), Ok(()), "what stays is not given");
}

#[test]
fn a_role_that_others_hold_is_widened_only_by_who_has_it_for_ever() {
    let roles = |validity| {
        let more = Grant { validity, ..allowing(Action::ManageRoles, Relation::Any, Node::Instance) };
        let given =
            [role(ShippedRole::Manager, Node::Instance), more].map(|grant| Grant { validity, ..grant });
        actor(&given)
    };
    let view = Permissions::NONE.with(&[Action::ViewRequest], Relation::Any);
    let edit = view.with(&[Action::EditRequest], Relation::Any);
    let change = |before, after| RoleChange {
        fixed: false,
        home: Node::Instance,
        before,
        after,
        held_at: vec![at_site(1, 1)],
    };
    assert_eq!(roles(Validity::ALWAYS).may_edit_role(&change(view, edit)), Ok(()));
    assert_eq!(roles(until(1)).may_edit_role(&change(view, edit)), Err(Refused::Outlasts));
    assert_eq!(roles(until(1)).may_edit_role(&change(edit, view)), Ok(()));
}

#[test]
fn whoever_manages_for_a_time_takes_over_no_account_that_lasts() {
    let nothing = Stakes::default();
    let lasting = target(&[role(ShippedRole::Editor, in_group(1))]);
    assert_eq!(touch(&holding(ShippedRole::Manager, in_group(1)), &lasting, &nothing), Ok(()));
    assert_eq!(touch(&replacing(), &lasting, &nothing), Err(Refused::Outlasts));
    let passing = target(&[Grant { validity: until(1), ..role(ShippedRole::Editor, in_group(1)) }]);
    assert_eq!(touch(&replacing(), &passing, &nothing), Ok(()));
    let longer = target(&[Grant { validity: until(2), ..role(ShippedRole::Editor, in_group(1)) }]);
    assert_eq!(touch(&replacing(), &longer, &nothing), Err(Refused::Outlasts));
}

fn target(grants: &[Grant]) -> Subject {
    Subject { user: user(2), ..subject(grants) }
}

fn touch(actor: &authz::Actor, target: &Subject, stakes: &Stakes) -> Result<(), Refused> {
    actor.may_touch_user(&AccountChange::at(in_group(1), target.clone(), stakes.clone(), now()))
}

#[test]
fn resetting_a_password_takes_all_that_the_account_may_do() {
    let manager =
        actor(&[role(ShippedRole::BasicUser, Node::Instance), role(ShippedRole::Manager, in_group(1))]);
    let nothing = Stakes::default();
    let below =
        target(&[role(ShippedRole::BasicUser, Node::Instance), role(ShippedRole::Editor, at_site(1, 1))]);
    let beside = target(&[role(ShippedRole::Editor, at_site(2, 1))]);
    assert_eq!(touch(&manager, &below, &nothing), Ok(()));
    assert!(matches!(touch(&manager, &beside, &nothing), Err(Refused::Beyond { .. })));
    let at_home = manager.may_touch_user(&AccountChange::at(in_group(2), below, nothing, now()));
    assert_eq!(at_home, Err(Refused::Lacks(Action::ChangeUser)), "who manages at their home manages them");
}

#[test]
fn what_the_account_sees_because_it_owns_it_counts_as_seeing_everything_there() {
    let manager =
        actor(&[role(ShippedRole::BasicUser, Node::Instance), role(ShippedRole::Manager, in_group(1))]);
    let basic = target(&[role(ShippedRole::BasicUser, Node::Instance)]);
    let owning = |at| Stakes { owns_at: vec![at], works_at: vec![] };
    assert_eq!(touch(&manager, &basic, &owning(place(1, 1))), Ok(()));
    assert!(matches!(touch(&manager, &basic, &owning(place(2, 1))), Err(Refused::Beyond { .. })));
    let worker = target(&[allowing(Action::ViewWorking, Relation::Assigned, Node::Instance)]);
    let other = granting(
        &[
            allowing(Action::ViewWorking, Relation::Assigned, Node::Instance),
            allowing(Action::ChangeUser, Relation::Any, Node::Instance),
        ],
        Node::Instance,
    );
    assert_eq!(touch(&other, &worker, &Stakes::default()), Ok(()));
    let working = Stakes { owns_at: vec![], works_at: vec![place(1, 1)] };
    assert!(matches!(touch(&other, &worker, &working), Err(Refused::Beyond { .. })));
}

#[test]
fn a_grant_that_will_count_tomorrow_and_a_closed_account_protect_as_much() {
    let manager = holding(ShippedRole::Manager, in_group(1));
    let tomorrow = Validity { from: Some(now() + Duration::days(1)), until: None };
    let later = target(&[Grant { validity: tomorrow, ..role(ShippedRole::Editor, at_site(2, 1)) }]);
    assert!(touch(&manager, &later, &Stakes::default()).is_err());
    let linked = TagGrant { validity: tomorrow, ..link(tag(1), false, at_site(2, 1)) };
    let linked_later = Subject { tag_grants: vec![linked], ..target(&[]) };
    assert!(touch(&manager, &linked_later, &Stakes::default()).is_err());
    let over = Validity { from: None, until: Some(now()) };
    let past = target(&[Grant { validity: over, ..role(ShippedRole::Editor, at_site(2, 1)) }]);
    assert_eq!(touch(&manager, &past, &Stakes::default()), Ok(()));
    let closed = Standing { active: false, ..Standing::FINE };
    let inactive = Subject { standing: closed, ..target(&[role(ShippedRole::Editor, at_site(2, 1))]) };
    assert!(touch(&manager, &inactive, &Stakes::default()).is_err());
}

#[test]
fn the_tag_links_of_the_account_are_covered_by_the_same_links_or_by_rights_on_everything() {
    let base = [allowing(Action::ChangeUser, Relation::Any, in_group(1))];
    let linked = Subject { tag_grants: vec![link(tag(1), false, in_group(1))], ..target(&[]) };
    assert!(touch(&actor(&base), &linked, &Stakes::default()).is_err());
    let sees = allowing(Action::ViewRequest, Relation::Any, in_group(1));
    assert_eq!(touch(&actor(&[base[0], sees]), &linked, &Stakes::default()), Ok(()));
    let same = |edit, tag_number, node| {
        compiled(&Subject { tag_grants: vec![link(tag(tag_number), edit, node)], ..subject(&base) })
    };
    assert_eq!(touch(&same(false, 1, Node::Instance), &linked, &Stakes::default()), Ok(()));
    assert!(touch(&same(true, 2, in_group(1)), &linked, &Stakes::default()).is_err());
    assert!(touch(&same(true, 1, at_site(1, 1)), &linked, &Stakes::default()).is_err());
    let editing = Subject { tag_grants: vec![link(tag(1), true, in_group(1))], ..target(&[]) };
    assert!(touch(&same(false, 1, in_group(1)), &editing, &Stakes::default()).is_err());
}

/// [PL-6] [CT-5]
#[test]
fn pl_6_ct_5_only_administrators_touch_administrators_and_only_super_administrators_their_own() {
    let everything = actor(&[giving(Permissions::ALL, Node::Instance)]);
    let administrator = holding(ShippedRole::Administrator, Node::Instance);
    let standing = Standing { super_administrator: true, ..Standing::FINE };
    let first = compiled(&Subject { standing, ..subject(&[]) });
    let an_administrator = target(&[role(ShippedRole::Administrator, Node::Instance)]);
    let another_first = Subject { standing, ..target(&[]) };
    let nothing = Stakes::default();
    assert_eq!(touch(&everything, &an_administrator, &nothing), Err(Refused::AdministratorsOnly));
    assert_eq!(touch(&administrator, &an_administrator, &nothing), Ok(()));
    assert_eq!(touch(&administrator, &another_first, &nothing), Err(Refused::SuperAdministratorsOnly));
    assert_eq!(touch(&first, &another_first, &nothing), Ok(()));
}

/// [CT-5]
#[test]
fn ct_5_the_status_of_super_administrator_is_taken_by_another_one_and_never_from_the_last() {
    let standing = Standing { super_administrator: true, ..Standing::FINE };
    let first = compiled(&Subject { standing, ..subject(&[]) });
    assert_eq!(first.may_end_super_administrator(user(2), 1), Ok(()));
    assert_eq!(first.may_end_super_administrator(user(2), 0), Err(Refused::LastSuperAdministrator));
    assert_eq!(first.may_end_super_administrator(asking(), 5), Err(Refused::SuperAdministratorsOnly));
    let administrator = holding(ShippedRole::Administrator, Node::Instance);
    assert_eq!(administrator.may_end_super_administrator(user(2), 1), Err(Refused::SuperAdministratorsOnly));
}

#[test]
fn whoever_has_a_linked_tag_for_a_time_takes_over_no_account_that_has_it_longer() {
    let nothing = Stakes::default();
    let change = allowing(Action::ChangeUser, Relation::Any, in_group(1));
    let linked = |validity| TagGrant { validity, ..link(tag(1), false, in_group(1)) };
    let has = |validity| Subject { tag_grants: vec![linked(validity)], ..subject(&[change]) };
    let whom = |validity| Subject { tag_grants: vec![linked(validity)], ..target(&[]) };
    let tries = |one, other| touch(&compiled(&has(one)), &whom(other), &nothing);
    assert_eq!(tries(Validity::ALWAYS, Validity::ALWAYS), Ok(()));
    assert_eq!(tries(until(1), until(1)), Ok(()));
    for longer in [until(2), Validity::ALWAYS] {
        assert_eq!(tries(until(1), longer), Err(Refused::Outlasts));
    }
}

fn moved(given: &[Right]) -> SiteMove {
    SiteMove { site: place(1, 1), to: group(2), given: given.to_vec() }
}

#[test]
fn moving_a_site_takes_the_right_at_both_parents() {
    let at = |nodes: &[Node]| {
        let grants: Vec<Grant> =
            nodes.iter().map(|&node| allowing(Action::ManageSites, Relation::Any, node)).collect();
        actor(&grants)
    };
    assert_eq!(at(&[in_group(1), in_group(2)]).may_move_site(&moved(&[])), Ok(()));
    assert!(at(&[in_group(1)]).may_move_site(&moved(&[])).is_err());
    assert!(at(&[in_group(2)]).may_move_site(&moved(&[])).is_err());
    assert!(decide::<acts::MoveSite>(&at(&[Node::Instance]), moved(&[])).is_ok());
}

#[test]
fn moving_a_site_gives_it_to_whoever_has_rights_at_the_other_group_so_it_takes_having_them() {
    let manages = allowing(Action::ManageSites, Relation::Any, Node::Instance);
    let see = right(Action::ViewRequest, Relation::Any, in_group(2));
    assert!(matches!(actor(&[manages]).may_move_site(&moved(&[see])), Err(Refused::Beyond { .. })));
    let sees = allowing(Action::ViewRequest, Relation::Any, at_site(1, 1));
    assert_eq!(actor(&[manages, sees]).may_move_site(&moved(&[see])), Ok(()));
    let today = Grant { validity: until(1), ..sees };
    assert_eq!(actor(&[manages, today]).may_move_site(&moved(&[see])), Err(Refused::Outlasts));
    let above = right(Action::CreateUser, Relation::Any, in_group(2));
    assert_eq!(actor(&[manages]).may_move_site(&moved(&[above])), Ok(()), "it means nothing at a site");
}

proptest! {
    #[test]
    fn nobody_gives_what_they_do_not_have_for_as_long(
        giver in any_ordinary_subject(),
        permissions in any_permissions(),
        node in any_node(),
        validity in any_validity(),
    ) {
        let right = Right { validity, ..Right::of(permissions.cut(node.level()), node) };
        let mut lasting = giver.clone();
        lasting.grants.retain(|it| it.validity.holds(now()) && Validity { from: None, ..it.validity }.covers(validity));
        let covered = compiled(&lasting).permissions_at(node).covers(right.permissions);
        let expected = covered && compiled(&giver).may_at(Action::GrantRights, node);
        prop_assert_eq!(compiled(&giver).may_grant(&right).is_ok(), expected);
    }

    #[test]
    fn a_moved_site_shows_nobody_what_neither_they_nor_the_mover_could_do_there(
        mover in any_ordinary_subject(),
        other in any_ordinary_subject(),
    ) {
        let at_the_group = other.grants.iter().filter(|grant| grant.node == in_group(2));
        let given: Vec<Right> = at_the_group.map(Right::from).collect();
        let mut mover = mover;
        mover.grants.push(allowing(Action::ManageSites, Relation::Any, Node::Instance));
        if compiled(&mover).may_move_site(&moved(&given)).is_ok() {
            for days in 0..4 {
                let on = |who: &Subject| Actor::compile(who, now() + Duration::days(days), Stamp::default());
                let before = on(&mover).permissions_at(at_site(1, 1)).union(on(&other).permissions_at(at_site(1, 1)));
                let after = on(&other).permissions_at(in_group(2)).cut(domain::Level::Site);
                prop_assert!(before.covers(after), "{days}: {:?}", after.lacking_in(before));
            }
        }
    }

    #[test]
    fn what_the_refusal_says_is_lacking_is_what_is_lacking(giver in any_ordinary_subject(), permissions in any_permissions(), node in any_node()) {
        let giver = compiled(&giver);
        let right = Right::of(permissions.cut(node.level()), node);
        if let Err(Refused::Beyond { lacking, node }) = giver.may_grant(&right) {
            prop_assert!(!lacking.is_empty() && right.permissions.covers(lacking));
            prop_assert_eq!(lacking.lacking_in(giver.permissions_at(node)), lacking);
            prop_assert!(giver.permissions_at(node).union(lacking).covers(right.permissions));
        }
    }

    #[test]
    fn whom_one_may_act_as_can_do_nothing_that_one_cannot(
        one in any_ordinary_subject(),
        other in any_ordinary_subject(),
        link in any_link(),
    ) {
        let mut other = Subject { user: user(2), ..other };
        other.tag_grants.push(link);
        let actor = compiled(&one);
        if actor.may_touch_user(&AccountChange::at(Node::Instance, other.clone(), Stakes::default(), now())).is_ok() {
            for days in 0..4 {
                let on = |who: &Subject| Actor::compile(who, now() + Duration::days(days), Stamp::default());
                for node in crate::world::nodes() {
                    prop_assert!(on(&one).permissions_at(node).covers(on(&other).permissions_at(node)));
                }
            }
        }
    }
}
