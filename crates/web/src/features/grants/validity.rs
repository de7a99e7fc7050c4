//! From which day to which day something counts, as people say it: both days belong to it.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, Utc};

use crate::dates::{self, midnight};

/// Where in its time a grant is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Before,
    Now,
    Over,
}

/// The first day.
pub(super) fn first_day(from: Option<DateTime<Utc>>) -> Option<NaiveDate> {
    from.map(|from| dates::local(from).date())
}

/// The last day: the end is the first moment at which it no longer counts.
#[must_use]
pub fn last_day(until: Option<DateTime<Utc>>) -> Option<NaiveDate> {
    until.map(|until| (dates::local(until) - chrono::Duration::microseconds(1)).date())
}

/// When what was typed begins; what is there already stays to the minute where the day stays.
pub(super) fn begins(typed: &str, before: Option<DateTime<Utc>>) -> Option<DateTime<Utc>> {
    let day: NaiveDate = typed.parse().ok()?;
    before.filter(|_| first_day(before) == Some(day)).or_else(|| midnight(day))
}

/// When what was typed ends; what is there already stays to the minute where the day stays.
#[must_use]
pub fn ends(typed: &str, before: Option<DateTime<Utc>>) -> Option<DateTime<Utc>> {
    let day: NaiveDate = typed.parse().ok()?;
    before.filter(|_| last_day(before) == Some(day)).or_else(|| midnight(day.checked_add_days(Days::new(1))?))
}

/// Where a time to count is now.
pub(super) fn phase(from: Option<DateTime<Utc>>, until: Option<DateTime<Utc>>, now: NaiveDateTime) -> Phase {
    match (from.map(dates::local), until.map(dates::local)) {
        (_, Some(until)) if until <= now => Phase::Over,
        (Some(from), _) if from > now => Phase::Before,
        _ => Phase::Now,
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Duration, Utc};

    use super::{Phase, begins, ends, first_day, last_day, phase};
    use crate::dates;

    #[test]
    fn both_days_belong_to_it() {
        let (from, until) = (begins("2027-06-01", None), ends("2027-06-30", None));
        assert_eq!(first_day(from).map(|day| day.to_string()).as_deref(), Some("2027-06-01"));
        assert_eq!(last_day(until).map(|day| day.to_string()).as_deref(), Some("2027-06-30"));
        assert!(until.zip(from).is_some_and(|(until, from)| until - from >= Duration::days(29)));
        assert_eq!((begins("", None), ends("soon", None)), (None, None));
    }

    #[test]
    fn a_moment_that_is_there_stays_where_its_day_stays() {
        let noon = DateTime::<Utc>::from_timestamp(1_800_000_000, 0);
        let day = first_day(noon).expect("a day").to_string();
        assert_eq!(begins(&day, noon), noon);
        assert_eq!(ends(&day, noon), noon);
        assert_ne!(begins("2027-02-02", noon), noon);
    }

    #[test]
    fn it_is_before_now_or_over() {
        let at = |second| DateTime::<Utc>::from_timestamp(second, 0);
        let now = dates::local(at(1000).expect("a time"));
        assert_eq!(phase(at(2000), None, now), Phase::Before);
        assert_eq!(phase(at(500), at(2000), now), Phase::Now);
        assert_eq!(phase(None, at(1000), now), Phase::Over);
        assert_eq!(phase(None, None, now), Phase::Now);
    }
}
