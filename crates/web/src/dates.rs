//! Moments as people say them: « hier, 9 h 41 », "yesterday, 9:41".

use chrono::{DateTime, Datelike as _, Local, NaiveDate, NaiveDateTime, TimeZone as _, Timelike as _, Utc};
use domain::Language;

const MONTHS_FR: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const SHORT_FR: [&str; 12] =
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];
const DAYS_FR: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const DAYS_EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The moment in the zone of who looks at it.
#[must_use]
pub fn local(at: DateTime<Utc>) -> NaiveDateTime {
    at.with_timezone(&Local).naive_local()
}

/// The first moment of a day in the zone of who looks; some zones skip midnight once a year.
#[must_use]
pub fn midnight(day: NaiveDate) -> Option<DateTime<Utc>> {
    let at = |hour| Local.from_local_datetime(&day.and_hms_opt(hour, 0, 0)?).earliest();
    at(0).or_else(|| at(1)).map(|moment| moment.with_timezone(&Utc))
}

/// Now, in the zone of who looks.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "a screen shows the time of the device it is on")]
pub fn now() -> NaiveDateTime {
    local(Utc::now())
}

/// In running text: `hier, 9 h 41`, `mardi, 9 h 41`, `12 nov., 9 h 41`.
#[must_use]
pub fn moment(at: NaiveDateTime, now: NaiveDateTime, language: Language) -> String {
    format!("{}, {}", day(at.date(), now.date(), language), time(at, language))
}

/// In a column, as short as it gets: `12 min`, `2 h`, `hier`, `jeu.`, `12 nov.`.
#[must_use]
pub fn age(at: NaiveDateTime, now: NaiveDateTime, language: Language) -> String {
    let minutes = (now - at).num_minutes();
    let days = (now.date() - at.date()).num_days();
    match (days, minutes) {
        (0, ..1) => word(language, "à l’instant", "just now").to_owned(),
        (0, ..60) => format!("{minutes} min"),
        (0, _) => format!("{} h", minutes / 60),
        (1, _) => word(language, "hier", "yesterday").to_owned(),
        (2..7, _) => short_day(at.date(), language),
        _ => short_date(at.date(), now.date(), language),
    }
}

/// In full, for `title`: `mardi 24 novembre 2026, 9 h 41`.
#[must_use]
pub fn full(at: NaiveDateTime, language: Language) -> String {
    format!("{}, {}", full_date(at.date(), language), time(at, language))
}

/// A date in full: `mardi 24 novembre 2026`.
#[must_use]
pub fn full_date(date: NaiveDate, language: Language) -> String {
    let (day, month) = (date.weekday().num_days_from_monday() as usize, date.month0() as usize);
    match language {
        Language::French => {
            let first = if date.day() == 1 { "er" } else { "" };
            format!("{} {}{first} {} {}", DAYS_FR[day], date.day(), MONTHS_FR[month], date.year())
        }
        Language::English => format!("{} {} {} {}", DAYS_EN[day], date.day(), MONTHS_EN[month], date.year()),
    }
}

/// A day near or far: `aujourd’hui`, `hier`, `mardi`, `12 nov.`, `12 nov. 2025`.
#[must_use]
pub fn day(date: NaiveDate, today: NaiveDate, language: Language) -> String {
    match (today - date).num_days() {
        0 => word(language, "aujourd’hui", "today").to_owned(),
        1 => word(language, "hier", "yesterday").to_owned(),
        2..7 => {
            let day = date.weekday().num_days_from_monday() as usize;
            word(language, DAYS_FR[day], DAYS_EN[day]).to_owned()
        }
        _ => short_date(date, today, language),
    }
}

/// A time of day: `9 h 41`, `9 h`, `9:41`.
#[must_use]
pub fn time(at: NaiveDateTime, language: Language) -> String {
    match (language, at.minute()) {
        (Language::French, 0) => format!("{}\u{a0}h", at.hour()),
        (Language::French, minute) => format!("{}\u{a0}h\u{a0}{minute:02}", at.hour()),
        (Language::English, minute) => format!("{}:{minute:02}", at.hour()),
    }
}

/// A date with its year unless it is this one: `12 nov.`, `12 nov. 2025`.
#[must_use]
pub fn short_date(date: NaiveDate, today: NaiveDate, language: Language) -> String {
    let month = date.month0() as usize;
    let month = word(language, SHORT_FR[month], &MONTHS_EN[month][..3]);
    let first = if date.day() == 1 { word(language, "er", "") } else { "" };
    if date.year() == today.year() {
        format!("{}{first} {month}", date.day())
    } else {
        format!("{}{first} {month} {}", date.day(), date.year())
    }
}

fn short_day(date: NaiveDate, language: Language) -> String {
    let day = date.weekday().num_days_from_monday() as usize;
    match language {
        Language::French => format!("{}.", &DAYS_FR[day][..3]),
        Language::English => DAYS_EN[day][..3].to_owned(),
    }
}

const fn word<'a>(language: Language, french: &'a str, english: &'a str) -> &'a str {
    match language {
        Language::French => french,
        Language::English => english,
    }
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, NaiveDateTime};
    use domain::Language::{English, French};

    use super::{age, full, moment};

    fn at(month: u32, day: u32, hour: u32, minute: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2026, month, day)
            .and_then(|date| date.and_hms_opt(hour, minute, 0))
            .expect("a date")
    }

    #[test]
    fn near_moments_are_said_by_day_and_far_ones_by_date() {
        let now = at(11, 24, 10, 0);
        assert_eq!(moment(at(11, 24, 9, 0), now, French), "aujourd’hui, 9\u{a0}h");
        assert_eq!(moment(at(11, 23, 9, 41), now, French), "hier, 9\u{a0}h\u{a0}41");
        assert_eq!(moment(at(11, 20, 16, 5), now, French), "vendredi, 16\u{a0}h\u{a0}05");
        assert_eq!(moment(at(11, 1, 16, 5), now, English), "1 Nov, 16:05");
    }

    #[test]
    fn ages_fit_a_column() {
        let now = at(11, 24, 10, 0);
        assert_eq!(age(at(11, 24, 10, 0), now, French), "à l’instant");
        assert_eq!(age(at(11, 24, 9, 48), now, French), "12 min");
        assert_eq!(age(at(11, 24, 7, 30), now, French), "2 h");
        assert_eq!(age(at(11, 23, 23, 59), now, English), "yesterday");
        assert_eq!(age(at(11, 19, 8, 0), now, French), "jeu.");
        assert_eq!(age(at(8, 3, 8, 0), now, French), "3 août");
    }

    #[test]
    fn a_full_date_names_its_weekday_and_the_first_is_ordinal() {
        assert_eq!(full(at(11, 24, 9, 41), French), "mardi 24 novembre 2026, 9\u{a0}h\u{a0}41");
        assert_eq!(full(at(12, 1, 9, 0), French), "mardi 1er décembre 2026, 9\u{a0}h");
    }
}
