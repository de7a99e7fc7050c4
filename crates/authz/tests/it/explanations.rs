use authz::{
    Action, Gate, Grant, Nearly, Node, On, Permissions, Principal, Reason, Relation, RequestFacts,
    ShippedRole, Standing, Subject, Validity,
};
use chrono::Duration;

use crate::world::{
    allowing, asking, at_site, in_group, link, now, place, request_at, role, subject, tag, team,
};

fn request() -> RequestFacts {
    RequestFacts { owner: asking(), tags: vec![tag(1)], ..request_at(place(1, 1)) }
}

#[test]
fn every_grant_that_gives_it_is_named_with_the_relation_in_which_it_counts() {
    let here = role(ShippedRole::Editor, at_site(1, 1));
    let above = role(ShippedRole::BasicUser, Node::Instance);
    let elsewhere = role(ShippedRole::Editor, at_site(2, 1));
    let seen =
        subject(&[above, here, elsewhere]).explain(Action::ViewRequest, On::Request(&request()), now());
    assert!(seen.allowed && seen.seen_by.is_empty() && seen.nearly.is_empty());
    assert_eq!(
        seen.by,
        [
            Reason::Grant { grant: above, relation: Relation::Own },
            Reason::Grant { grant: here, relation: Relation::Any },
        ]
    );
}

#[test]
fn what_comes_through_a_team_or_a_tag_says_so() {
    let through_team = Grant { to: Principal::Team(team(1)), ..role(ShippedRole::Editor, in_group(1)) };
    let linked = link(tag(1), true, in_group(1));
    let both = Subject { teams: vec![team(1)], tag_grants: vec![linked], ..subject(&[through_team]) };
    let edit = both.explain(Action::EditRequest, On::Request(&request()), now());
    assert_eq!(edit.by.len(), 2);
    let given_to: Vec<_> = edit.by.iter().filter_map(Reason::given_to).collect();
    assert_eq!(given_to, [Principal::Team(team(1)), Principal::User(asking())]);
    assert_eq!(edit.by, edit.seen_by);
}

#[test]
fn what_is_permitted_but_cannot_be_seen_is_refused_and_says_that_seeing_is_lacking() {
    let assigns = allowing(Action::AssignRequest, Relation::Any, Node::Instance);
    let sees_own = allowing(Action::ViewRequest, Relation::Own, Node::Instance);
    let theirs = request_at(place(1, 1));
    let blind = subject(&[assigns, sees_own]).explain(Action::AssignRequest, On::Request(&theirs), now());
    assert!(!blind.allowed && !blind.by.is_empty() && blind.seen_by.is_empty());
    assert_eq!(blind.nearly, [Nearly::NotRelated { grant: sees_own, relation: Relation::Own }]);
}

#[test]
fn what_comes_near_says_what_stands_against_it() {
    let at = |validity| Grant { validity, ..role(ShippedRole::Editor, Node::Instance) };
    let over = at(Validity { from: None, until: Some(now()) });
    let to_come = at(Validity { from: Some(now() + Duration::days(1)), until: None });
    let elsewhere = role(ShippedRole::Editor, at_site(1, 2));
    let own = allowing(Action::EditRequest, Relation::Assigned, Node::Instance);
    let unlike = allowing(Action::CommentOnRequest, Relation::Any, Node::Instance);
    let linked = link(tag(1), false, Node::Instance);
    let near = Subject { tag_grants: vec![linked], ..subject(&[over, to_come, elsewhere, own, unlike]) };
    let edit = near.explain(Action::EditRequest, On::Request(&request()), now());
    assert!(!edit.allowed);
    assert_eq!(
        edit.nearly,
        [
            Nearly::NotNow(over),
            Nearly::NotNow(to_come),
            Nearly::Elsewhere(elsewhere),
            Nearly::NotRelated { grant: own, relation: Relation::Assigned },
            Nearly::Tag(linked),
        ]
    );
}

#[test]
fn a_link_comes_near_where_the_request_bears_its_tag_only() {
    let not_here = link(tag(1), true, at_site(1, 2));
    let not_borne = link(tag(2), true, Node::Instance);
    let near = Subject { tag_grants: vec![not_here, not_borne], ..subject(&[]) };
    let edit = near.explain(Action::EditRequest, On::Request(&request()), now());
    assert_eq!(edit.nearly, [Nearly::Tag(not_here)]);
}

/// [PP-1]
#[test]
fn pp_1_creating_users_given_at_a_site_is_explained_as_given_too_low() {
    let manager = role(ShippedRole::Manager, at_site(1, 1));
    let create = subject(&[manager]).explain(Action::CreateUser, On::Node(at_site(1, 1)), now());
    assert!(!create.allowed);
    assert_eq!(create.nearly, [Nearly::TooLow(manager)]);
}

#[test]
fn a_closed_account_is_the_reason_whatever_the_grants_say() {
    let standing = Standing { suspended_until: Some(now() + Duration::days(1)), ..Standing::FINE };
    let suspended = Subject { standing, ..subject(&[role(ShippedRole::Editor, Node::Instance)]) };
    let seen = suspended.explain(Action::ViewRequest, On::Request(&request()), now());
    assert!(!seen.allowed && !seen.by.is_empty());
    assert_eq!(seen.gate, Gate::Suspended);
    assert_eq!(seen.nearly, [], "no grant stands in the way");
}

#[test]
fn a_super_administrator_needs_no_grant() {
    let standing = Standing { super_administrator: true, ..Standing::FINE };
    let first = Subject { standing, ..subject(&[]) };
    let edit = first.explain(Action::EditRequest, On::Request(&request()), now());
    assert_eq!((edit.allowed, edit.by.as_slice()), (true, &[Reason::SuperAdministrator][..]));
    assert_eq!(edit.by[0].given_to(), None);
}

#[test]
fn what_is_done_at_a_node_is_never_explained_by_a_relation_to_a_request() {
    let all = allowing(Action::CreateRequest, Relation::Any, Node::Instance);
    let on_request = subject(&[all]).explain(Action::CreateRequest, On::Request(&request()), now());
    assert!(!on_request.allowed, "entering is judged at the site");
    assert!(subject(&[all]).explain(Action::CreateRequest, On::Node(at_site(1, 1)), now()).allowed);
    let own = Permissions::NONE.with(&[Action::ViewRequest], Relation::Own);
    let own = crate::world::giving(own, Node::Instance);
    assert!(!subject(&[own]).explain(Action::ViewRequest, On::Node(at_site(1, 1)), now()).allowed);
}
