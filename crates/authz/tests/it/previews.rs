use authz::{Action, Grant, Node, Permissions, Relation, Shift, ShippedRole, Subject, TagRight, preview};
use proptest::prelude::*;

use crate::world::{
    allowing, any_ordinary_subject, at_site, compiled, in_group, link, nodes, now, role, subject, tag,
};

fn one(action: Action) -> Permissions {
    Permissions::NONE.with(&[action], Relation::Any)
}

#[test]
fn a_preview_says_what_is_gained_and_lost_and_where() {
    let editor = role(ShippedRole::Editor, in_group(1));
    let more = Permissions::NONE.with(&[Action::ViewCosts], Relation::Any);
    let fewer = ShippedRole::Reviewer.permissions().union(more);
    let changed = Grant { permissions: fewer, ..editor };
    let told = preview(&subject(&[editor]), &subject(&[changed]), now());
    assert_eq!(told.shifts.len(), 1);
    let Shift { node, gained, lost } = told.shifts[0];
    assert_eq!((node, gained), (in_group(1), one(Action::ViewCosts)));
    assert!(lost.contains(Action::AssignRequest, Relation::Any));
    assert!(!lost.contains(Action::ViewRequest, Relation::Any));
}

#[test]
fn what_another_grant_gives_anyway_is_neither_gained_nor_lost() {
    let everywhere = role(ShippedRole::Editor, Node::Instance);
    let here = role(ShippedRole::Editor, in_group(1));
    assert!(preview(&subject(&[everywhere, here]), &subject(&[everywhere]), now()).is_empty());
}

#[test]
fn what_changes_alike_below_is_told_once_at_the_top_and_what_differs_is_told_too() {
    let comments_here = allowing(Action::CommentOnRequest, Relation::Any, at_site(1, 1));
    let before = subject(&[comments_here]);
    let remarks = allowing(Action::RemarkOnRequest, Relation::Any, Node::Instance);
    let told = preview(&before, &subject(&[comments_here, remarks]), now());
    assert_eq!(told.shifts.iter().map(|shift| shift.node).collect::<Vec<_>>(), [Node::Instance]);
    let comments = allowing(Action::CommentOnRequest, Relation::Any, Node::Instance);
    let told = preview(&before, &subject(&[comments_here, comments]), now());
    let gains: Vec<_> = told.shifts.iter().map(|shift| (shift.node, shift.gained.is_empty())).collect();
    assert_eq!(gains, [(Node::Instance, false), (at_site(1, 1), true)], "at the site nothing is new");
}

#[test]
fn a_link_gained_and_a_link_lost_are_told() {
    let with = |links: &[authz::TagGrant]| Subject { tag_grants: links.to_vec(), ..subject(&[]) };
    let (one, other) = (link(tag(1), false, in_group(1)), link(tag(2), true, Node::Instance));
    let told = preview(&with(&[one]), &with(&[other]), now());
    assert_eq!(told.tags_gained, [TagRight { tag: tag(2), node: Node::Instance, edit: true }]);
    assert_eq!(told.tags_lost, [TagRight { tag: tag(1), node: in_group(1), edit: false }]);
    assert!(!told.is_empty());
}

#[test]
fn a_change_of_permissions_a_link_gained_and_a_link_lost_are_each_enough_to_mean_something() {
    let linked = Subject { tag_grants: vec![link(tag(1), false, in_group(1))], ..subject(&[]) };
    let editor = subject(&[role(ShippedRole::Editor, in_group(1))]);
    let nothing = subject(&[]);
    for (before, after) in
        [(&nothing, &editor), (&editor, &nothing), (&nothing, &linked), (&linked, &nothing)]
    {
        assert!(!preview(before, after, now()).is_empty());
    }
    assert!(preview(&linked, &linked, now()).is_empty());
}

proptest! {
    #[test]
    fn the_shifts_added_to_what_was_make_what_will_be(before in any_ordinary_subject(), after in any_ordinary_subject()) {
        let told = preview(&before, &after, now());
        let (old, new) = (compiled(&before), compiled(&after));
        for node in nodes() {
            let nearest = std::iter::successors(Some(node), |node| node.parent())
                .find_map(|node| told.shifts.iter().find(|shift| shift.node == node));
            let (gained, lost) = nearest.map_or((Permissions::NONE, Permissions::NONE), |it| (it.gained, it.lost));
            let (was, will) = (old.permissions_at(node), new.permissions_at(node));
            prop_assert_eq!(will.lacking_in(was), gained, "{:?}", node);
            prop_assert_eq!(was.lacking_in(will), lost, "{:?}", node);
        }
    }

    #[test]
    fn a_preview_of_no_change_is_empty(given in any_ordinary_subject()) {
        prop_assert!(preview(&given, &given, now()).is_empty());
    }
}
