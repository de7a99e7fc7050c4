//! What a page of a list costs, for every kind of person, counted: blocks on PostgreSQL, steps of the virtual machine
//! on SQLite. A bound is a multiple of what the same page costs somebody who sees everything.

mod crowd;
mod measure;
mod people;
mod population;

use crate::{ignored_test, support::Engine, test};
use measure::{Costs, costs};
use people::{KINDS, Kind};
use population::{Population, Size};

/// What a page may cost beside the unfenced one. The smaller the population, the less a bad plan costs: these are
/// tighter than what is promised for a million requests, so that the control exceeds them.
const fn bound(engine: Engine) -> u64 {
    match engine {
        Engine::Postgres => 4,
        Engine::Sqlite => 20,
    }
}

test!("[PO-1] a page costs little more than the same page without a fence, whoever looks", async |app| {
    Population::fill(&app, Size::SMALL).await;
    let free = costs(&app, Kind::Everything).await;
    for kind in KINDS {
        let found = costs(&app, kind).await;
        for (page, cost, free) in [(1, found.first, free.first), (40, found.fortieth, free.fortieth)] {
            assert!(cost <= bound(app.engine) * free, "{kind:?}, page {page}: {cost}, unfenced {free}");
        }
        assert!(found.statements <= 3, "{kind:?}: {} statements", found.statements);
    }
    // The control: one big OR, as the fence says it where there is no order.
    let naive = measure::naive(&app, Kind::OwnerAndEmptyTag).await;
    let most = bound(app.engine) * free.first;
    assert!(naive > most, "a control that passes shows nothing: {naive} of {most}");
});

ignored_test!("what pages of a million requests cost, for every kind of person", async |app| {
    Population::fill(&app, Size::FULL).await;
    let free = costs(&app, Kind::Everything).await;
    let unit = if app.engine == Engine::Sqlite { "steps" } else { "blocks" };
    println!(
        "| {} | page 1: {unit} | ratio | page 40: {unit} | ratio | p50 ms | p99 ms | p99 ratio | one OR: {unit} |",
        app.engine.word()
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
    for kind in KINDS {
        let found = costs(&app, kind).await;
        let times = measure::times(&app, kind).await;
        let unfenced = measure::times(&app, Kind::Everything).await;
        let naive = measure::naive(&app, kind).await;
        println!("{}", row(kind, found, free, (times, unfenced.1), naive));
    }
});

fn row(
    kind: Kind,
    found: Costs,
    free: Costs,
    ((p50, p99), free_p99): ((f64, f64), f64),
    naive: u64,
) -> String {
    let ratio = |cost: u64, free: u64| cost as f64 / free as f64;
    format!(
        "| {} | {} | {:.1} | {} | {:.1} | {p50:.2} | {p99:.2} | {:.1} | {naive} |",
        kind.told(),
        found.first,
        ratio(found.first, free.first),
        found.fortieth,
        ratio(found.fortieth, free.fortieth),
        p99 / free_p99,
    )
}
