//! When people in Belgium work. Times are the sites' own until [`utc`] turns them.

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc, Weekday};

use super::dice::Dice;

/// Teams work from 8 to 17 h.
const DAY_STARTS: u32 = 8;
const DAY_ENDS: u32 = 17;

/// The moment of a local time in Brussels. Nothing here happens in the night when clocks change.
pub fn utc(local: NaiveDateTime) -> DateTime<Utc> {
    let day = local.date();
    let summer = last_sunday(day.year(), 3) <= day && day < last_sunday(day.year(), 10);
    (local - Duration::hours(if summer { 2 } else { 1 })).and_utc()
}

fn last_sunday(year: i32, month: u32) -> NaiveDate {
    let last = date(year, month, 31);
    last - Duration::days(i64::from(last.weekday().num_days_from_sunday()))
}

/// That day; only ever asked for days that exist.
pub fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// That time of a day; only ever asked for times that exist.
pub fn time(day: NaiveDate, hour: u32, minute: u32) -> NaiveDateTime {
    day.and_time(NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default())
}

/// Days off whose date is the same each year.
const HOLIDAYS: [(u32, u32); 8] = [(1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 2), (11, 11), (12, 25)];

pub fn is_workday(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !HOLIDAYS.contains(&(day.month(), day.day()))
}

pub fn next_workday(day: NaiveDate) -> NaiveDate {
    let mut next = day + Duration::days(1);
    while !is_workday(next) {
        next += Duration::days(1);
    }
    next
}

pub fn previous_workday(day: NaiveDate) -> NaiveDate {
    let mut previous = day - Duration::days(1);
    while !is_workday(previous) {
        previous -= Duration::days(1);
    }
    previous
}

/// So many working minutes later.
pub fn after(at: NaiveDateTime, minutes: i64) -> NaiveDateTime {
    let mut at = into_working_hours(at);
    let mut left = minutes;
    loop {
        let end = time(at.date(), DAY_ENDS, 0);
        let today = (end - at).num_minutes();
        if left < today {
            return at + Duration::minutes(left);
        }
        left -= today;
        at = time(next_workday(at.date()), DAY_STARTS, 0) + Duration::seconds(i64::from(at.second()));
    }
}

fn into_working_hours(at: NaiveDateTime) -> NaiveDateTime {
    if !is_workday(at.date()) || at.hour() >= DAY_ENDS {
        return time(next_workday(at.date()), DAY_STARTS, at.minute() % 40);
    }
    if at.hour() < DAY_STARTS { time(at.date(), DAY_STARTS, at.minute() % 40) } else { at }
}

/// How many requests a day brings, compared with others.
pub fn bustle(day: NaiveDate) -> i64 {
    let weekday = match day.weekday() {
        Weekday::Mon => 130,
        Weekday::Tue => 115,
        Weekday::Wed => 100,
        Weekday::Thu => 105,
        Weekday::Fri => 85,
        Weekday::Sat => 10,
        Weekday::Sun => 3,
    };
    let month = [115, 105, 100, 90, 95, 100, 45, 60, 130, 115, 120, 85][day.month0() as usize];
    let quiet = match (day.month(), day.day()) {
        it if HOLIDAYS.contains(&it) => 2,
        (12, 24..) | (1, ..=3) => 15,
        _ => 100,
    };
    weekday * month * quiet / 100
}

/// How many requests the hours from 7 to 20 bring, compared with each other.
const HOURS: [i64; 14] = [6, 20, 18, 14, 9, 4, 11, 10, 8, 5, 2, 1, 0, 1];

/// A moment of that day at which somebody may have sent a request.
pub fn moment_of(day: NaiveDate, dice: &mut Dice) -> NaiveDateTime {
    let hour = 7 + dice.weighted(HOURS.into_iter()) as u32;
    time(day, hour, dice.within(0, 59) as u32) + Duration::milliseconds(dice.within(0, 59_999))
}

#[cfg(test)]
mod tests {
    use chrono::Duration;

    use super::{after, bustle, date, is_workday, time, utc};

    #[test]
    fn summer_time_begins_and_ends_on_the_last_sunday() {
        let noon = |month, day| utc(time(date(2026, month, day), 12, 0)).to_rfc3339();
        assert!(noon(3, 28).contains("T11:00") && noon(3, 29).contains("T10:00"));
        assert!(noon(10, 24).contains("T10:00") && noon(10, 25).contains("T11:00"));
    }

    #[test]
    fn work_goes_on_after_the_weekend() {
        let friday = time(date(2026, 3, 13), 16, 30);
        assert_eq!(after(friday, 60), time(date(2026, 3, 16), 8, 30));
        assert_eq!(after(time(date(2026, 3, 14), 11, 5), 10), time(date(2026, 3, 16), 8, 15));
    }

    #[test]
    fn later_is_never_earlier_and_always_in_working_hours() {
        let start = time(date(2025, 12, 20), 6, 13);
        for step in 0..2_000 {
            let (at, minutes) = (start + Duration::minutes(step * 97), step % 700);
            let later = after(at, minutes);
            assert!(later >= at && is_workday(later.date()), "{at} + {minutes} = {later}");
        }
    }

    #[test]
    fn mondays_in_september_are_busier_than_sundays_in_july() {
        assert!(bustle(date(2026, 9, 7)) > 50 * bustle(date(2026, 7, 5)));
    }
}
