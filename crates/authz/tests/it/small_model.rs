//! Every subject of a small model on every request of it: nothing is left to chance.

use std::collections::HashSet;

use authz::{
    Action, Actor, Grant, Node, Permissions, Principal, Relation, RequestFacts, Stamp, Standing, Subject,
    TagGrant,
};

use crate::{
    spec,
    world::{allowing, asking, at_site, giving, in_group, link, now, place, request_at, tag},
};

const ACTIONS: [Action; 3] = [Action::ViewRequest, Action::EditRequest, Action::CreateUser];

fn nodes() -> [Node; 6] {
    [Node::Instance, in_group(1), in_group(2), at_site(1, 1), at_site(1, 2), at_site(2, 1)]
}

/// One permission at one node, in every way.
fn grants() -> Vec<Grant> {
    let pairs = ACTIONS.into_iter().flat_map(|action| Relation::ALL.map(|relation| (action, relation)));
    let meant = pairs.filter(|&(action, relation)| {
        !giving(Permissions::NONE.with(&[action], relation), Node::Instance).permissions.is_empty()
    });
    meant.flat_map(|(action, relation)| nodes().map(|node| allowing(action, relation, node))).collect()
}

/// None, one, or two of them.
fn sets_of_grants() -> Vec<Vec<Grant>> {
    let all = grants();
    let mut sets = vec![Vec::new()];
    for (at, one) in all.iter().enumerate() {
        sets.push(vec![*one]);
        sets.extend(all[at + 1..].iter().map(|other| vec![*one, *other]));
    }
    sets
}

fn sets_of_links() -> Vec<Vec<TagGrant>> {
    let links = nodes().into_iter().flat_map(|node| [false, true].map(|edit| vec![link(tag(1), edit, node)]));
    std::iter::once(Vec::new()).chain(links).collect()
}

fn standings() -> [Standing; 5] {
    [
        Standing::FINE,
        Standing { active: false, ..Standing::FINE },
        Standing { ends_at: Some(now()), ..Standing::FINE },
        Standing { password_provisional: true, ..Standing::FINE },
        Standing { terms_pending: true, ..Standing::FINE },
    ]
}

fn requests() -> Vec<RequestFacts> {
    let mut all = Vec::new();
    for at in [place(1, 1), place(1, 2), place(2, 1)] {
        for bits in 0..16_u8 {
            let mut request = RequestFacts { published: bits & 1 != 0, ..request_at(at) };
            if bits & 2 != 0 {
                request.owner = asking();
            }
            if bits & 4 != 0 {
                request.assignees.push(Principal::User(asking()));
            }
            if bits & 8 != 0 {
                request.tags.push(tag(1));
            }
            all.push(request);
        }
    }
    all
}

#[test]
fn every_decision_of_the_small_model_is_what_the_mathematics_say() {
    let (requests, links) = (requests(), sets_of_links());
    let mut decisions = 0_usize;
    for grants in sets_of_grants() {
        for links in &links {
            for standing in standings() {
                let subject = Subject {
                    standing,
                    grants: grants.clone(),
                    tag_grants: links.clone(),
                    ..Subject::new(asking())
                };
                decisions += agree(&subject, &requests);
            }
        }
    }
    assert!(decisions > 5_000_000, "{decisions} decisions");
}

/// Asks everything that can be asked about one subject; answers how many decisions that were.
fn agree(subject: &Subject, requests: &[RequestFacts]) -> usize {
    let actor = Actor::compile(subject, now(), Stamp::default());
    let filters = [Action::ViewRequest, Action::EditRequest].map(|action| (action, actor.filter(action)));
    let held = nodes().map(|node| (node, spec::effective_among(&ACTIONS, subject, node, now())));
    for (node, held) in &held {
        let creates = held.contains(&(Action::CreateUser, Relation::Any));
        assert_eq!(actor.may_at(Action::CreateUser, *node), creates, "{subject:?} at {node:?}");
    }
    for request in requests {
        let held = held.iter().find(|(node, _)| *node == Node::Site(request.place)).map(|(_, held)| held);
        let expected = spec::allowed_given(held.expect("a site"), subject, request, now());
        let allowed: HashSet<Action> = actor.allowed_on(request).iter().collect();
        assert_eq!(allowed, expected, "{subject:?} on {request:?}");
        for (action, filter) in &filters {
            assert_eq!(
                filter.admits(request),
                expected.contains(action),
                "{action:?}: {subject:?} on {request:?}"
            );
        }
    }
    requests.len() * 4 + held.len()
}
