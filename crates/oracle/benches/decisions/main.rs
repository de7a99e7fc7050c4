//! How long decisions take, each thing beside the others in one run: `just bench`.

mod measures;
mod stopwatch;
mod table;

use measures::{Bench, mean_memory};

fn main() {
    let bench = Bench::new();
    let mut lines = stopwatch::time(bench.measures());
    lines.push(mean_memory(&bench));
    table::print(&lines);
}
