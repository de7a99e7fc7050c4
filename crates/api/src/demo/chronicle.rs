//! Eighteen months of requests, up to the day before `now`.

use std::collections::{BTreeMap, BTreeSet};

use authz::ShippedRole as Role;
use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, Utc};

use super::{
    calendar::{bustle, moment_of, utc},
    casting,
    deck::Decks,
    dice::{Dice, Span, span},
    founding::{Ids, found},
    ledger::{Entry, Form},
    people::PEOPLE,
    places::SITES,
    rows::Rows,
    scenes::{Players, SCENES, Scene},
    stories::{Book, Story, Tongue},
    telling::{Names, Telling},
    timeline::{Beat, Deed, Line, Traits, life},
};
use crate::db::entities::reference_counter;

/// How many requests there are.
pub const REQUESTS: usize = 2_000;

const DAYS: i64 = 548;
const SEED: u64 = 0x_4d4f_5341_4e45;

/// Streams of chance; each request has its own after these.
const FOUNDING: u64 = 0;
const DATES: u64 = 1;
const DECKS: u64 = 2;
const FIRST_REQUEST: u64 = 100;

/// All rows. They depend on the day of `now` alone: the chronicle ends where that day begins.
pub fn write(now: DateTime<Utc>, password_hash: &str) -> Rows {
    let today = now.date_naive();
    let mut rows = Rows::default();
    let founded = utc((today - Duration::days(DAYS + 14)).and_time(chrono::NaiveTime::MIN));
    let ids = found(&mut rows, &mut Dice::of(SEED, FOUNDING), founded, password_hash);
    let mut chronicle = Chronicle::new(today, &ids);
    for (stream, plan) in (FIRST_REQUEST..).zip(plans(today)) {
        chronicle.tell(&mut rows, &mut Dice::of(SEED, stream), &plan);
    }
    rows.counters =
        chronicle.numbers.into_iter().map(|(year, last)| reference_counter::Model { year, last }).collect();
    rows
}

/// When a request is entered, and by which hand.
struct Plan {
    entered: NaiveDateTime,
    scene: Option<&'static Scene>,
}

fn plans(today: NaiveDate) -> Vec<Plan> {
    let mut dice = Dice::of(SEED, DATES);
    let days: Vec<(NaiveDate, i64)> =
        (1..=DAYS).rev().map(|ago| today - Duration::days(ago)).map(|day| (day, bustle(day))).collect();
    let mut plans: Vec<Plan> = SCENES
        .iter()
        .filter_map(|scene| Some(Plan { entered: scene.beats(today).first()?.at, scene: Some(scene) }))
        .collect();
    plans.resize_with(REQUESTS, || {
        let (day, _) = days[dice.weighted(days.iter().map(|(_, weight)| *weight))];
        Plan { entered: moment_of(day, &mut dice), scene: None }
    });
    plans.sort_by_key(|plan| plan.entered);
    plans
}

struct Chronicle<'a> {
    ids: &'a Ids,
    today: NaiveDate,
    books: [Book; 3],
    decks: Decks,
    numbers: BTreeMap<i32, i32>,
    told: BTreeSet<String>,
}

/// How often a text is told anew that was told before.
const ATTEMPTS: usize = 8;

/// How many days before it was told something was noticed.
const NOTICED: [Span; 4] = [span(62, 0, 0), span(19, 1, 1), span(15, 2, 6), span(4, 7, 10)];

impl<'a> Chronicle<'a> {
    fn new(today: NaiveDate, ids: &'a Ids) -> Self {
        let decks = Decks::new(Dice::of(SEED, DECKS));
        Self {
            ids,
            today,
            books: Tongue::ALL.map(Book::of),
            decks,
            numbers: BTreeMap::new(),
            told: BTreeSet::new(),
        }
    }

    fn tell(&mut self, rows: &mut Rows, dice: &mut Dice, plan: &Plan) {
        let number = self.numbers.entry(utc(plan.entered).year()).or_default();
        *number += 1;
        let number = *number;
        match plan.scene {
            Some(scene) => self.play(rows, dice, number, scene),
            None => self.invent(rows, dice, number, plan.entered),
        }
    }

