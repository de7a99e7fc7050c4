//! What single cells say, whatever they are about.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Utc};

use crate::{http::can_be_kept, wire::LanguageWord};

/// What a cell asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Cell<T> {
    /// Nothing: there is no such column, or the cell is empty.
    #[default]
    Leave,
    /// That nothing be there.
    Clear,
    Set(T),
}

/// What clears.
pub const CLEAR: &str = "-";

impl<T> Cell<T> {
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Cell<U> {
        match self {
            Self::Leave => Cell::Leave,
            Self::Clear => Cell::Clear,
            Self::Set(value) => Cell::Set(change(value)),
        }
    }

    /// What will be there, where `before` is.
    pub fn over(&self, before: Option<T>) -> Option<T>
    where
        T: Clone,
    {
        match self {
            Self::Leave => before,
            Self::Clear => None,
            Self::Set(value) => Some(value.clone()),
        }
    }

    pub fn set(self) -> Option<T> {
        if let Self::Set(value) = self { Some(value) } else { None }
    }
}

/// A cell as text.
pub fn text(cell: Option<&str>) -> Cell<String> {
    match cell {
        None | Some("") => Cell::Leave,
        Some(CLEAR) => Cell::Clear,
        Some(text) => Cell::Set(text.to_owned()),
    }
}

/// Several things in one cell: lines, or what stands between bars.
pub fn several(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(['|', '\n']).map(str::trim).filter(|item| !item.is_empty())
}

/// A thing, and the node at which it is given.
pub fn at(item: &str) -> (&str, Option<&str>) {
    match item.rsplit_once('@') {
        Some((thing, node)) => (thing.trim(), Some(node.trim())),
        None => (item, None),
    }
}

/// A tag, and whether its link lets one edit too.
pub fn tag(item: &str) -> (&str, bool) {
    match item.strip_suffix('!').or_else(|| item.strip_suffix(":edit")) {
        Some(tag) => (tag.trim(), true),
        None => (item, false),
    }
}

pub fn yes_or_no(cell: &str) -> Option<bool> {
    match cell.to_lowercase().as_str() {
        "yes" | "y" | "oui" | "o" | "true" | "vrai" | "1" | "x" => Some(true),
        "no" | "n" | "non" | "false" | "faux" | "0" => Some(false),
        _ => None,
    }
}

pub fn language(cell: &str) -> Option<LanguageWord> {
    match cell.to_lowercase().as_str() {
        "fr" | "français" | "francais" | "french" => Some(LanguageWord::French),
        "en" | "english" | "anglais" => Some(LanguageWord::English),
        _ => None,
    }
}

/// A day, as it is written in standards and in French.
pub fn day(cell: &str) -> Option<NaiveDate> {
    let forms = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y"];
    let year = |day: &NaiveDate| (1900..=9999).contains(&day.year());
    forms.iter().find_map(|form| NaiveDate::parse_from_str(cell, form).ok()).filter(year)
}

/// Whether a last day means that there is none: other systems write 9999-12-31.
pub fn is_never(day: NaiveDate) -> bool {
    !can_be_kept(end_of(day))
}

/// The moment at which a last day is over.
pub fn end_of(day: NaiveDate) -> DateTime<Utc> {
    let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
    next.and_time(NaiveTime::MIN).and_utc()
}

/// The last day before a moment.
pub fn last_day(end: DateTime<Utc>) -> NaiveDate {
    (end - chrono::Duration::microseconds(1)).date_naive()
}

#[cfg(test)]
mod tests {
    use super::{at, day, end_of, is_never, last_day, several, tag, yes_or_no};

    #[test]
    fn a_cell_holds_several_things_between_bars_or_on_lines() {
        let items: Vec<&str> = several("Manager @ Nord | Lecteur @ École A\nEditor @ B |").collect();
        assert_eq!(items, ["Manager @ Nord", "Lecteur @ École A", "Editor @ B"]);
        assert_eq!((at(items[0]), at("Plombiers")), (("Manager", Some("Nord")), ("Plombiers", None)));
        assert_eq!(
            [tag("Toit"), tag("Toit!"), tag("Toit:edit")],
            [("Toit", false), ("Toit", true), ("Toit", true)]
        );
    }

    #[test]
    fn a_day_at_the_end_of_time_is_no_end() {
        let never = ["9999-12-31", "31/12/9999", "9998-12-31", "9998-12-30", "2999-12-31"];
        let never = never.map(|written| is_never(day(written).expect("a day")));
        assert_eq!(never, [true, true, true, false, false]);
    }

    #[test]
    fn the_last_day_counts_until_it_is_over() {
        for written in ["2027-06-30", "30/06/2027", "30.06.2027"] {
            let end = end_of(day(written).expect("a day"));
            assert_eq!(
                (end.to_rfc3339(), last_day(end)),
                ("2027-07-01T00:00:00+00:00".into(), day(written).expect("a day"))
            );
        }
        assert_eq!((day("31/02/2027"), day("tomorrow"), day("30/06/27")), (None, None, None));
    }

    #[test]
    fn yes_and_no_are_said_in_both_languages() {
        assert_eq!(
            [yes_or_no("Oui"), yes_or_no("NO"), yes_or_no("peut-être")],
            [Some(true), Some(false), None]
        );
    }
}
