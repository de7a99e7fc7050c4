//! When a mail that could not be delivered is tried again.

use chrono::TimeDelta;

use crate::random::Random;

/// Seconds to wait after the first failures.
const FIRST: [i64; 5] = [30, 60, 120, 300, 900];
/// Seconds to wait after every later one.
const LATER: i64 = 3600;
/// How many later ones there are: about three days in all.
const LATER_TIMES: usize = 71;

/// How long to wait after the failure number `attempts` (from 1); `None` when it is time to give up.
pub fn delay(attempts: i32, random: &dyn Random) -> Option<TimeDelta> {
    let failed = usize::try_from(attempts).unwrap_or_default().max(1);
    let seconds = match FIRST.get(failed - 1) {
        Some(&seconds) => seconds,
        None if failed <= FIRST.len() + LATER_TIMES => LATER,
        None => return None,
    };
    Some(TimeDelta::milliseconds(seconds * 1000 + jitter(seconds * 250, random)))
}

/// Up to a quarter more, so that what failed together does not come back together.
fn jitter(most: i64, random: &dyn Random) -> i64 {
    let mut bytes = [0; 2];
    random.fill(&mut bytes);
    most * i64::from(u16::from_le_bytes(bytes)) / i64::from(u16::MAX)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::{FIRST, LATER_TIMES, delay};
    use crate::random::Random;

    #[derive(Debug)]
    struct Always(u8);

    impl Random for Always {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(self.0);
        }
    }

    #[test]
    fn the_first_failures_are_tried_again_soon_and_later_ones_every_hour() {
        let seconds: Vec<_> =
            (1..=7).filter_map(|it| delay(it, &Always(0))).map(|it| it.num_seconds()).collect();
        assert_eq!(seconds, [30, 60, 120, 300, 900, 3600, 3600]);
    }

    #[test]
    fn the_jitter_adds_a_quarter_at_most() {
        assert_eq!(delay(1, &Always(255)), Some(TimeDelta::milliseconds(37_500)));
        let half = delay(1, &Always(128)).expect("a delay");
        assert!(half > TimeDelta::seconds(30) && half < TimeDelta::milliseconds(37_500));
    }

    #[test]
    fn after_about_three_days_it_gives_up() {
        let tries = i32::try_from(FIRST.len() + LATER_TIMES).expect("few");
        let total: TimeDelta = (1..=tries).filter_map(|it| delay(it, &Always(0))).sum();
        assert_eq!(total.num_days(), 2);
        assert!(total > TimeDelta::hours(71) && total < TimeDelta::hours(73), "{total}");
        assert_eq!(delay(tries + 1, &Always(0)), None);
    }
}
