//! Who makes accounts, shuts them out and names super administrators.

use authz::{
    AccountChange, Action, Actor, Departure, Enrolment, Node, Permissions, Refused, Relation, Right,
    ShippedRole, Stakes, Stamp, Standing, Subject, SuperStatus, Validity, acts, decide,
};
use chrono::Duration;

use crate::world::{actor, asking, at_site, giving, holding, in_group, now, role, subject, user};

fn enrol(actor: &Actor, home: Node, general: Option<Right>) -> Result<(), Refused> {
    decide::<acts::CreateUser>(actor, Enrolment { home, general }).map(drop)
}

fn basic() -> Right {
    Right::of(ShippedRole::BasicUser.permissions(), Node::Instance)
}

/// [PP-7]
#[test]
fn pp_7_a_manager_at_the_top_and_basic_below_still_creates_users_below() {
    let a = actor(&[role(ShippedRole::Manager, Node::Instance), role(ShippedRole::BasicUser, in_group(1))]);
    for home in [Node::Instance, in_group(1), in_group(2), at_site(1, 1)] {
        assert_eq!(enrol(&a, home, Some(basic())), Ok(()), "{home:?}");
    }
}

/// [PP-7]
#[test]
fn pp_7_basic_at_the_top_and_manager_of_one_company_group_creates_users_in_that_group_only() {
    let b = actor(&[role(ShippedRole::BasicUser, Node::Instance), role(ShippedRole::Manager, in_group(1))]);
    for home in [in_group(1), at_site(1, 1)] {
        assert_eq!(enrol(&b, home, Some(basic())), Ok(()), "{home:?}");
    }
    for home in [Node::Instance, in_group(2), at_site(2, 1)] {
        assert_eq!(enrol(&b, home, Some(basic())), Err(Refused::Lacks(Action::CreateUser)), "{home:?}");
    }
}

/// [PP-1]
#[test]
fn pp_1_at_a_site_the_permission_to_create_users_means_nothing() {
    assert_eq!(
        enrol(&holding(ShippedRole::Manager, at_site(1, 1)), at_site(1, 1), None),
        Err(Refused::Lacks(Action::CreateUser))
    );
}

#[test]
fn an_account_begins_with_no_role_that_whoever_makes_it_does_not_have_for_as_long() {
    let manager = holding(ShippedRole::Manager, in_group(1));
    assert!(matches!(enrol(&manager, in_group(1), Some(basic())), Err(Refused::Beyond { .. })));
    let administrator = Right { administrator: true, ..Right::of(Permissions::ALL, Node::Instance) };
    let top = holding(ShippedRole::Manager, Node::Instance);
    assert_eq!(enrol(&top, Node::Instance, Some(administrator)), Err(Refused::AdministratorsOnly));
    let until_tomorrow = Validity { from: None, until: Some(now() + Duration::days(1)) };
    let passing =
        actor(&[authz::Grant { validity: until_tomorrow, ..role(ShippedRole::Manager, Node::Instance) }]);
    assert_eq!(enrol(&passing, Node::Instance, Some(basic())), Err(Refused::Outlasts));
}

fn change(target: Subject) -> AccountChange {
    AccountChange::at(in_group(1), target, Stakes::default(), now())
}

fn shut_out(actor: &Actor, target: Subject) -> Result<(), Refused> {
    decide::<acts::ShutOut>(actor, change(target)).map(drop)
}

fn supreme(who: u128) -> Subject {
    Subject {
        user: user(who),
        standing: Standing { super_administrator: true, ..Standing::FINE },
        ..subject(&[])
    }
}

/// [CT-5]
#[test]
fn ct_5_nobody_shuts_a_super_administrator_out_not_even_another() {
    let first = Actor::compile(&supreme(1), now(), Stamp::default());
    assert_eq!(shut_out(&first, supreme(2)), Err(Refused::SuperAdministratorStays));
    let administrator = holding(ShippedRole::Administrator, Node::Instance);
    assert_eq!(shut_out(&administrator, supreme(2)), Err(Refused::SuperAdministratorsOnly));
}

