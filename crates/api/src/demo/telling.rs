//! Gives a life its words: picks among alternatives and fills the slots of the texts.

use std::collections::BTreeMap;

use chrono::{Duration, NaiveDate, NaiveDateTime, Timelike};
use domain::RequestStatus;

use super::{
    calendar::time,
    dice::Dice,
    spoken,
    stories::{Book, Story},
    timeline::{Beat, Deed, Line},
};

/// The people whose names are used when they are spoken to.
pub struct Names<'a> {
    pub requester: &'a str,
    pub worker: &'a str,
    pub phone: &'a str,
}

/// One request being told.
pub struct Telling<'a> {
    book: &'a Book,
    slots: BTreeMap<&'static str, String>,
    /// Which alternative was taken, so that title, text and talk agree.
    taken: BTreeMap<String, usize>,
    /// Something had to come first: of the ways to be done, the last of a story is the thorough one.
    waited: bool,
}

impl<'a> Telling<'a> {
    /// Chooses rooms, numbers and the words for the moments.
    pub fn new(
        book: &'a Book,
        dice: &mut Dice,
        names: &Names<'_>,
        entered: NaiveDateTime,
        noticed: NaiveDate,
    ) -> Self {
        let mut telling = Self { book, slots: BTreeMap::new(), taken: BTreeMap::new(), waited: false };
        for slots in PLACES {
            telling.choose_place(dice, slots);
        }
        telling.choose_numbers(dice);
        let told = entered.date();
        telling.set("since", spoken::since(book.tongue, noticed, told));
        telling.set("when", spoken::when(book.tongue, noticed, told));
        telling.set("who", names.requester.to_owned());
        telling.set("tech", names.worker.to_owned());
        telling.set("phone", names.phone.to_owned());
        let later = told + Duration::days(dice.within(4, 13));
        telling.set("later", spoken::date(book.tongue, weekday(later)));
        telling.stand_at(entered);
        telling
    }

    /// The title and the text of a story.
    pub fn title_and_text(&mut self, dice: &mut Dice, story: &Story) -> (String, String) {
        let title = self.fill(dice, story.title);
        let mut text = self.fill(dice, &story.text);
        if dice.chance(25) {
            text = format!("{}\n{text}", self.word(dice, "opening"));
        }
        if dice.chance(45) {
            let list =
                if story.text.contains("_room}") && dice.chance(50) { "closing_room" } else { "closing" };
            text = format!("{text} {}", self.word(dice, list));
        }
        (title, text)
    }

    /// What is said at `at`, which is one of `beats`.
    pub fn line(&mut self, dice: &mut Dice, story: &Story, line: Line, beats: &[Beat], at: usize) -> String {
        self.look_ahead(beats, at);
        self.waited |= line == Line::Waiting;
        let thorough = self.waited && line == Line::Done;
        let own = match line {
            Line::Question => story.question,
            Line::Answer => story.answer,
            Line::Remark => story.remark.filter(|_| dice.chance(65)),
            Line::Waiting => story.waiting,
            Line::Done => story.done,
            _ => None,
        };
        match own {
            Some(text) if thorough => self.fill(dice, &last_way(text)),
            Some(text) => self.fill(dice, text),
            None => list_of(line).map_or_else(String::new, |list| self.word(dice, list)),
        }
    }

    /// Why the request is refused.
    pub fn refusal(&mut self, dice: &mut Dice, story: &Story) -> String {
        match story.refusal {
            Some(text) => self.fill(dice, text),
            None => self.word(dice, "reject"),
        }
    }

    /// The text with its alternatives chosen and its slots filled.
    pub fn fill(&mut self, dice: &mut Dice, template: &str) -> String {
        let mut filled = self.choose(dice, template);
        for (name, value) in &self.slots {
            filled = filled.replace(&format!("{{{name}}}"), value);
            filled = filled.replace(&format!("{{{}}}", capital(name)), &capital(value));
        }
        filled.replace(" ,", ",")
    }

