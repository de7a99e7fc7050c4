//! The life of one request, from its entry to its end: who does what when, before any word is said.

use chrono::NaiveDateTime;
use domain::RequestStatus;

use super::{
    calendar::after,
    dice::{Dice, Span, span},
};

/// The part somebody plays in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Requester,
    /// Reads what comes in and decides who takes it on.
    Dispatcher,
    /// The first of those who take it on.
    Worker,
}

/// What is said; the story and the language give it words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    Question,
    Answer,
    Plan,
    Remark,
    Waiting,
    Done,
    Thanks,
    Chase,
    Reassurance,
    Withdrawal,
    Complaint,
    SecondPlan,
    Fixed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    Enter,
    /// Gives it to so many workers.
    Assign(usize),
    Move(RequestStatus),
    Say(Line),
    /// Says just this.
    Quote {
        internal: bool,
        text: &'static str,
    },
}

/// Somebody does something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beat {
    pub at: NaiveDateTime,
    pub who: Who,
    pub deed: Deed,
}

/// What a story has words for.
#[derive(Debug, Clone, Copy)]
pub struct Traits {
    pub question: bool,
    pub waiting: bool,
    pub refusal: bool,
}

/// Working minutes: a day has 540.
const FIRST_LOOK: [Span; 5] =
    [span(35, 5, 60), span(38, 60, 540), span(18, 540, 1_800), span(7, 1_800, 9_000), span(2, 9_000, 26_000)];
const WORK: [Span; 5] = [
    span(30, 60, 360),
    span(38, 360, 1_620),
    span(20, 1_620, 4_320),
    span(9, 4_320, 13_500),
    span(3, 13_500, 32_000),
];
const WAIT: [Span; 3] = [span(60, 1_620, 6_480), span(30, 6_480, 21_600), span(10, 21_600, 40_000)];

/// The whole life of a request entered `at`; whoever tells it stops at the present.
pub fn life(dice: &mut Dice, at: NaiveDateTime, traits: Traits) -> Vec<Beat> {
    let mut life = Life { dice, at, beats: Vec::new() };
    life.act(Who::Requester, Deed::Enter);
    let refused = if traits.refusal { 40 } else { 3 };
    if life.dice.chance(refused) {
        life.be_rejected();
    } else if life.dice.chance(4) {
        life.be_cancelled();
    } else {
        life.be_done(traits);
    }
    life.beats.sort_by_key(|beat| beat.at);
    life.beats
}

struct Life<'d> {
    dice: &'d mut Dice,
    at: NaiveDateTime,
    beats: Vec<Beat>,
}

