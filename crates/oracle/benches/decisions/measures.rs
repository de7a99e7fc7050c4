use std::hint::black_box;

use authz::{Action, Actions, Actor, RequestFacts, Stamp, Subject, who_can};
use cedar_policy::Request;
use oracle::{
    Judge, facts, hot,
    population::{Company, now},
    question,
};

use crate::{
    stopwatch::Measure,
    table::{Aim, Figure, Line},
};

const PEOPLE: usize = 50_000;
const PAGE: usize = 50;
/// So often a thing of nanoseconds is repeated in a run, that the clock's own time is nothing beside it.
const REPEATED: usize = 200;

/// One hot subject before both engines, and a company of fifty thousand.
pub struct Bench {
    hot: Subject,
    hot_actor: Actor,
    hot_requests: Vec<RequestFacts>,
    judge: Judge,
    questions: Vec<Request>,
    subjects: Vec<Subject>,
    actors: Vec<Actor>,
    requests: Vec<RequestFacts>,
}

impl Bench {
    pub fn new() -> Self {
        let (hot, hot_requests) = (hot::subject(), hot::requests(64));
        let mut company = Company::new(1, PEOPLE);
        let subjects = company.subjects();
        Self {
            hot_actor: compile(&hot),
            judge: hot::judge(&hot_requests),
            questions: asked_about(&hot_requests).map(|(action, on)| as_question(&hot, action, on)).collect(),
            actors: subjects.iter().map(compile).collect(),
            requests: company.requests(20_000),
            subjects,
            hot_requests,
            hot,
        }
    }

    pub fn measures(&self) -> Vec<Measure<'_>> {
        vec![
            self.hot_check(),
            self.cedar(),
            self.random_check(),
            self.page(),
            self.cold_page(),
            self.compile_one(),
            self.compile_all(),
            self.who_can(),
        ]
    }

    fn hot_check(&self) -> Measure<'_> {
        let asked: Vec<_> = asked_about(&self.hot_requests).collect();
        let times = asked.len() * REPEATED;
        let check = |&(action, on): &(Action, &RequestFacts)| self.hot_actor.check(action, on);
        let run = Box::new(move || (0..REPEATED).map(|_| count(&asked, check)).sum());
        Measure { what: "`check`, a hot subject", times, run, aim: at_most(30.0) }
    }

    /// The same questions, made ready beforehand, as are the entities and the policies.
    fn cedar(&self) -> Measure<'_> {
        let run = Box::new(|| count(&self.questions, |question| self.judge.permits(question)));
        let what = "Cedar `is_authorized`, the same questions, the 5 policies that concern the subject";
        Measure { what, times: self.questions.len(), run, aim: Some(Aim::TimesFirst(200.0)) }
    }

    /// Another subject and another request each time: most of it is waiting for memory.
    fn random_check(&self) -> Measure<'_> {
        let asked: Vec<_> = self.requests.iter().zip(self.actors.iter().step_by(2)).collect();
        let times = asked.len();
        let run = Box::new(move || count(&asked, |(on, actor)| actor.check(Action::EditRequest, on)));
        Measure { what: "`check`, random subjects and requests", times, run, aim: None }
    }

    /// Pages whose rows were just read.
    fn page(&self) -> Measure<'_> {
        let pages: Vec<_> = self.pages().take(40).collect();
        let times = pages.len() * REPEATED;
        let run = Box::new(move || (0..REPEATED).map(|_| count(&pages, mask)).sum());
        let what = "all actions on the 50 rows of a page, random subjects";
        Measure { what, times, run, aim: at_most(3e3) }
    }

    /// Too many pages for the processor's cache.
    fn cold_page(&self) -> Measure<'_> {
        let pages: Vec<_> = self.pages().collect();
        let times = pages.len();
        let run = Box::new(move || count(&pages, mask));
        Measure { what: "the same, neither rows nor subjects in the cache", times, run, aim: None }
    }

    fn pages(&self) -> impl Iterator<Item = (&[RequestFacts], &Actor)> {
        self.requests.chunks_exact(PAGE).zip(self.actors.iter().step_by(17))
    }

    fn compile_one(&self) -> Measure<'_> {
        let run = || (0..REPEATED).filter(|_| compile(black_box(&self.hot)).gate().is_open()).count();
        let what = "compile a subject with 4 grants and a tag grant";
        Measure { what, times: REPEATED, run: Box::new(run), aim: at_most(2e3) }
    }

    fn compile_all(&self) -> Measure<'_> {
        let run = || self.subjects.iter().map(compile).collect::<Vec<_>>().len();
        Measure { what: "compile 50,000 subjects", times: 1, run: Box::new(run), aim: at_most(100e6) }
    }

    fn who_can(&self) -> Measure<'_> {
        let mut requests = self.requests.iter().cycle();
        let run = move || {
            let request = requests.next().expect("a cycle");
            who_can(&self.actors, Action::EditRequest, request).count()
        };
        Measure { what: "`who_can` over 50,000 subjects", times: 1, run: Box::new(run), aim: at_most(10e6) }
    }
}

/// What the compiled subjects hold on to, with themselves.
pub fn mean_memory(bench: &Bench) -> Line {
    let mut actors = Vec::new();
    let held = allocation_counter::measure(|| actors = bench.subjects.iter().map(compile).collect());
    Line {
        what: "memory of a compiled subject, the mean of 50,000",
        figure: Figure::Bytes(held.bytes_current as f64 / actors.len() as f64),
        aim: Some(Aim::AtMost(Figure::Bytes(1024.0))),
    }
}

fn compile(subject: &Subject) -> Actor {
    Actor::compile(subject, now(), Stamp::default())
}

fn asked_about(requests: &[RequestFacts]) -> impl Iterator<Item = (Action, &RequestFacts)> {
    requests.iter().flat_map(|request| Actions::ON_A_REQUEST.iter().map(move |action| (action, request)))
}

fn as_question(subject: &Subject, action: Action, on: &RequestFacts) -> Request {
    question(subject.user, action, facts::of_request(on.id), now())
}

fn mask((rows, actor): &(&[RequestFacts], &Actor)) -> bool {
    rows.iter().fold(false, |any, row| any | !black_box(actor.allowed_on(row)).is_empty())
}

fn count<T>(all: &[T], is: impl Fn(&T) -> bool) -> usize {
    all.iter().filter(|one| is(one)).count()
}

const fn at_most(nanoseconds: f64) -> Option<Aim> {
    Some(Aim::AtMost(Figure::Nanoseconds(nanoseconds)))
}