    fn invent(&mut self, rows: &mut Rows, dice: &mut Dice, number: i32, entered: NaiveDateTime) {
        let site = dice.weighted(SITES.iter().map(|site| site.weight));
        let requester = casting::requester(dice, site);
        let book = &self.books[PEOPLE[requester].tongue as usize];
        let story = self.decks.draw(book, entered.month0());
        let players = casting::players(dice, site, story.trade, requester);
        let traits = Traits {
            question: story.question.is_some(),
            waiting: story.waiting.is_some(),
            refusal: story.refusal.is_some(),
        };
        let beats = life(dice, entered, traits);
        let noticed = entered.date() - Duration::days(dice.drawn(&NOTICED));
        let mut form = Form::prefilled(site, requester, (String::new(), String::new()), noticed);
        vary(dice, book, requester, &mut form);
        let phone = PEOPLE[requester].phone(requester);
        let names = Names {
            requester: &form.first_name.clone(),
            worker: PEOPLE[players.workers[0]].first_name,
            phone: &phone,
        };
        let mut telling = Telling::new(book, dice, &names, entered, noticed);
        (form.title, form.text) = telling.title_and_text(dice, story);
        for _ in 0..ATTEMPTS {
            if self.told.insert(form.text.clone()) {
                break;
            }
            telling = Telling::new(book, dice, &names, entered, noticed);
            (form.title, form.text) = telling.title_and_text(dice, story);
        }
        let entry = Entry::open(dice, self.ids, &players, number, entered, form);
        self.follow(rows, dice, entry, &beats, &mut telling, story);
    }

    fn play(&self, rows: &mut Rows, dice: &mut Dice, number: i32, scene: &Scene) {
        let beats = scene.beats(self.today);
        let (Some(players), Some(entered)) = (scene.players(), beats.first().map(|beat| beat.at)) else {
            return;
        };
        let book = &self.books[PEOPLE[players.requester].tongue as usize];
        let story = Story { refusal: scene.refusal, ..book.stories[0].clone() };
        let mut telling = Telling::new(book, dice, &names_of(&players), entered, entered.date());
        let words = (telling.fill(dice, scene.title), telling.fill(dice, scene.text));
        let form = Form::prefilled(scene.site, players.requester, words, entered.date());
        let entry = Entry::open(dice, self.ids, &players, number, entered, form);
        self.follow(rows, dice, entry, &beats, &mut telling, &story);
    }

    /// Writes what happens until today; the rest has not happened yet.
    fn follow(
        &self,
        rows: &mut Rows,
        dice: &mut Dice,
        mut entry: Entry<'_>,
        beats: &[Beat],
        telling: &mut Telling<'_>,
        story: &Story,
    ) {
        for (at, beat) in beats.iter().enumerate().take_while(|(_, beat)| beat.at.date() < self.today) {
            match beat.deed {
                Deed::Enter => {}
                Deed::Assign(workers) => entry.assign(dice, beat, workers),
                Deed::Move(to) => {
                    let reason = to.takes_reason().then(|| telling.refusal(dice, story));
                    entry.change_status(dice, beat, to, reason);
                }
                Deed::Say(line) => {
                    let text = telling.line(dice, story, line, beats, at);
                    entry.comment(dice, beat, line == Line::Remark, text);
                }
                Deed::Quote { internal, text } => {
                    telling.stand_at(beat.at);
                    let text = telling.fill(dice, text);
                    entry.comment(dice, beat, internal, text);
                }
            }
        }
        entry.close(rows);
    }
}

fn names_of(players: &Players) -> Names<'static> {
    let worker = players.workers.first().unwrap_or(&players.dispatcher);
    Names { requester: PEOPLE[players.requester].first_name, worker: PEOPLE[*worker].first_name, phone: "" }
}

/// Some are entered for a guest, some by telephone, some by the team for itself.
fn vary(dice: &mut Dice, book: &Book, requester: usize, form: &mut Form) {
    let by_team = PEOPLE[requester].role == Role::Manager;
    if by_team && dice.chance(12) {
        form.published = false;
    } else if !by_team && dice.chance(5) {
        form.by_telephone = true;
    } else if dice.chance(4)
        && let Some((first, last)) = dice.pick(book.words("guest")).and_then(|name| name.split_once(' '))
    {
        form.first_name = first.to_owned();
        form.last_name = last.to_owned();
        form.email = None;
    }
}
