use authz::{Action, Actor, Stamp};
use oracle::{facts, hot, population, question};

/// Else the benchmark would compare answers to different questions.
#[test]
fn the_five_policies_of_the_benchmark_decide_as_authz_does() {
    let (subject, requests) = (hot::subject(), hot::requests(500));
    let judge = hot::judge(&requests);
    let actor = Actor::compile(&subject, population::now(), Stamp::default());
    let mut allowed = [0_usize; 2];
    for request in &requests {
        for &action in Action::ALL {
            let asked = question(subject.user, action, facts::of_request(request.id), population::now());
            let said = actor.check(action, request);
            assert_eq!(said, judge.permits(&asked), "{action:?} on {request:?}");
            allowed[usize::from(said)] += 1;
        }
    }
    assert!(allowed.into_iter().all(|often| often > 1_000), "one-sided: {allowed:?}");
}
