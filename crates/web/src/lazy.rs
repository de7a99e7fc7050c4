//! Pages that are not in the first load: their code comes when somebody goes there.

use std::future::Future;

use futures::FutureExt as _;
use leptos::{
    prelude::*,
    wasm_split::{SplitLoaderError, wasm_split},
};

use crate::{
    browser,
    client::{Problem, is_outdated},
    features::{account, gallery, roles, settings, setup, sites, tags, teams},
    i18n::use_i18n,
    language::now,
    load::Load,
    ui::{Button, ListSkeleton, PageTitle, Steps, problem_text},
};

/// `name in chunk, frame: Page`: the view `name` of a route shows `Page`, whose code is in the file `chunk`.
macro_rules! lazy {
    ($($name:ident in $chunk:ident, $frame:ident: $($page:ident)::+;)+) => { $(
        pub(crate) fn $name() -> impl IntoView {
            #[wasm_split($chunk, wasm_split_path = ::leptos::wasm_split, preload(fetch), fallible)]
            fn $name() -> Result<AnyView, SplitLoaderError> {
                Ok(view! { <$($page)::+/> }.into_any())
            }
            later(fetch, $name, $frame)
        }
    )+ };
}

lazy! {
    account_page in account, inside: account::AccountPage;
    gallery_page in account, inside: gallery::GalleryPage;
    roles_page in people, inside: roles::RolesPage;
    settings_page in administration, inside: settings::SettingsPage;
    setup_page in setup, alone: setup::SetupPage;
    sites_page in administration, inside: sites::SitesPage;
    tags_page in administration, inside: tags::TagsPage;
    team_page in people, inside: teams::TeamPage;
    teams_page in people, inside: teams::TeamsPage;
}

#[derive(Clone, PartialEq)]
enum Stage {
    Waiting,
    Slow,
    Failed(Problem),
    Here,
}

/// Fetches the code of a page, then shows the page; meanwhile shows how that goes.
fn later<F, P>(fetch: fn() -> F, page: fn() -> P, frame: fn(AnyView) -> AnyView) -> impl IntoView
where
    F: Future<Output = Result<(), SplitLoaderError>> + 'static,
    P: Future<Output = Result<AnyView, SplitLoaderError>> + 'static,
{
    let code = Load::new(move || async move {
        match fetch().await {
            Ok(()) => Ok(()),
            Err(_) => Err(why_it_failed().await),
        }
    });
    let stage = Memo::new(move |_| stage(code));
    move || match stage.get() {
        Stage::Waiting => ().into_any(),
        Stage::Slow => frame(view! { <ListSkeleton/> }.into_any()),
        Stage::Failed(problem) => frame(view! { <Failed problem=problem code=code/> }.into_any()),
        // Once the code is there, the first poll answers.
        Stage::Here => page().now_or_never().and_then(Result::ok).into_any(),
    }
}

fn stage(code: Load<()>) -> Stage {
    match (code.data.get(), code.problem.get()) {
        (Some(()), _) => Stage::Here,
        (None, Some(problem)) => Stage::Failed(problem),
        (None, None) if code.slow.get() => Stage::Slow,
        (None, None) => Stage::Waiting,
    }
}

/// An upgrade of the server takes the files of the version before it away.
async fn why_it_failed() -> Problem {
    if is_outdated().await { Problem::outdated() } else { Problem::offline() }
}

#[component]
fn Failed(problem: Problem, code: Load<()>) -> impl IntoView {
    let i18n = use_i18n();
    let outdated = problem.is_outdated();
    let title = move || if outdated { now!(i18n, problem.outdated_title) } else { now!(i18n, problem.title) };
    let mend = move || if outdated { now!(i18n, problem.reload) } else { now!(i18n, ui.retry) };
    view! {
        <div class="empty" role="alert">
            <Steps/>
            <PageTitle text=title/>
            <p>{move || problem_text(i18n, &problem)}</p>
            <div class="row">
                <Button
                    kind="primary"
                    text=mend
                    on_click=move || if outdated { browser::reload() } else { code.again() }
                />
            </div>
        </div>
    }
}

/// Where a page stands within the shell.
fn inside(view: AnyView) -> AnyView {
    view! { <div class="pad">{view}</div> }.into_any()
}

/// Where a page brings its own frame, which is not there yet.
fn alone(view: AnyView) -> AnyView {
    view! { <main id="main" class="column">{view}</main> }.into_any()
}
