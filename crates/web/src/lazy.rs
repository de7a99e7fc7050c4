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
    features::{
        account, audit, authorization, doors, gallery, leaving, requests, resources, roles, settings, setup,
        sites, tags, teams, terms, users,
    },
    i18n::use_i18n,
    language::now,
    load::Load,
    ui::{Button, ListSkeleton, PageTitle, Steps, problem_text},
};

/// `name in chunk, Frame: Page`: the view `name` of a route or dialog shows `Page`, whose code is in the file `chunk`.
macro_rules! lazy {
    ($($name:ident in $chunk:ident, $frame:ident: $($page:ident)::+;)+) => { $(
        pub(crate) fn $name() -> impl IntoView {
            #[wasm_split($chunk, wasm_split_path = ::leptos::wasm_split, preload(fetch), fallible)]
            fn $name() -> Result<AnyView, SplitLoaderError> {
                Ok(view! { <$($page)::+/> }.into_any())
            }
            later(fetch, $name, Frame::$frame)
        }
    )+ };
}

lazy! {
    audit_page in history, Page: audit::AuditPage;
    account_page in account, Page: account::AccountPage;
    gallery_page in gallery, Page: gallery::GalleryPage;
    forgotten_page in doors, Alone: doors::ForgottenPage;
    link_page in doors, Alone: doors::LinkPage;
    password_page in doors, Alone: doors::PasswordPage;
    my_notifications in preferences, Dialog: account::MyNotifications;
    my_preferences in preferences, Dialog: account::MyPreferences;
    user_notifications in preferences, Page: users::UserNotifications;
    user_preferences in preferences, Page: users::UserPreferences;
    request_access in request, Dialog: authorization::RequestAccess;
    request_page in request, Page: requests::RequestPage;
    request_edit in request, Dialog: requests::EditForm;
    settings_page in administration, Page: settings::SettingsPage;
    setup_page in setup, Alone: setup::SetupPage;
    roles_page in roles, Page: roles::RolesPage;
    sites_page in sites, Page: sites::SitesPage;
    tags_page in tags, Page: tags::TagsPage;
    resource_page in resources, Page: resources::ResourcePage;
    resources_page in resources, Page: resources::ResourcesPage;
    team_page in team, Page: teams::TeamPage;
    terms_dialog in terms, Dialog: terms::TermsDialog;
    terms_page in terms, Alone: terms::TermsPage;
    terms_settings_page in administration, Page: terms::TermsSettingsPage;
    teams_page in teams, Page: teams::TeamsPage;
    open_work in leaving, Dialog: leaving::OpenWork;
    user_leaving in leaving, Page: leaving::UserLeaving;
    new_user_page in people, Page: users::NewUserPage;
    import_users_page in import, Page: users::ImportPage;
    user_page in person, Page: users::UserPage;
    user_access in access, Page: users::UserAccess;
    user_effective in effective, Dialog: users::UserEffective;
    user_grant in grant, Page: users::UserGrant;
    user_history in history, Page: users::UserHistory;
    users_page in people, Page: users::UsersPage;
}

/// What stands around it until it is there.
#[derive(Clone, Copy, PartialEq)]
enum Frame {
    /// A page within the shell.
    Page,
    /// A page that brings its own frame, which is not there yet.
    Alone,
    /// The content of a dialog, which has its title.
    Dialog,
}

impl Frame {
    fn around(self, view: AnyView) -> AnyView {
        match self {
            Self::Page => view! { <div class="pad">{view}</div> }.into_any(),
            Self::Alone => view! { <main id="main" class="column">{view}</main> }.into_any(),
            Self::Dialog => view! { <div class="body">{view}</div> }.into_any(),
        }
    }
}

#[derive(Clone, PartialEq)]
enum Stage {
    Waiting,
    Slow,
    Failed(Problem),
    Here,
}

/// Fetches the code of a page, then shows the page; meanwhile shows how that goes.
fn later<F, P>(fetch: fn() -> F, page: fn() -> P, frame: Frame) -> impl IntoView
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
        Stage::Slow => frame.around(view! { <ListSkeleton/> }.into_any()),
        Stage::Failed(problem) => frame
            .around(view! { <Failed problem=problem code=code is_page=frame != Frame::Dialog/> }.into_any()),
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
fn Failed(problem: Problem, code: Load<()>, is_page: bool) -> impl IntoView {
    let i18n = use_i18n();
    let outdated = problem.is_outdated();
    let title = move || if outdated { now!(i18n, problem.outdated_title) } else { now!(i18n, problem.title) };
    let mend = move || if outdated { now!(i18n, problem.reload) } else { now!(i18n, ui.retry) };
    view! {
        <div class="empty" role="alert">
            <Steps/>
            {if is_page {
                view! { <PageTitle text=title/> }.into_any()
            } else {
                view! { <p class="t16">{title}</p> }.into_any()
            }}
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
