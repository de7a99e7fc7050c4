use domain::Language;
use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use super::demo::DemoLogins;
use crate::{
    browser,
    contract::{self, Credentials, Instance},
    i18n::use_i18n,
    language::{language, own_name, say},
    load::Load,
    rule::TextRule,
    session::{Session, Who, destination},
    ui::{Banner, Check, Failure, Form, Lockup, PageTitle, Show, SubmitButton, TextField, problem_text},
};

/// The door: who one is, then back to the asked-for link.
#[component]
pub fn LoginPage() -> impl IntoView {
    let i18n = use_i18n();
    let instance = Load::new(contract::read_instance);
    go_on_once_inside();
    view! {
        <a class="skip" href="#main">{say!(i18n, shell.skip)}</a>
        <div class="gate">
            <Stairs instance=instance/>
            <main id="main">
                <LoginForm instance=instance/>
                <footer>{Language::ALL.iter().map(|&one| view! { <Speak one=one/> }).collect_view()}</footer>
            </main>
        </div>
    }
}

fn go_on_once_inside() {
    let (session, query, navigate) = (expect_context::<Session>(), use_query_map(), use_navigate());
    Effect::new(move || {
        if matches!(session.who(), Who::Someone(_)) {
            let asked = query.read_untracked().get("next");
            let to = asked.map_or_else(|| session.start_screen().to_owned(), |to| destination(Some(&to)));
            navigate(&to, NavigateOptions { replace: true, ..Default::default() });
        }
    });
}

/// The side that shows whose house this is.
#[component]
pub fn Stairs(instance: Load<Instance>) -> impl IntoView {
    let i18n = use_i18n();
    let name =
        move || instance.data.with(|read| read.as_ref().map(|read| read.name.clone()).unwrap_or_default());
    view! {
        <aside class="stairs" aria-label=say!(i18n, app.name)>
            <span class="lockup"><Lockup/></span>
            <p><b>{name}</b><span>{say!(i18n, login.promise)}</span></p>
            <svg class="art" viewBox="0 0 600 300" preserveAspectRatio="xMaxYMax meet" aria-hidden="true">
                <path class="low" d="M60 206h540v94H60z"></path>
                <path class="mid" d="M240 103h360v94H240z"></path>
                <path class="top" d="M420 0h180v94H420z"></path>
            </svg>
        </aside>
    }
}

#[component]
fn LoginForm(instance: Load<Instance>) -> impl IntoView {
    let i18n = use_i18n();
    let session = expect_context::<Session>();
    let form = Form::new();
    // A page that leads here may know who comes.
    let known = use_query_map().read_untracked().get("username").unwrap_or_default();
    let first = if known.is_empty() { "#f-login" } else { "#f-password" };
    let (login, password, stay) = (RwSignal::new(known), RwSignal::new(String::new()), RwSignal::new(true));
    Effect::new(move || browser::focus(first));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if form.is_ready() {
            let given = Credentials {
                login: login.get_untracked().trim().to_owned(),
                password: password.get_untracked(),
                stay: Some(stay.get_untracked()),
            };
            form.send(session.log_in(given), |()| {});
        }
    };
    let must = TextRule::FREE.required();
    view! {
        <form class="stack loose" novalidate on:submit=submit>
            <div class="stack">
                <span class="lockup only-small"><Lockup/></span>
                <PageTitle text=say!(i18n, login.title) unfocused=true/>
            </div>
            <Notices instance=instance/>
            {move || form.problem.get().map(|problem| view! {
                <Banner tone="red" icon="alert" title=move || problem_text(i18n, &problem)/>
            })}
            <div class="stack">
                <TextField form=form pointer="/login" label=say!(i18n, login.username) value=login rule=must
                    autocomplete="username" large=true/>
                <TextField form=form pointer="/password" label=say!(i18n, login.password) value=password rule=must
                    kind="password" autocomplete="current-password" large=true/>
                <div class="row apart">
                    <Check label=say!(i18n, login.stay) value=stay/>
                    <a href="/forgotten">{say!(i18n, login.forgotten)}</a>
                </div>
            </div>
            <SubmitButton kind="primary lg wide" text=say!(i18n, login.submit) busy=form.busy/>
            <p class="small muted">{say!(i18n, login.no_access)}</p>
            <DemoLogins instance=instance login=login password=password/>
        </form>
    }
}

/// What stands in the way of logging in: a server that is silent, or not set up.
#[component]
fn Notices(instance: Load<Instance>) -> impl IntoView {
    let i18n = use_i18n();
    let closed = move || instance.data.with(|read| read.as_ref().is_some_and(|read| !read.set_up));
    view! {
        {move || instance.problem.get().map(|problem| view! {
            <Failure problem=problem again=move || instance.again()/>
        })}
        <Show when=closed>
            <Banner tone="amber" icon="info" title=say!(i18n, login.not_set_up) text=say!(i18n, login.not_set_up_text)/>
        </Show>
    }
}

/// Another language for the page, and for whoever is logged in.
#[component]
pub fn Speak(one: Language) -> impl IntoView {
    let i18n = use_i18n();
    let session = expect_context::<Session>();
    view! {
        <button
            type="button"
            lang=one.word()
            aria-current=move || (language(i18n) == one).then_some("true")
            on:click=move |_| session.speak(one)
        >
            {own_name(one)}
        </button>
    }
}
