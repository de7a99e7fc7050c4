use std::collections::BTreeSet;

use leptos::prelude::*;
use uuid::Uuid;

use super::work::{Leaver, find_successors, left_over, open_work, reassign};
use crate::{
    contract::{Reassigned, RequestSummary, Unassignable, UnassignableReason},
    features::grants::Refusal,
    i18n::use_i18n,
    language::{Words, now, say},
    load::Load,
    ui::{Banner, Button, Choice, Combo, Failure, Form, Show, StatusPill, TextSkeleton, Toasts},
};

/// Their open work, to be given to somebody else all at once or one by one [PL-9].
#[component]
pub fn OpenWork() -> impl IntoView {
    let i18n = use_i18n();
    let leaver = expect_context::<Leaver>();
    let desk = Desk {
        leaver,
        work: Load::new(move || open_work(leaver.id)),
        chosen: RwSignal::new(BTreeSet::new()),
        to: RwSignal::new(None),
        form: Form::new(),
        left: RwSignal::new(Vec::new()),
        toasts: expect_context(),
        i18n,
    };
    let work = desk.work;
    let some = move || work.data.with(|all| all.as_ref().is_some_and(|all| !all.is_empty()));
    let none = move || work.data.with(|all| all.as_ref().is_some_and(Vec::is_empty));
    view! {
        <section class="stack" aria-labelledby="open-work">
            <h2 id="open-work">{say!(i18n, leaving.open_work)}</h2>
            {move || work.problem.get().map(|problem| view! {
                <Failure problem=problem again=move || work.again()/>
            })}
            <Show when=move || work.slow.get()><TextSkeleton/></Show>
            <Show when=none>
                <p class="muted">{move || now!(i18n, leaving.no_work, name = leaver.name.get())}</p>
            </Show>
            <Show when=some><Choosing desk=desk/></Show>
        </section>
    }
}

/// The list, and what goes on with it.
#[derive(Clone, Copy)]
struct Desk {
    leaver: Leaver,
    work: Load<Vec<RequestSummary>>,
    chosen: RwSignal<BTreeSet<Uuid>>,
    to: RwSignal<Option<Choice>>,
    form: Form,
    /// What could not be given, by reference.
    left: RwSignal<Vec<(String, Unassignable)>>,
    toasts: Toasts,
    i18n: Words,
}

#[component]
fn Choosing(desk: Desk) -> impl IntoView {
    let (i18n, form) = (desk.i18n, desk.form);
    let rows = move || {
        let work = desk.work.data.get().unwrap_or_default();
        work.into_iter().map(|request| row(desk, request)).collect::<Vec<AnyView>>()
    };
    let count = move || desk.chosen.with(BTreeSet::len);
    view! {
        <p>{move || now!(i18n, leaving.choose, name = desk.leaver.name.get())}</p>
        {move || form.problem.get().map(|problem| view! { <Refusal problem=problem/> })}
        {move || left_text(desk).map(|text| view! {
            <Banner tone="amber" icon="alert" title=say!(i18n, leaving.left_over) text=text/>
        })}
        <ul class="work"><li><Every desk=desk/></li>{rows}</ul>
        <Combo pointer="/to" label=say!(i18n, leaving.give_to) placeholder=say!(i18n, teams.find_person)
            find=find_successors(desk.leaver.id) chosen=desk.to/>
        <div class="row">
            <Button
                kind="primary"
                text=move || now!(i18n, leaving.give, count = count())
                busy=form.busy
                on_click=move || desk.give()
            />
            <Button text=say!(i18n, leaving.take_off) busy=form.busy on_click=move || desk.reassign(None)/>
        </div>
    }
}

#[component]
fn Every(desk: Desk) -> impl IntoView {
    let i18n = desk.i18n;
    let all =
        move || desk.work.data.with(|all| all.iter().flatten().map(|one| one.id).collect::<BTreeSet<_>>());
    let checked = Memo::new(move |_| desk.chosen.with(|chosen| *chosen == all()));
    let toggle = move |event| {
        desk.chosen.set(if event_target_checked(&event) { all() } else { BTreeSet::new() });
    };
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=move || checked.get() on:change=toggle/>
            <span>{move || now!(i18n, leaving.all, count = all().len())}</span>
        </label>
    }
}

fn row(desk: Desk, request: RequestSummary) -> AnyView {
    let id = request.id;
    let toggle = move |event| {
        desk.chosen.update(|chosen| {
            if event_target_checked(&event) {
                chosen.insert(id)
            } else {
                chosen.remove(&id)
            };
        });
    };
    view! {
        <li>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || desk.chosen.with(|chosen| chosen.contains(&id))
                    on:change=toggle
                />
                <span class="quiet">{request.reference}</span>
            </label>
            <StatusPill status=Signal::derive(move || request.status)/>
            <a class="grow" href=format!("/requests/{id}")>{request.title}</a>
            <span class="muted small">{request.site.name}</span>
        </li>
    }
    .into_any()
}

impl Desk {
    /// To whoever was found; says so where nobody was.
    fn give(self) {
        match self.to.get_untracked() {
            Some(to) => self.reassign(Some(to)),
            None => self.toasts.say(now!(self.i18n, leaving.nobody).to_owned()),
        }
    }

    fn reassign(self, to: Option<Choice>) {
        let ids: Vec<Uuid> = self.chosen.with_untracked(|chosen| chosen.iter().copied().collect());
        if ids.is_empty() {
            self.toasts.say(now!(self.i18n, leaving.none_chosen).to_owned());
            return;
        }
        let call = reassign(ids, self.leaver.id, to.as_ref().map(|to| to.id));
        self.form.send(call, move |done: Reassigned| self.tell(to, &done));
    }

    fn tell(self, to: Option<Choice>, done: &Reassigned) {
        let left = self
            .work
            .data
            .with_untracked(|work| left_over(work.as_deref().unwrap_or_default(), &done.refused));
        self.left.set(left);
        self.chosen.set(BTreeSet::new());
        self.work.again();
        let count = done.reassigned.len();
        let told = match to {
            Some(to) => now!(self.i18n, leaving.given, count = count, name = to.name.as_str()),
            None => now!(self.i18n, leaving.taken_off, count = count),
        };
        if count > 0 {
            self.toasts.say(told);
        }
    }
}

/// Which stay as they are, and why.
fn left_text(desk: Desk) -> Option<String> {
    let i18n = desk.i18n;
    let why = |reason| match reason {
        UnassignableReason::NoCandidate => now!(i18n, leaving.no_candidate),
        UnassignableReason::Refused => now!(i18n, leaving.refused),
        UnassignableReason::NotFound | UnassignableReason::Other => now!(i18n, leaving.not_found),
    };
    let line = |(reference, one): &(String, Unassignable)| format!("{reference} : {}", why(one.reason));
    let lines: Vec<String> = desk.left.with(|left| left.iter().map(line).collect());
    (!lines.is_empty()).then(|| lines.join(" · "))
}
