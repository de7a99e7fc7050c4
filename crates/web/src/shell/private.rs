use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    components::Outlet,
    hooks::{use_navigate, use_url},
};

use super::{
    bar::{SideBar, TopBar},
    dock::Dock,
    help::Help,
    nav::Nav,
};
use crate::{
    browser,
    contract::{Me, Waiting},
    i18n::use_i18n,
    keyboard::{Command, Keys},
    language::say,
    lazy,
    session::{Session, Who, gate_path, login_path},
    ui::{Dialog, Failure, ToRequesters},
};

#[derive(Clone, PartialEq)]
enum Stage {
    Waiting,
    Unreachable,
    Leaving,
    AtTheGate(Waiting),
    Simple,
    Full,
}

/// The pages of somebody; anybody else is sent to log in and comes back to the same link.
#[component]
pub fn Private() -> impl IntoView {
    let session = expect_context::<Session>();
    let stage = Memo::new(move |_| match session.who() {
        Who::Unknown => Stage::Waiting,
        Who::Unreachable(_) => Stage::Unreachable,
        Who::Nobody => Stage::Leaving,
        Who::Someone(Me { waiting: Some(waiting), .. }) => Stage::AtTheGate(waiting),
        Who::Someone(_) if session.manages() => Stage::Full,
        Who::Someone(_) => Stage::Simple,
    });
    lead_away(stage);
    move || match stage.get() {
        Stage::Waiting | Stage::Leaving | Stage::AtTheGate(_) => ().into_any(),
        Stage::Unreachable => view! { <Unreachable/> }.into_any(),
        Stage::Simple => view! { <Simple/> }.into_any(),
        Stage::Full => view! { <Full/> }.into_any(),
    }
}

/// To log in, or to do what waits; both lead back here.
fn lead_away(stage: Memo<Stage>) {
    let navigate = use_navigate();
    // Read so that leaving a page and coming back asks again.
    let url = use_url();
    Effect::new(move || {
        url.track();
        let path = match stage.get() {
            Stage::Leaving => login_path(&browser::here()),
            Stage::AtTheGate(waiting) => gate_path(waiting, &browser::here()),
            _ => return,
        };
        navigate(&path, NavigateOptions { replace: true, ..Default::default() });
    });
}

#[component]
fn Unreachable() -> impl IntoView {
    let session = expect_context::<Session>();
    move || match session.who() {
        Who::Unreachable(problem) => view! {
            <main class="column"><Failure problem=problem again=move || session.resume()/></main>
        }
        .into_any(),
        _ => ().into_any(),
    }
}

/// Three destinations or fewer: links in the top bar.
#[component]
fn Simple() -> impl IntoView {
    provide_context(ToRequesters);
    go_where_keys_say();
    view! {
        <SkipLink/>
        <div class="shell simple">
            <TopBar/>
            <main id="main" class="page" tabindex="-1"><Outlet/></main>
            <Dock/>
        </div>
        <Help/>
        <Interruption/>
    }
}

/// More than three: a side menu.
#[component]
fn Full() -> impl IntoView {
    go_where_keys_say();
    let folded = RwSignal::new(browser::recall("palier.nav").is_some());
    view! {
        <SkipLink/>
        <div class="shell" data-nav=move || folded.get().then_some("min")>
            <Nav folded=folded/>
            <div class="main">
                <SideBar/>
                <main id="main" class="page" tabindex="-1"><Outlet/></main>
            </div>
            <Dock/>
        </div>
        <Help/>
        <Interruption/>
    }
}

/// New terms of use while somebody works: what they were doing stays behind the question.
#[component]
fn Interruption() -> impl IntoView {
    let i18n = use_i18n();
    let session = expect_context::<Session>();
    view! {
        <Dialog open=session.interrupted id="d-terms" kind="wide" title=say!(i18n, terms.title)>
            {lazy::terms_dialog()}
        </Dialog>
    }
}

#[component]
fn SkipLink() -> impl IntoView {
    let i18n = use_i18n();
    let skip = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        browser::focus("#main");
    };
    view! { <a class="skip" href="#main" on:click=skip>{say!(i18n, shell.skip)}</a> }
}

fn go_where_keys_say() {
    let navigate = use_navigate();
    expect_context::<Keys>().on(move |command| {
        let path = match command {
            Command::NewRequest => "/requests/new",
            Command::GoHome => "/",
            Command::GoRequests => "/requests",
            _ => return,
        };
        navigate(path, NavigateOptions::default());
    });
}