impl Life<'_> {
    fn be_rejected(&mut self) {
        self.wait(&FIRST_LOOK);
        if self.dice.chance(25) {
            self.act(Who::Dispatcher, Deed::Say(Line::Remark));
            self.pause(5, 200);
        }
        self.act(Who::Dispatcher, Deed::Move(RequestStatus::Rejected));
    }

    fn be_cancelled(&mut self) {
        self.pause(40, 900);
        if self.dice.chance(35) {
            self.start();
            self.pause(60, 900);
        }
        self.act(Who::Requester, Deed::Say(Line::Withdrawal));
        self.pause(5, 300);
        self.act(Who::Dispatcher, Deed::Move(RequestStatus::Cancelled));
    }

    fn be_done(&mut self, traits: Traits) {
        self.be_looked_at();
        if traits.question && self.dice.chance(25) {
            self.ask(Who::Dispatcher);
            self.start();
        } else {
            self.start();
            if traits.question && self.dice.chance(25) {
                self.pause(5, 90);
                self.ask(Who::Worker);
            }
        }
        self.work();
        if traits.waiting && self.dice.chance(42) {
            self.wait_for_something();
        }
        self.finish(Line::Done);
        if self.dice.chance(14) {
            self.pause(20, 700);
            self.act(Who::Requester, Deed::Say(Line::Thanks));
        }
        if self.dice.chance(3) {
            self.be_reopened();
        }
    }

    /// A requester who waits for days asks for news.
    fn be_looked_at(&mut self) {
        let wait = self.dice.drawn(&FIRST_LOOK);
        if wait > 2_700 && self.dice.chance(60) {
            self.aside(wait / 2, Who::Requester, Line::Chase);
            self.aside(wait / 2 + 90, Who::Dispatcher, Line::Reassurance);
        }
        self.at = after(self.at, wait);
    }

    fn ask(&mut self, who: Who) {
        self.act(who, Deed::Say(Line::Question));
        self.pause(15, 420);
        self.act(Who::Requester, Deed::Say(Line::Answer));
        self.pause(5, 60);
    }

    fn start(&mut self) {
        let workers = if self.dice.chance(8) { 2 } else { 1 };
        self.act(Who::Dispatcher, Deed::Assign(workers));
        self.pause(1, 12);
        let who = if self.dice.chance(60) { Who::Dispatcher } else { Who::Worker };
        self.act(who, Deed::Move(RequestStatus::InProgress));
        if self.dice.chance(38) {
            let (minutes, who) =
                (self.dice.within(2, 30), if self.dice.chance(50) { Who::Worker } else { Who::Dispatcher });
            self.aside(minutes, who, Line::Remark);
        }
    }

    fn work(&mut self) {
        let minutes = self.dice.drawn(&WORK);
        if minutes > 240 && self.dice.chance(55) {
            let soon = self.dice.within(5, 60);
            self.aside(soon, Who::Worker, Line::Plan);
        }
        self.at = after(self.at, minutes);
    }

    fn wait_for_something(&mut self) {
        self.act(Who::Worker, Deed::Say(Line::Waiting));
        self.pause(1, 6);
        self.act(Who::Worker, Deed::Move(RequestStatus::OnHold));
        self.wait(&WAIT);
        self.act(Who::Worker, Deed::Move(RequestStatus::InProgress));
        self.pause(60, 500);
    }

    fn finish(&mut self, line: Line) {
        if self.dice.chance(85) {
            self.act(Who::Worker, Deed::Say(line));
            self.pause(1, 5);
        }
        self.act(Who::Worker, Deed::Move(RequestStatus::Done));
    }

    fn be_reopened(&mut self) {
        self.pause(540, 3_500);
        self.act(Who::Requester, Deed::Say(Line::Complaint));
        self.pause(10, 240);
        self.act(Who::Worker, Deed::Move(RequestStatus::InProgress));
        self.pause(2, 10);
        self.act(Who::Worker, Deed::Say(Line::SecondPlan));
        self.pause(400, 2_400);
        self.finish(Line::Fixed);
    }

    fn act(&mut self, who: Who, deed: Deed) {
        self.beats.push(Beat { at: self.at, who, deed });
    }

    /// Said while something else goes on.
    fn aside(&mut self, minutes: i64, who: Who, line: Line) {
        self.beats.push(Beat { at: after(self.at, minutes), who, deed: Deed::Say(line) });
    }

    fn wait(&mut self, spans: &[Span]) {
        let minutes = self.dice.drawn(spans);
        self.at = after(self.at, minutes);
    }

    fn pause(&mut self, low: i64, high: i64) {
        let minutes = self.dice.within(low, high);
        self.at = after(self.at, minutes);
    }
}

#[cfg(test)]
mod tests {
    use domain::RequestStatus::{AwaitingAssignment, Cancelled, Done, OnHold, Rejected};

    use super::{Beat, Deed, Dice, Traits, life};
    use crate::demo::calendar::{date, time};

    fn lives() -> impl Iterator<Item = Vec<Beat>> {
        (0..3_000).map(|stream| {
            let [question, waiting, refusal] = [0, 1, 2].map(|bit| stream >> bit & 1 == 1);
            life(
                &mut Dice::of(9, stream),
                time(date(2025, 11, 7), 15, 12),
                Traits { question, waiting, refusal },
            )
        })
    }

    #[test]
    fn a_life_makes_only_moves_that_the_table_allows_and_comes_to_an_end() {
        let mut ends = std::collections::BTreeMap::new();
        for beats in lives() {
            let end = beats.iter().fold(AwaitingAssignment, |status, beat| match beat.deed {
                Deed::Move(to) => status.move_to(to).expect("an allowed move"),
                _ => status,
            });
            *ends.entry(end).or_insert(0) += 1;
        }
        assert_eq!(ends.into_keys().collect::<Vec<_>>(), [Done, Rejected, Cancelled]);
    }

    #[test]
    fn a_life_begins_with_its_entry_and_goes_forward() {
        for beats in lives() {
            assert_eq!(beats[0].deed, Deed::Enter);
            assert!(beats.is_sorted_by_key(|beat| beat.at));
        }
    }

    #[test]
    fn nothing_is_in_progress_before_it_was_assigned_and_some_wait() {
        let mut waited = 0;
        for beats in lives() {
            let first = |wanted: fn(&Deed) -> bool| beats.iter().position(|beat| wanted(&beat.deed));
            let assigned = first(|deed| matches!(deed, Deed::Assign(_)));
            let moved = first(|deed| matches!(deed, Deed::Move(to) if !matches!(to, Rejected | Cancelled)));
            assert!(moved.is_none() || assigned < moved);
            waited += usize::from(first(|deed| *deed == Deed::Move(OnHold)).is_some());
        }
        assert!(waited > 300, "{waited}");
    }
}
