use chrono::{DateTime, SubsecRound, Utc};

/// Where the current moment comes from; passed in, so that tests can move it.
pub trait Clock: Send + Sync + std::fmt::Debug {
    /// Now, UTC, to the microsecond: what both databases keep.
    fn now(&self) -> DateTime<Utc>;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the clock is read")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(6)
    }
}
