//! What people ask for and say, in three languages. The texts are in the files beside this one:
//! `== trade`, then for each story `# title`, its text, `? question`, `= answer`, `! remark`, `~ waiting`,
//! `x refusal`, `> done`. `[a|b]` is one of them, the same one each time within a request; `[1:a|b]` goes with
//! every other `[1:…]` of the story; `{room}` is a slot, filled by [`super::telling`].

use std::collections::BTreeMap;

/// The language a person writes in. (The app itself speaks fewer.)
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tongue {
    French,
    Dutch,
    English,
}

impl Tongue {
    pub const ALL: [Self; 3] = [Self::French, Self::Dutch, Self::English];
}

/// What somebody must be good at to help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trade {
    Heating,
    Cooling,
    Winter,
    Plumbing,
    Electricity,
    It,
    Network,
    Doors,
    Cleaning,
    Furniture,
    Safety,
    Grounds,
    Building,
}

impl Trade {
    pub const ALL: [Self; 13] = [
        Self::Heating,
        Self::Cooling,
        Self::Winter,
        Self::Plumbing,
        Self::Electricity,
        Self::It,
        Self::Network,
        Self::Doors,
        Self::Cleaning,
        Self::Furniture,
        Self::Safety,
        Self::Grounds,
        Self::Building,
    ];

    /// The word after `==` in the files.
    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|trade| format!("{trade:?}").eq_ignore_ascii_case(name))
    }

    /// How often it is asked for in a month (from 0), compared with the other trades.
    pub fn demand(self, month0: u32) -> i64 {
        const COLD: [i64; 12] = [30, 26, 16, 8, 3, 0, 0, 0, 5, 18, 26, 30];
        const HOT: [i64; 12] = [0, 0, 0, 1, 5, 14, 20, 18, 6, 0, 0, 0];
        const FROST: [i64; 12] = [6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 1, 5];
        const GREEN: [i64; 12] = [1, 1, 4, 7, 8, 8, 8, 8, 7, 7, 4, 1];
        let month = month0 as usize % 12;
        match self {
            Self::Heating => COLD[month],
            Self::Cooling => HOT[month],
            Self::Winter => FROST[month],
            Self::Grounds => GREEN[month],
            Self::Plumbing | Self::Electricity => 14,
            Self::It => 15,
            Self::Doors => 12,
            Self::Building => 11,
            Self::Furniture => 10,
            Self::Safety | Self::Cleaning => 9,
            Self::Network => 8,
        }
    }
}

/// One thing that can be wrong, and what is said about it.
#[derive(Debug, Clone)]
pub struct Story {
    pub trade: Trade,
    pub title: &'static str,
    pub text: String,
    pub question: Option<&'static str>,
    pub answer: Option<&'static str>,
    pub remark: Option<&'static str>,
    pub waiting: Option<&'static str>,
    pub refusal: Option<&'static str>,
    pub done: Option<&'static str>,
}

/// All that is said in one language.
#[derive(Debug)]
pub struct Book {
    pub tongue: Tongue,
    pub stories: Vec<Story>,
    words: BTreeMap<&'static str, Vec<&'static str>>,
}

impl Book {
    /// The book of that language.
    pub fn of(tongue: Tongue) -> Self {
        let (stories, words) = match tongue {
            Tongue::French => (FRENCH, include_str!("fr/words.txt")),
            Tongue::Dutch => (DUTCH, include_str!("nl/words.txt")),
            Tongue::English => (ENGLISH, include_str!("en/words.txt")),
        };
        let stories = stories.iter().flat_map(|file| read_stories(file)).collect();
        Self { tongue, stories, words: read_words(words) }
    }

    /// The lines under `== name`.
    pub fn words(&self, name: &str) -> &[&'static str] {
        self.words.get(name).map_or(&[], Vec::as_slice)
    }
}

const FRENCH: &[&str] = &[
    include_str!("fr/comfort.txt"),
    include_str!("fr/water_power.txt"),
    include_str!("fr/digital.txt"),
    include_str!("fr/rooms.txt"),
    include_str!("fr/premises.txt"),
];
const DUTCH: &[&str] = &[include_str!("nl/stories.txt")];
const ENGLISH: &[&str] = &[include_str!("en/stories.txt")];

fn read_stories(file: &'static str) -> Vec<Story> {
    let mut stories: Vec<Story> = Vec::new();
    let mut trade = Trade::Building;
    for line in file.lines().filter(|line| !line.is_empty()) {
        if let Some(name) = line.strip_prefix("== ") {
            trade = Trade::named(name).unwrap_or(trade);
        } else if let Some(title) = line.strip_prefix("# ") {
            stories.push(Story::new(trade, title));
        } else if let Some(story) = stories.last_mut() {
            story.add(line);
        }
    }
    stories
}

fn read_words(file: &'static str) -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut words: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let mut section = "";
    for line in file.lines().filter(|line| !line.is_empty()) {
        match line.strip_prefix("== ") {
            Some(name) => section = name,
            None => words.entry(section).or_default().push(line),
        }
    }
    words
}

impl Story {
    const fn new(trade: Trade, title: &'static str) -> Self {
        let (question, answer, remark, waiting, refusal, done) = (None, None, None, None, None, None);
        Self { trade, title, text: String::new(), question, answer, remark, waiting, refusal, done }
    }

    fn add(&mut self, line: &'static str) {
        match line.split_at_checked(2) {
            Some(("? ", rest)) => self.question = Some(rest),
            Some(("= ", rest)) => self.answer = Some(rest),
            Some(("! ", rest)) => self.remark = Some(rest),
            Some(("~ ", rest)) => self.waiting = Some(rest),
            Some(("x ", rest)) => self.refusal = Some(rest),
            Some(("> ", rest)) => self.done = Some(rest),
            _ if self.text.is_empty() => line.clone_into(&mut self.text),
            _ => self.text.extend(["\n", line]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Book, Tongue, Trade};

    #[test]
    fn every_language_knows_every_trade_and_every_word_list() {
        let french = Book::of(Tongue::French);
        for tongue in Tongue::ALL {
            let book = Book::of(tongue);
            assert!(Trade::ALL.iter().all(|trade| book.stories.iter().any(|story| story.trade == *trade)));
            for name in french.words.keys().filter(|name| **name != "guest") {
                assert!(!book.words(name).is_empty(), "{tongue:?} has no {name}");
            }
        }
        assert!(french.stories.len() > 130, "{}", french.stories.len());
    }

    #[test]
    fn every_story_has_a_text_and_an_end_and_an_answer_to_its_question() {
        for story in Tongue::ALL.into_iter().flat_map(|tongue| Book::of(tongue).stories) {
            assert!(!story.text.is_empty() && story.done.is_some(), "{}", story.title);
            assert_eq!(story.question.is_some(), story.answer.is_some(), "{}", story.title);
        }
    }
}
