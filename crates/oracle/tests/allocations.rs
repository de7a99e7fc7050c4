//! What is counted, not timed: it holds on a busy machine too.

use std::hint::black_box;

use allocation_counter::measure;
use authz::{Action, Actor, Stamp};
use oracle::population::{Company, now};

const PEOPLE: usize = 50_000;

#[test]
fn a_decision_and_the_mask_of_a_page_allocate_nothing() {
    let mut company = Company::new(1, 2_000);
    let (subjects, page) = (company.subjects(), company.requests(50));
    let compile = |subject| Actor::compile(subject, now(), Stamp::default());
    let actors: Vec<Actor> = subjects.iter().map(compile).collect();
    let asked = measure(|| {
        for actor in &actors {
            for request in &page {
                black_box(actor.allowed_on(request));
                for &action in Action::ALL {
                    black_box(actor.check(action, request));
                }
            }
        }
    });
    assert_eq!(asked.count_total, 0, "{asked:?}");
}

#[test]
fn a_compiled_subject_takes_a_kibibyte_at_most_on_average() {
    let subjects = Company::new(1, PEOPLE).subjects();
    let mut actors = Vec::new();
    let held = measure(|| {
        actors = subjects.iter().map(|subject| Actor::compile(subject, now(), Stamp::default())).collect();
    });
    let mean = usize::try_from(held.bytes_current).expect("something") / actors.len();
    assert!((size_of::<Actor>()..=1024).contains(&mean), "{mean} bytes");
}