    /// Moments to come are said as seen from there.
    pub fn stand_at(&mut self, now: NaiveDateTime) {
        self.set("next", spoken::next(self.book.tongue, now.date()));
    }

    fn look_ahead(&mut self, beats: &[Beat], at: usize) {
        let Some((now, coming)) =
            beats.split_at_checked(at + 1).and_then(|(told, coming)| Some((told.last()?.at, coming)))
        else {
            return;
        };
        self.stand_at(now);
        let moves =
            |beat: &&Beat, to: &[RequestStatus]| matches!(beat.deed, Deed::Move(it) if to.contains(&it));
        let visit = coming.iter().find(|beat| moves(beat, &[RequestStatus::Done, RequestStatus::OnHold]));
        if let Some(visit) = visit {
            self.set("visit", spoken::visit(self.book.tongue, now, arrival(now, visit.at)));
        }
        if let Some(resumed) = coming.iter().find(|beat| moves(beat, &[RequestStatus::InProgress])) {
            self.set("later", spoken::date(self.book.tongue, resumed.at.date()));
        }
    }

    fn choose(&mut self, dice: &mut Dice, template: &str) -> String {
        let mut chosen = String::with_capacity(template.len());
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('[') {
            let Some((group, after)) = after.split_once(']') else { break };
            chosen.push_str(before);
            chosen.push_str(self.alternative(dice, group));
            rest = after;
        }
        chosen + rest
    }

    fn alternative<'t>(&mut self, dice: &mut Dice, group: &'t str) -> &'t str {
        let (key, group) = match group.split_at_checked(2) {
            Some((label, group)) if label.ends_with(':') => (label, group),
            _ => (group, group),
        };
        let options: Vec<&str> = group.split('|').collect();
        let taken = *self.taken.entry(key.to_owned()).or_insert_with(|| dice.index(options.len()));
        options.get(taken).or(options.first()).copied().unwrap_or_default()
    }

    /// Words of a list that are in nobody's story.
    fn word(&mut self, dice: &mut Dice, list: &str) -> String {
        let template = dice.pick(self.book.words(list)).copied().unwrap_or_default();
        self.fill(dice, template)
    }

    fn choose_place(&mut self, dice: &mut Dice, [bare, at, of]: [&'static str; 3]) {
        let place = dice.pick(self.book.words(bare)).copied().unwrap_or_default();
        let (name, there) = place.split_once(" | ").unwrap_or((place, place));
        self.set(bare, name.to_owned());
        self.set(at, there.to_owned());
        self.set(of, genitive(there));
    }

    fn choose_numbers(&mut self, dice: &mut Dice) {
        for (name, low, high) in NUMBERS {
            self.set(name, dice.within(low, high).to_string());
        }
        let (hour, minute) = (dice.within(8, 15), dice.within(0, 1) * 30);
        let said = spoken::clock(self.book.tongue, hour.unsigned_abs() as u32, minute.unsigned_abs() as u32);
        self.set("hour", said);
        let few = dice.pick(self.book.words("few")).copied().unwrap_or_default();
        self.set("few", few.to_owned());
    }

    fn set(&mut self, name: &'static str, value: String) {
        self.slots.insert(name, value);
    }
}

/// Lists of places, and the slots for a place with «at» and, in French, with «of».
const PLACES: [[&str; 3]; 6] = [
    ["room", "at_room", "of_room"],
    ["office", "at_office", "of_office"],
    ["toilets", "at_toilets", "of_toilets"],
    ["workshop", "at_workshop", "of_workshop"],
    ["corridor", "at_corridor", "of_corridor"],
    ["outside", "at_outside", "of_outside"],
];

