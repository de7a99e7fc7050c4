//! Two engines, two ways to write the same rights down, one answer.

use authz::{Action, Actor, Node, Stamp};
use cedar_policy::PolicySet;
use oracle::Judge;
use rand::{SeedableRng, rngs::StdRng};

use crate::world::{GRANTS, LINKS, Person, World, now};

/// Cedar is not optimized here: that would take longer than it saves.
const WORLDS: usize = 160;

/// How often both said yes, and how often no.
#[derive(Debug, Default)]
struct Tally {
    allowed: usize,
    refused: usize,
}

#[test]
fn cedar_decides_every_question_as_authz_does() {
    let mut rng = StdRng::seed_from_u64(0x0A11_CE5E);
    let (policies, mut tally) = (policies(), Tally::default());
    for _ in 0..WORLDS {
        let world = World::random(&mut rng);
        let judge = world.judge(policies.clone());
        for person in &world.people {
            compare(&world, person, &judge, &mut tally);
        }
    }
    let decisions = tally.allowed + tally.refused;
    assert!(decisions >= 100_000, "{decisions} decisions");
    assert!(tally.allowed * 10 > decisions && tally.refused * 10 > decisions, "one-sided: {tally:?}");
}

fn compare(world: &World, person: &Person, judge: &Judge, tally: &mut Tally) {
    let subject = world.subject(person);
    let actor = Actor::compile(&subject, now(), Stamp::default());
    for request in &world.requests {
        let may = |action| judge.allows_on(person.user, action, request.id, now());
        let seen = may(Action::ViewRequest);
        for &action in Action::ALL {
            let said = actor.check(action, request);
            assert_eq!(said, may(action) && seen, "{action:?} by {subject:?} on {request:?}");
            tally.count(said);
        }
    }
    let site = world.places[0];
    for node in [Node::Instance, Node::CompanyGroup(site.group), Node::Site(site)] {
        for &action in Action::ALL {
            let said = actor.may_at(action, node);
            let expected = judge.allows_at(person.user, action, node, now());
            assert_eq!(said, expected, "{action:?} by {subject:?} at {node:?}");
            tally.count(said);
        }
    }
}

/// Those of the gate, and one for each grant and tag grant of a world.
fn policies() -> PolicySet {
    let mut text = include_str!("../../policies/gate.cedar").to_owned();
    for at in 0..GRANTS {
        text += &include_str!("../../policies/grant.cedar").replace('γ', &at.to_string());
    }
    for at in 0..LINKS {
        text += &include_str!("../../policies/link.cedar").replace('τ', &at.to_string());
    }
    text.parse().expect("policies")
}

impl Tally {
    const fn count(&mut self, allowed: bool) {
        if allowed {
            self.allowed += 1;
        } else {
            self.refused += 1;
        }
    }
}
