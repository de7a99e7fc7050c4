//! The clauses of a filter as they stand: the database makes one query of them, so none may be there twice or idle.

use authz::{Action, Atom, Clause, Grant, Node, Relation, RequestFacts, Subject, TagGrant};

use crate::world::{
    actor, allowing, asking, at_site, compiled, in_group, link, place, request_at, subject, tag, team,
};

fn clauses(grants: &[Grant], links: &[TagGrant], action: Action) -> Vec<(Node, Vec<Atom>)> {
    let somebody = Subject { tag_grants: links.to_vec(), ..subject(grants) };
    let told = |Clause { node, atoms }| (node, atoms);
    compiled(&somebody).filter(action).clauses.into_iter().map(told).collect()
}

#[test]
fn atoms_are_sorted_and_each_stands_once() {
    let sees_published = allowing(Action::ViewRequest, Relation::Published, Node::Instance);
    let sees_own = allowing(Action::ViewRequest, Relation::Own, Node::Instance);
    let answers_own = allowing(Action::CommentOnRequest, Relation::Own, Node::Instance);
    let comment = |seen| clauses(&[seen, answers_own], &[], Action::CommentOnRequest);
    assert_eq!(comment(sees_published), [(Node::Instance, vec![Atom::Owner, Atom::Published])]);
    assert_eq!(comment(sees_own), [(Node::Instance, vec![Atom::Owner])]);
}

#[test]
fn what_a_tag_shows_counts_with_what_is_permitted_above_the_link_and_below_it() {
    let at = |node| allowing(Action::CommentOnRequest, Relation::Any, node);
    let comment =
        |held, linked| clauses(&[at(held)], &[link(tag(1), false, linked)], Action::CommentOnRequest);
    let bears = vec![Atom::HasTag(tag(1))];
    assert_eq!(comment(Node::Instance, at_site(1, 1)), [(at_site(1, 1), bears.clone())]);
    assert_eq!(comment(at_site(1, 1), Node::Instance), [(at_site(1, 1), bears.clone())]);
    assert_eq!(comment(in_group(1), in_group(1)), [(in_group(1), bears)]);
    assert!(comment(in_group(1), in_group(2)).is_empty());
}

#[test]
fn a_wider_clause_takes_the_place_of_one_that_it_makes_idle() {
    let edits_own = allowing(Action::EditRequest, Relation::Own, Node::Instance);
    let links = [link(tag(1), false, Node::Instance), link(tag(1), true, Node::Instance)];
    let edited = clauses(&[edits_own], &links, Action::EditRequest);
    assert_eq!(edited, [(Node::Instance, vec![Atom::HasTag(tag(1))])]);
    let above = [link(tag(1), true, Node::Instance), link(tag(1), true, at_site(1, 1))];
    assert_eq!(clauses(&[], &above, Action::EditRequest), [(Node::Instance, vec![Atom::HasTag(tag(1))])]);
}

#[test]
fn what_is_given_below_as_above_makes_no_clause_of_its_own() {
    let sees = |relation, node| allowing(Action::ViewRequest, relation, node);
    let above = sees(Relation::Any, in_group(1));
    let below = [sees(Relation::Own, at_site(1, 1)), sees(Relation::Any, at_site(2, 1))];
    let seen = clauses(&[above, below[0], below[1]], &[], Action::ViewRequest);
    assert_eq!(seen, [(in_group(1), vec![]), (at_site(2, 1), vec![])]);
}

#[test]
fn a_team_or_a_link_that_is_named_twice_is_one() {
    let linked = link(tag(1), false, in_group(1));
    let twice =
        Subject { teams: vec![team(2), team(1), team(2)], tag_grants: vec![linked, linked], ..subject(&[]) };
    let twice = compiled(&twice);
    assert_eq!(twice.teams(), [team(1), team(2)]);
    assert_eq!(twice.tag_rights().len(), 1);
    assert_eq!(twice.filter(Action::ViewRequest).teams, [team(1), team(2)]);
}

#[test]
fn a_filter_knows_whose_it_is() {
    let own = actor(&[allowing(Action::ViewRequest, Relation::Own, Node::Instance)]);
    let filter = own.filter(Action::ViewRequest);
    assert_eq!(filter.user, Some(asking()));
    assert!(filter.admits(&RequestFacts { owner: asking(), ..request_at(place(1, 1)) }));
    assert!(!filter.admits(&request_at(place(1, 1))));
}