#[test]
fn nobody_shuts_themselves_out_nor_whoever_may_do_more() {
    let manager = holding(ShippedRole::Manager, in_group(1));
    let oneself = Subject { user: asking(), ..subject(&[role(ShippedRole::Manager, in_group(1))]) };
    assert_eq!(shut_out(&manager, oneself), Err(Refused::NotYourself));
    let below = Subject { user: user(2), ..subject(&[role(ShippedRole::Editor, at_site(1, 1))]) };
    assert_eq!(shut_out(&manager, below), Ok(()));
    let beside = Subject { user: user(2), ..subject(&[role(ShippedRole::Editor, in_group(2))]) };
    assert!(matches!(shut_out(&manager, beside), Err(Refused::Beyond { .. })));
}

#[test]
fn an_account_moves_only_where_one_changes_accounts_too() {
    let manager = holding(ShippedRole::Manager, in_group(1));
    let target = Subject { user: user(2), ..subject(&[]) };
    let to = |node| AccountChange { to: Some(node), ..change(target.clone()) };
    assert_eq!(manager.may_touch_user(&to(at_site(1, 1))), Ok(()));
    assert_eq!(manager.may_touch_user(&to(in_group(2))), Err(Refused::Lacks(Action::ChangeUser)));
}

#[test]
fn only_a_super_administrator_makes_another_and_takes_the_status_away_again() {
    let first = Actor::compile(&supreme(1), now(), Stamp::default());
    let becomes = |becomes, others| SuperStatus { of: user(2), becomes, others };
    assert_eq!(first.may_change_super_status(becomes(true, 1)), Ok(()));
    assert_eq!(first.may_change_super_status(becomes(false, 1)), Ok(()));
    assert_eq!(first.may_change_super_status(becomes(false, 0)), Err(Refused::LastSuperAdministrator));
    let everything = holding(ShippedRole::Administrator, Node::Instance);
    assert_eq!(everything.may_change_super_status(becomes(true, 1)), Err(Refused::SuperAdministratorsOnly));
}

/// [CT-9]
#[test]
fn ct_9_who_takes_over_gets_nothing_by_it_that_whoever_deletes_does_not_have() {
    let authz::Node::Site(place) = at_site(1, 1) else { unreachable!("a site") };
    let leaving = Subject { user: user(2), ..subject(&[role(ShippedRole::Visitor, at_site(1, 1))]) };
    let stakes = Stakes { owns_at: vec![place], works_at: Vec::new() };
    let to = |successor: Subject| Departure {
        change: AccountChange { stakes: stakes.clone(), ..change(leaving.clone()) },
        successor: Some(successor),
    };
    let heir = |grant| Subject { user: user(3), ..subject(&[grant]) };
    let manager = holding(ShippedRole::Manager, in_group(1));
    assert_eq!(manager.may_delete(&to(heir(role(ShippedRole::BasicUser, at_site(1, 1))))), Ok(()));
    let administrator = heir(role(ShippedRole::Administrator, Node::Instance));
    assert_eq!(manager.may_delete(&to(administrator)), Ok(()), "they had all of it before");

    let lesser = Permissions::NONE.with(
        &[Action::ViewUsers, Action::ChangeUser, Action::ViewRequest, Action::CreateRequest],
        Relation::Any,
    );
    let lesser = actor(&[giving(lesser, in_group(1))]);
    assert_eq!(lesser.may_delete(&to(heir(role(ShippedRole::Visitor, at_site(1, 1))))), Ok(()));
    let basic = lesser.may_delete(&to(heir(role(ShippedRole::BasicUser, at_site(1, 1)))));
    assert!(
        matches!(basic, Err(Refused::Beyond { .. })),
        "they would comment on what they take over: {basic:?}"
    );
}
