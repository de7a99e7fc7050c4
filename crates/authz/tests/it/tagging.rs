//! Tagging is sharing: nobody opens by a tag what they could not give.

use authz::{
    Action, Actions, Grant, Node, Place, Principal, Refused, Relation, RequestFacts, Right, ShippedRole,
    Subject, TagGrant, TagMerge, acts, decide,
};
use domain::TagId;
use proptest::{collection::vec, prelude::*};

use crate::world::{
    actor, allowing, any_link, any_node, any_ordinary_subject, at_site, compiled, holding, in_group, link,
    place, places, request_at, role, tag, user,
};

const FIRST: u128 = 1;
const SECOND: u128 = 2;

fn merge(borne_at: &[Place], carried: &[TagGrant], leading: &[TagGrant]) -> TagMerge {
    let homes = [in_group(1), in_group(1)];
    TagMerge { homes, borne_at: borne_at.to_vec(), carried: carried.to_vec(), leading: leading.to_vec() }
}

/// [CT-3]
#[test]
fn ct_3_putting_on_a_tag_takes_giving_what_its_links_open_there() {
    let request = request_at(place(1, 1));
    let opens: Vec<Right> = link(tag(1), true, in_group(1)).opens_at(place(1, 1)).into_iter().collect();
    assert_eq!(opens, [Right { node: at_site(1, 1), ..Right::from(&link(tag(1), true, in_group(1))) }]);
    assert_eq!(link(tag(1), true, in_group(1)).opens_at(place(2, 1)), None);
    let tagging = |opens: &[Right]| acts::Tagging { request: request.clone(), opens: opens.to_vec() };
    let editor = holding(ShippedRole::Editor, at_site(1, 1));
    assert!(decide::<acts::TagRequest>(&editor, tagging(&[])).is_ok());
    let refused = decide::<acts::TagRequest>(&editor, tagging(&opens)).map(drop);
    assert_eq!(refused, Err(Refused::Sharing(Action::GrantRights)));
    let giver = allowing(Action::GrantRights, Relation::Any, at_site(1, 1));
    let reviewer_who_tags = [
        role(ShippedRole::Reviewer, at_site(1, 1)),
        allowing(Action::TagRequest, Relation::Any, at_site(1, 1)),
        giver,
    ];
    let refused = decide::<acts::TagRequest>(&actor(&reviewer_who_tags), tagging(&opens)).map(drop);
    assert_eq!(refused, Err(Refused::Sharing(Action::EditRequest)), "an edit link opens editing");
    let manager = holding(ShippedRole::Manager, at_site(1, 1));
    assert!(decide::<acts::TagRequest>(&manager, tagging(&opens)).is_ok());
}

#[test]
fn merging_takes_managing_tags_at_both_homes() {
    let at = |nodes: &[Node]| {
        let grants: Vec<Grant> =
            nodes.iter().map(|&node| allowing(Action::ManageTags, Relation::Any, node)).collect();
        let homes = [in_group(1), in_group(2)];
        decide::<acts::MergeTags>(&actor(&grants), TagMerge { homes, ..merge(&[], &[], &[]) }).map(drop)
    };
    assert_eq!(at(&[in_group(1), in_group(2)]), Ok(()));
    for one in [in_group(1), in_group(2)] {
        assert_eq!(at(&[one]), Err(Refused::Lacks(Action::ManageTags)));
    }
}

#[test]
fn merging_takes_tagging_wherever_the_first_is_borne() {
    let keeper = allowing(Action::ManageTags, Relation::Any, in_group(1));
    let editor = |node| actor(&[keeper, role(ShippedRole::Editor, node)]);
    let everywhere = merge(&[place(1, 1), place(1, 2)], &[], &[]);
    assert_eq!(editor(in_group(1)).may_merge_tags(&everywhere), Ok(()));
    assert_eq!(
        editor(at_site(1, 1)).may_merge_tags(&everywhere),
        Err(Refused::Lacks(Action::ViewRequest)),
        "not at the other site"
    );
    let blind = actor(&[keeper, allowing(Action::TagRequest, Relation::Any, in_group(1))]);
    assert_eq!(blind.may_merge_tags(&everywhere), Err(Refused::Lacks(Action::ViewRequest)));
}

/// [CT-3]
#[test]
fn ct_3_merging_takes_giving_what_the_links_of_both_tags_would_open() {
    let keeper = allowing(Action::ManageTags, Relation::Any, in_group(1));
    let editor = actor(&[keeper, role(ShippedRole::Editor, in_group(1))]);
    let manager = holding(ShippedRole::Manager, in_group(1));
    let leading = merge(&[place(1, 1)], &[], &[link(tag(SECOND), false, in_group(1))]);
    let carried = merge(&[], &[link(tag(FIRST), false, at_site(1, 2))], &[]);
    for opening in [&leading, &carried] {
        assert_eq!(editor.may_merge_tags(opening), Err(Refused::Sharing(Action::GrantRights)));
        assert_eq!(manager.may_merge_tags(opening), Ok(()));
    }
    let elsewhere = merge(&[place(1, 1)], &[], &[link(tag(SECOND), true, in_group(2))]);
    assert_eq!(editor.may_merge_tags(&elsewhere), Ok(()), "it opens nothing where the first is borne");
    let beyond = merge(&[], &[link(tag(FIRST), false, Node::Instance)], &[]);
    assert_eq!(manager.may_merge_tags(&beyond), Err(Refused::Sharing(Action::GrantRights)));
}

/// What somebody may do to a request that bears these tags.
fn allowed(holder: &Subject, place: Place, tags: &[TagId]) -> Actions {
    compiled(holder).allowed_on(&RequestFacts { tags: tags.to_vec(), ..request_at(place) })
}

proptest! {
    // Two merges of three are refused, and show nothing.
    #![proptest_config(ProptestConfig { max_global_rejects: 1 << 20, ..ProptestConfig::default() })]
    #[test]
    fn what_anybody_gains_by_a_merge_the_one_who_merges_could_have_given(
        one in any_ordinary_subject(),
        managed in any_node(),
        links in vec(any_link(), 1..4),
        borne_at in vec(prop::sample::select(places()), 0..3),
    ) {
        let to = Principal::User(user(2));
        let links = links.into_iter().map(|link| TagGrant { to, ..link }).collect();
        let holder = Subject { tag_grants: links, ..Subject::new(user(2)) };
        let links_of = |number| holder.tag_grants.iter().filter(move |link| link.tag == tag(number)).copied();
        let links = |number| links_of(number).collect::<Vec<_>>();
        let keeper = allowing(Action::ManageTags, Relation::Any, in_group(1));
        let mut merger = one;
        merger.grants.extend([keeper, role(ShippedRole::Manager, managed)]);
        let merger = compiled(&merger);
        prop_assume!(merger.may_merge_tags(&merge(&borne_at, &links(FIRST), &links(SECOND))).is_ok());
        let mut after = holder.clone();
        for link in after.tag_grants.iter_mut().filter(|link| link.tag == tag(FIRST)) {
            link.tag = tag(SECOND);
        }
        let borne = borne_at.iter().map(|&place| (place, tag(FIRST)));
        for (place, before) in borne.chain(places().into_iter().map(|place| (place, tag(SECOND)))) {
            let (was, is) = (allowed(&holder, place, &[before]), allowed(&after, place, &[tag(SECOND)]));
            prop_assert!(is.covers(was), "nobody loses anything");
            let site = Node::Site(place);
            let could = merger.allowed_at(site).covers(is.minus(was)) && merger.may_at(Action::GrantRights, site);
            prop_assert!(is == was || could);
        }
    }
}
