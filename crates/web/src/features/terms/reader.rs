use domain::Language;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use uuid::Uuid;

use crate::{
    browser,
    contract::{self, Terms, TermsConsent, Waiting},
    dates,
    i18n::use_i18n,
    language::{language, now, own_name, say},
    load::Load,
    session::{Session, Who, destination, gate_path, login_path},
    ui::{
        Banner, Button, Empty, Failure, Lockup, Markdown, PageTitle, Show, TextSkeleton, Toasts, problem_text,
    },
};

/// What must be accepted before anything else; read again later by whoever wants to.
#[component]
pub fn TermsPage() -> impl IntoView {
    let i18n = use_i18n();
    let (session, query, navigate) = (expect_context::<Session>(), use_query_map(), use_navigate());
    let back = move || destination(query.read_untracked().get("next").as_deref());
    lead_away();
    let accepted = Callback::new(move |()| {
        navigate(&back(), NavigateOptions { replace: true, ..Default::default() });
    });
    view! {
        <a class="skip" href="#main">{say!(i18n, shell.skip)}</a>
        <main id="main" class="column stack loose" tabindex="-1">
            <div class="row apart">
                <span class="lockup"><Lockup/></span>
                <div class="row">{Language::ALL.iter().map(|&one| view! { <Speak one=one/> }).collect_view()}</div>
            </div>
            <PageTitle text=say!(i18n, terms.title)/>
            <Show when=move || session.me().is_some()><Reader accepted=accepted/></Show>
            {move || match session.who() {
                Who::Unreachable(problem) => {
                    Some(view! { <Failure problem=problem again=move || session.resume()/> })
                }
                _ => None,
            }}
        </main>
    }
}

/// The same over the page of somebody who was working when they changed.
#[component]
pub fn TermsDialog() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="body stack">
            <p>{say!(i18n, terms.changed)}</p>
            <Reader accepted=Callback::new(|()| {})/>
        </div>
    }
}

/// Whoever is nobody logs in first, and a password of one's own is chosen first.
fn lead_away() {
    let (session, navigate) = (expect_context::<Session>(), use_navigate());
    Effect::new(move || {
        let path = match session.who() {
            Who::Nobody => login_path(&browser::here()),
            Who::Someone(me) if me.waiting == Some(Waiting::Password) => {
                gate_path(Waiting::Password, &browser::here())
            }
            _ => return,
        };
        navigate(&path, NavigateOptions { replace: true, ..Default::default() });
    });
}

#[component]
fn Speak(one: Language) -> impl IntoView {
    let i18n = use_i18n();
    let session = expect_context::<Session>();
    view! {
        <button
            type="button"
            class="btn ghost sm"
            lang=one.word()
            aria-current=move || (language(i18n) == one).then_some("true")
            on:click=move |_| session.speak(one)
        >
            {own_name(one)}
        </button>
    }
}

/// The text, and what to do with it.
#[component]
fn Reader(accepted: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let session = expect_context::<Session>();
    // The server answers in the account's language.
    let spoken = Memo::new(move |_| session.me().map(|me| me.language));
    let terms = Load::new(move || {
        spoken.get();
        contract::read_terms()
    });
    let newer = RwSignal::new(false);
    let none = move || terms.problem.with(|problem| problem.as_ref().is_some_and(|it| it.status == 404));
    let failed = move || terms.problem.get().filter(|problem| problem.status != 404);
    view! {
        <Show when=move || newer.get()>
            <Banner tone="amber" icon="info" title=say!(i18n, terms.newer) text=say!(i18n, terms.newer_text)/>
        </Show>
        {move || failed().map(|problem| view! { <Failure problem=problem again=move || terms.again()/> })}
        <Show when=none>
            <Empty title=say!(i18n, terms.none) text=say!(i18n, terms.none_text)>
                <a class="btn" href="/">{say!(i18n, terms.back)}</a>
            </Empty>
        </Show>
        <Show when=move || terms.slow.get()><TextSkeleton/></Show>
        {move || terms.data.get().map(|read| view! {
            <Text terms=read load=terms newer=newer accepted=accepted/>
        })}
    }
}

#[component]
fn Text(terms: Terms, load: Load<Terms>, newer: RwSignal<bool>, accepted: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let (number, at) = (terms.number, dates::local(terms.published_at));
    let version = move || now!(i18n, terms.version, number = number, at = dates::full(at, language(i18n)));
    let done = terms.accepted_at.map(dates::local);
    view! {
        <p class="muted small">{version}</p>
        <article lang=terms.language.word()><Markdown text=terms.markdown/></article>
        {match done {
            Some(at) => view! { <Accepted at=at/> }.into_any(),
            None => view! { <Accept id=terms.version_id load=load newer=newer accepted=accepted/> }.into_any(),
        }}
    }
}

#[component]
fn Accepted(at: chrono::NaiveDateTime) -> impl IntoView {
    let i18n = use_i18n();
    let text = move || now!(i18n, terms.accepted_on, at = dates::full(at, language(i18n)));
    view! {
        <div class="row">
            <p class="muted">{text}</p>
            <a class="btn" href="/">{say!(i18n, terms.back)}</a>
        </div>
    }
}

#[component]
fn Accept(id: Uuid, load: Load<Terms>, newer: RwSignal<bool>, accepted: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let (session, toasts) = (expect_context::<Session>(), expect_context::<Toasts>());
    let busy = RwSignal::new(false);
    let accept = move || {
        busy.set(true);
        spawn_local(async move {
            let answer = match contract::accept_terms(&TermsConsent { version_id: id }).await {
                Ok(_) => session.look_again().await,
                Err(problem) => Err(problem),
            };
            busy.try_set(false);
            match answer {
                Ok(()) => accepted.run(()),
                Err(problem) if problem.status == 409 => {
                    newer.set(true);
                    load.again();
                }
                Err(problem) => toasts.warn(problem_text(i18n, &problem)),
            }
        });
    };
    let leave = move || {
        spawn_local(async move {
            if let Err(problem) = session.log_out(false).await {
                toasts.warn(problem_text(i18n, &problem));
            }
        });
    };
    view! {
        <p>{say!(i18n, terms.before)}</p>
        <div class="row">
            <Button kind="primary lg" text=say!(i18n, terms.accept) busy=busy on_click=accept/>
            <Button kind="ghost lg" text=say!(i18n, shell.log_out) on_click=leave/>
        </div>
    }
}