/// «au local 204» becomes «du local 204».
fn genitive(at: &str) -> String {
    const WAYS: [(&str, &str); 6] = [
        ("au ", "du "),
        ("aux ", "des "),
        ("à ", "de "),
        ("dans le ", "du "),
        ("dans ", "de "),
        ("sur le ", "du "),
    ];
    let way = WAYS.iter().find_map(|(there, of)| Some(format!("{of}{}", at.strip_prefix(there)?)));
    way.unwrap_or_else(|| at.to_owned())
}

const NUMBERS: [(&str, i64, i64); 6] = [
    ("temp", 13, 17),
    ("warm", 25, 27),
    ("hot", 28, 33),
    ("seat", 11, 48),
    ("room_number", 11, 39),
    ("liters", 180, 940),
];

/// The last of the alternatives, if there are any but those that go with the title.
fn last_way(template: &str) -> String {
    match template.split_once('[') {
        Some(("", ways)) if !ways.starts_with("1:") => {
            ways.trim_end_matches(']').rsplit('|').next().unwrap_or(ways).to_owned()
        }
        _ => template.to_owned(),
    }
}

/// The words of those who speak in every story alike.
const fn list_of(line: Line) -> Option<&'static str> {
    match line {
        Line::Question | Line::Answer | Line::Waiting | Line::Done => None,
        Line::Plan => Some("plan"),
        Line::Remark => Some("inner"),
        Line::Thanks => Some("thanks"),
        Line::Chase => Some("chase"),
        Line::Reassurance => Some("chase_answer"),
        Line::Withdrawal => Some("cancel"),
        Line::Complaint => Some("reopen"),
        Line::SecondPlan => Some("reopened"),
        Line::Fixed => Some("fixed"),
    }
}

/// Who ends at a moment came a while before: not before eight, not before saying so.
fn arrival(now: NaiveDateTime, end: NaiveDateTime) -> NaiveDateTime {
    let came = end - Duration::minutes(45);
    if came.hour() < 8 || came.date() != end.date() {
        return time(end.date(), 8, 0);
    }
    came.max(now)
}

fn weekday(day: NaiveDate) -> NaiveDate {
    if super::calendar::is_workday(day) { day } else { super::calendar::next_workday(day) }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::{Names, Telling, genitive};
    use crate::demo::{
        calendar::{date, time},
        dice::Dice,
        stories::{Book, Tongue},
    };

    const NAMES: Names<'_> = Names { requester: "Nadia", worker: "Karim", phone: "085 01 23 45" };

    #[test]
    fn an_alternative_once_taken_is_taken_again() {
        let book = Book::of(Tongue::French);
        for stream in 0..50 {
            let mut dice = Dice::of(1, stream);
            let entered = time(date(2026, 3, 10), 9, 0);
            let mut telling = Telling::new(&book, &mut dice, &NAMES, entered, entered.date());
            let said = telling.fill(&mut dice, "[a|b] [a|b] [1:c|d] [1:C|D] {who}");
            assert!(["a a", "b b"].iter().any(|pair| said.starts_with(pair)), "{said}");
            assert!(["c C Nadia", "d D Nadia"].iter().any(|end| said.ends_with(end)), "{said}");
        }
    }

    #[test]
    fn a_place_is_somebodys_in_good_french() {
        let said = ["au local 204", "aux sanitaires", "à l’accueil", "dans le couloir", "dans l’amphi A"]
            .map(genitive);
        assert_eq!(said, ["du local 204", "des sanitaires", "de l’accueil", "du couloir", "de l’amphi A"]);
    }

    #[test]
    fn a_slot_with_a_capital_begins_a_sentence() {
        let book = Book::of(Tongue::French);
        let entered = time(date(2026, 3, 10), 9, 0);
        let mut dice = Dice::of(1, 1);
        let mut telling = Telling::new(&book, &mut dice, &NAMES, entered, entered.date());
        assert_eq!(telling.fill(&mut dice, "{Since} , {since}"), "Ce matin, ce matin");
    }
}
