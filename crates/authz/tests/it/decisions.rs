use authz::{Action, AllOrNothing, Node, Refused, Role, acts, decide};

use crate::world::{actor, asking, holding, place, request_at, user};

#[test]
fn a_permit_says_what_it_is_for_and_who_acts() {
    let request = request_at(place(1, 1));
    let manager = holding(Role::Manager, Node::Site(place(1, 1)));
    let permit = decide::<acts::AssignRequest>(&manager, request.clone()).expect("a manager assigns");
    assert_eq!((permit.on(), permit.by()), (&request, asking()));
}

#[test]
fn a_refusal_names_the_permission_that_it_would_take() {
    let refused = decide::<acts::ChangeSettings>(&actor(&[]), ()).expect_err("nobody gave them anything");
    assert_eq!(refused, Refused(Action::ChangeSettings));
    assert_eq!(refused.to_string(), "you may not do this here: it takes the permission `change_settings`");
}

#[test]
fn a_request_is_entered_where_the_right_is_held_and_not_next_door() {
    let visitor = holding(Role::Visitor, Node::Site(place(1, 1)));
    assert!(decide::<acts::CreateRequest>(&visitor, place(1, 1)).is_ok());
    assert!(decide::<acts::CreateRequest>(&visitor, place(1, 2)).is_err());
    assert!(decide::<acts::CreateRequest>(&visitor, place(2, 1)).is_err());
}

#[test]
fn an_account_is_changed_by_its_owner_only_even_if_an_administrator_asks() {
    let administrator = holding(Role::Administrator, Node::Instance);
    assert!(decide::<acts::ChangeOwnAccount>(&administrator, asking()).is_ok());
    assert!(decide::<acts::ChangeOwnAccount>(&administrator, user(2)).is_err());
}

#[test]
fn what_belongs_to_the_instance_takes_the_right_at_the_instance() {
    let at_a_group = holding(Role::Administrator, Node::CompanyGroup(place(1, 1).group));
    assert!(decide::<acts::ChangeSettings>(&at_a_group, ()).is_err());
    assert!(decide::<acts::ManageDeadLetters>(&at_a_group, ()).is_err());
    assert_eq!(*at_a_group.settings().filter(), AllOrNothing::Nothing);
    assert_eq!(*at_a_group.dead_letters().filter(), AllOrNothing::Nothing);
    assert!(decide::<acts::ChangeSite>(&at_a_group, Node::Instance).is_err());
    assert!(decide::<acts::ChangeSite>(&at_a_group, Node::Site(place(1, 1))).is_ok());
}
