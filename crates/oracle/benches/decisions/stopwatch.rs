use rustix::time::{ClockId, clock_gettime};

use crate::table::{Aim, Figure, Line};

const TURNS: usize = 25;

/// Something to time.
pub struct Measure<'a> {
    pub what: &'static str,
    /// How often one run does it.
    pub times: usize,
    /// Answers something that takes the work, so that none of it is optimized away.
    pub run: Box<dyn FnMut() -> usize + 'a>,
    pub aim: Option<Aim>,
}

/// Times everything in turns, so that a busy neighbour slows all alike, and takes the median of the turns.
pub fn time(mut measures: Vec<Measure<'_>>) -> Vec<Line> {
    let mut turns = vec![Vec::with_capacity(TURNS); measures.len()];
    // The allocator that counts for the memory's sake should cost as little as it can.
    allocation_counter::opt_out(|| {
        for _ in 0..TURNS {
            for (measure, turns) in measures.iter_mut().zip(&mut turns) {
                turns.push(nanoseconds(&mut measure.run) / measure.times as f64);
            }
        }
    });
    let line = |(measure, turns): (&Measure<'_>, Vec<f64>)| Line {
        what: measure.what,
        figure: Figure::Nanoseconds(median(turns)),
        aim: measure.aim,
    };
    measures.iter().zip(turns).map(line).collect()
}

/// What this thread spent computing, whoever else had the processor meanwhile.
fn nanoseconds(run: &mut dyn FnMut() -> usize) -> f64 {
    let began = spent();
    std::hint::black_box(run());
    spent() - began
}

fn spent() -> f64 {
    let spent = clock_gettime(ClockId::ThreadCPUTime);
    spent.tv_sec as f64 * 1e9 + spent.tv_nsec as f64
}

fn median(mut turns: Vec<f64>) -> f64 {
    turns.sort_by(f64::total_cmp);
    turns[turns.len() / 2]
}
