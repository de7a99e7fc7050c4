//! Moments that are kept: SQLite orders them as text, so that years have four digits.

use chrono::{DateTime, Datelike, Utc};

use super::{Answer, Fault, Problem};

/// Whether a moment can be kept. The year 9999 is what others write for no end.
pub fn can_be_kept(moment: DateTime<Utc>) -> bool {
    (1..=9998).contains(&moment.year())
}

/// Refuses the moments of a body that cannot be kept, each with its pointer.
///
/// # Errors
/// 422, with what to do.
pub fn refuse_unkept<const N: usize>(moments: [(&str, Option<DateTime<Utc>>); N]) -> Answer<()> {
    let unkept = moments.into_iter().filter(|(_, moment)| moment.is_some_and(|it| !can_be_kept(it)));
    let mend = "take a year from 1 to 9998, or leave this out";
    let faults: Vec<Fault> = unkept.map(|(pointer, _)| Fault::at(pointer, "range", mend)).collect();
    if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
}
