//! Moments as people say them in their language.

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, Timelike};

use super::{calendar::next_workday, stories::Tongue};

const WEEKDAYS: [[&str; 7]; 3] = [
    ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"],
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
];

const MONTHS: [[&str; 12]; 3] = [
    [
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
    ],
    [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    [
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
    ],
];

/// «jeudi 12 mars».
pub fn date(tongue: Tongue, day: NaiveDate) -> String {
    let month = MONTHS[tongue as usize][day.month0() as usize];
    let number = match (tongue, day.day()) {
        (Tongue::French, 1) => "1er".to_owned(),
        (_, number) => number.to_string(),
    };
    format!("{} {number} {month}", weekday(tongue, day))
}

/// «8 h 30».
pub fn clock(tongue: Tongue, hour: u32, minute: u32) -> String {
    let minutes = |before: &str| if minute == 0 { String::new() } else { format!("{before}{minute:02}") };
    match tongue {
        Tongue::French => format!("{hour} h{}", minutes(" ")),
        Tongue::Dutch => format!("{hour}{} uur", minutes(".")),
        Tongue::English => {
            let half = if hour < 12 { "am" } else { "pm" };
            format!("{}{} {half}", (hour + 11) % 12 + 1, minutes("."))
        }
    }
}

/// Since when, as it fits after «depuis», «sinds», «since».
pub fn since(tongue: Tongue, noticed: NaiveDate, told: NaiveDate) -> String {
    let words = [
        ["ce matin", "hier", "la semaine dernière"],
        ["vanmorgen", "gisteren", "vorige week"],
        ["this morning", "yesterday", "last week"],
    ][tongue as usize];
    match (told - noticed).num_days() {
        0 => words[0].to_owned(),
        1 => words[1].to_owned(),
        2..=6 => weekday(tongue, noticed).to_owned(),
        _ => words[2].to_owned(),
    }
}

/// When, as it stands alone: only English needs a word before a weekday.
pub fn when(tongue: Tongue, noticed: NaiveDate, told: NaiveDate) -> String {
    let since = since(tongue, noticed, told);
    let on = tongue == Tongue::English && (2..=6).contains(&(told - noticed).num_days());
    if on { format!("on {since}") } else { since }
}

/// The next working day: «demain», or «lundi» on a Friday.
pub fn next(tongue: Tongue, today: NaiveDate) -> String {
    let day = next_workday(today);
    if day == today + Duration::days(1) {
        return ["demain", "morgen", "tomorrow"][tongue as usize].to_owned();
    }
    on_weekday(tongue, day)
}

/// The moment of a visit that is announced `now`: «demain à 9 h».
pub fn visit(tongue: Tongue, now: NaiveDateTime, then: NaiveDateTime) -> String {
    let today = now.date();
    let day = match (then.date() - today).num_days() {
        ..=0 => ["aujourd’hui", "vandaag", "today"][tongue as usize].to_owned(),
        1 => ["demain", "morgen", "tomorrow"][tongue as usize].to_owned(),
        2..=6 => on_weekday(tongue, then.date()),
        _ => format!("{}{}", ["le ", "op ", "on "][tongue as usize], date(tongue, then.date())),
    };
    let at = ["à", "om", "at"][tongue as usize];
    let minute = if then.minute() < 30 { 0 } else { 30 };
    format!("{day} {at} {}", clock(tongue, then.hour(), minute))
}

fn on_weekday(tongue: Tongue, day: NaiveDate) -> String {
    let on = if tongue == Tongue::English { "on " } else { "" };
    format!("{on}{}", weekday(tongue, day))
}

fn weekday(tongue: Tongue, day: NaiveDate) -> &'static str {
    WEEKDAYS[tongue as usize][day.weekday().num_days_from_monday() as usize]
}

#[cfg(test)]
mod tests {
    use super::{clock, next, since, visit};
    use crate::demo::{
        calendar::{date, time},
        stories::Tongue::{Dutch, English, French},
    };

    #[test]
    fn a_visit_is_announced_as_people_say_it() {
        let monday = time(date(2026, 3, 9), 10, 0);
        let at = |day| time(date(2026, 3, day), 14, 40);
        assert_eq!(visit(French, monday, at(9)), "aujourd’hui à 14 h 30");
        assert_eq!(visit(Dutch, monday, at(10)), "morgen om 14.30 uur");
        assert_eq!(visit(English, monday, at(12)), "on Thursday at 2.30 pm");
        assert_eq!(visit(French, monday, at(26)), "le jeudi 26 mars à 14 h 30");
    }

    #[test]
    fn the_day_after_friday_is_monday() {
        assert_eq!(next(French, date(2026, 3, 13)), "lundi");
        assert_eq!(since(French, date(2026, 3, 11), date(2026, 3, 13)), "mercredi");
        assert_eq!(clock(English, 12, 0), "12 pm");
    }
}
