use leptos::{ev::SubmitEvent, prelude::*};

use super::{
    sites::SiteList,
    whose::{Whose, as_it_is},
};
use crate::{
    contract::{Named, Preferences as Read, PreferencesInput, SiteTreeTop, StartScreen, UnplannedWork},
    i18n::use_i18n,
    language::{Words, now, say},
    load::Load,
    session::Session,
    ui::{
        Banner, Button, Failure, Form, SelectField, Show, SubmitButton, TextSkeleton, Toasts, problem_text,
    },
};

/// How the screens begin, for somebody [PP-9].
#[component]
pub fn Preferences(whose: Whose) -> impl IntoView {
    let load = whose.load();
    view! {
        {move || load.problem.get().map(|problem| view! {
            <Failure problem=problem again=move || load.again()/>
        })}
        <Show when=move || load.slow.get()><TextSkeleton/></Show>
        {move || load.data.get().map(|read| view! { <Screens whose=whose read=read load=load/> })}
    }
}

/// As in the settings: where a planning without a wish of one's own puts it.
const INSTANCE: &str = "instance";

/// What is chosen, before it is sent.
#[derive(Clone, Copy)]
struct Chosen {
    start: RwSignal<String>,
    unplanned: RwSignal<String>,
    top: RwSignal<String>,
    order: RwSignal<Vec<Named>>,
    preselected: RwSignal<Vec<Named>>,
}

impl Chosen {
    fn of(read: &Read) -> Self {
        Self {
            start: RwSignal::new(read.start_screen.word().to_owned()),
            unplanned: RwSignal::new(read.unplanned_work.map_or(INSTANCE, UnplannedWork::word).to_owned()),
            top: RwSignal::new(read.site_tree_top.word().to_owned()),
            order: RwSignal::new(read.site_order.clone()),
            preselected: RwSignal::new(read.preselected_sites.clone()),
        }
    }

    fn input(self, read: &Read) -> PreferencesInput {
        let word = |of: RwSignal<String>| of.get_untracked();
        let ids =
            |of: RwSignal<Vec<Named>>| of.with_untracked(|sites| sites.iter().map(|site| site.id).collect());
        let (start, unplanned, top) = (word(self.start), word(self.unplanned), word(self.top));
        PreferencesInput {
            start_screen: of_word(StartScreen::ALL, StartScreen::word, &start).unwrap_or(StartScreen::Home),
            unplanned_work: of_word(UnplannedWork::ALL, UnplannedWork::word, &unplanned),
            site_tree_top: of_word(SiteTreeTop::ALL, SiteTreeTop::word, &top).unwrap_or(SiteTreeTop::Site),
            site_order: ids(self.order),
            preselected_sites: ids(self.preselected),
            ..as_it_is(read)
        }
    }
}

fn of_word<T: Copy>(all: &[T], word: fn(T) -> &'static str, sought: &str) -> Option<T> {
    all.iter().copied().find(|one| word(*one) == sought)
}

#[component]
fn Screens(whose: Whose, read: Read, load: Load<Read>) -> impl IntoView {
    let i18n = use_i18n();
    let (session, toasts) = (expect_context::<Session>(), expect_context::<Toasts>());
    let (form, chosen) = (Form::new(), Chosen::of(&read));
    let instance = read.instance_unplanned_work;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if form.is_ready() {
            let (version, input) = (read.version, chosen.input(&read));
            form.send(whose.keep(session, version, input), move |kept| {
                toasts.say(now!(i18n, preferences.saved));
                load.data.set(Some(kept));
            });
        }
    };
    view! {
        <form class="stack loose" novalidate on:submit=submit>
            <Refused form=form load=load/>
            <section class="stack" aria-labelledby="screens">
                <h2 id="screens">{say!(i18n, preferences.screens)}</h2>
                <SelectField form=form pointer="/start_screen" label=say!(i18n, preferences.start)
                    options=Signal::derive(move || starts(i18n)) value=chosen.start/>
            </section>
            <section class="stack" aria-labelledby="filter">
                <h2 id="filter">{say!(i18n, preferences.filter)}</h2>
                <SelectField form=form pointer="/site_tree_top" label=say!(i18n, preferences.top)
                    options=Signal::derive(move || tops(i18n)) value=chosen.top/>
                <SiteList pointer="/preselected_sites" label=say!(i18n, preferences.preselected)
                    help=say!(i18n, preferences.preselected_help) sites=chosen.preselected/>
            </section>
            <section class="stack" aria-labelledby="planning">
                <h2 id="planning">{say!(i18n, preferences.planning)}</h2>
                <p class="muted">{say!(i18n, preferences.planning_text)}</p>
                <SelectField form=form pointer="/unplanned_work" label=say!(i18n, preferences.unplanned)
                    options=Signal::derive(move || places(i18n, instance)) value=chosen.unplanned/>
                <SiteList pointer="/site_order" label=say!(i18n, preferences.order)
                    help=say!(i18n, preferences.order_help) sites=chosen.order ordered=true/>
            </section>
            <div><SubmitButton text=say!(i18n, ui.save) busy=form.busy/></div>
        </form>
    }
}

/// Why it was not kept; where somebody was faster, the way to what they chose.
#[component]
pub(super) fn Refused(form: Form, load: Load<Read>) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        form.problem.get().map(|problem| {
            let stale = problem.is_stale();
            view! {
                <Banner tone="red" icon="alert" title=say!(i18n, ui.not_saved) text=move || problem_text(i18n, &problem)>
                    {stale.then(|| view! {
                        <Button kind="sm" text=say!(i18n, requests.reload) on_click=move || load.again()/>
                    })}
                </Banner>
            }
        })
    }
}

fn starts(i18n: Words) -> Vec<(String, String)> {
    let text = |start| match start {
        StartScreen::Requests => now!(i18n, requests.title),
        StartScreen::Home | StartScreen::Other => now!(i18n, shell.home),
    };
    StartScreen::ALL.iter().map(|&one| (one.word().to_owned(), text(one).to_owned())).collect()
}

fn tops(i18n: Words) -> Vec<(String, String)> {
    let text = |top| match top {
        SiteTreeTop::CompanyGroup => now!(i18n, preferences.by_company_group),
        SiteTreeTop::Company => now!(i18n, preferences.by_company),
        SiteTreeTop::Location => now!(i18n, preferences.by_location),
        SiteTreeTop::Site | SiteTreeTop::Other => now!(i18n, preferences.by_site),
    };
    SiteTreeTop::ALL.iter().map(|&one| (one.word().to_owned(), text(one).to_owned())).collect()
}

fn places(i18n: Words, instance: UnplannedWork) -> Vec<(String, String)> {
    let own = UnplannedWork::ALL.iter().map(|&one| (one.word().to_owned(), place_text(i18n, one).to_owned()));
    let said = now!(i18n, preferences.as_instance, place = place_text(i18n, instance));
    [(INSTANCE.to_owned(), said)].into_iter().chain(own).collect()
}

fn place_text(i18n: Words, place: UnplannedWork) -> &'static str {
    match place {
        UnplannedWork::Bottom => now!(i18n, preferences.bottom),
        UnplannedWork::Top | UnplannedWork::Other => now!(i18n, preferences.above),
    }
}
