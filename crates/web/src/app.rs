//! The route table.

use leptos::{mount::mount_to, prelude::*};
use leptos_router::{
    components::{ParentRoute, Route, Router, Routes},
    path,
};
use wasm_bindgen::JsCast as _;

use crate::{
    features::{home, requests, sign_in},
    i18n::{I18nContextProvider, use_i18n},
    keyboard::Keys,
    language::follow_language,
    lazy,
    session::Session,
    shell::{NotFound, Private},
    theme::Themes,
    ui::{ToastHost, Toasts},
};

/// Puts the app in the place the page keeps for it.
pub fn start() {
    let Some(place) = document().get_element_by_id("app").and_then(|place| place.dyn_into().ok()) else {
        return;
    };
    let place: leptos::web_sys::HtmlElement = place;
    place.set_inner_html("");
    // Without it, the browser's console says no more than "unreachable".
    std::panic::set_hook(Box::new(|panic| leptos::logging::error!("{panic}")));
    mount_to(place, App).forget();
}

#[component]
fn App() -> impl IntoView {
    view! {
        <I18nContextProvider set_lang_attr_on_html=false set_dir_attr_on_html=false>
            <Ready/>
        </I18nContextProvider>
    }
}

/// What every page may ask for, then the pages.
#[component]
fn Ready() -> impl IntoView {
    follow_language();
    Themes::provide();
    Toasts::provide();
    Keys::provide();
    Session::provide(use_i18n());
    view! {
        <Router>
            <Routes fallback=NotFound>
                <Route path=path!("/login") view=sign_in::LoginPage/>
                <Route path=path!("/setup") view=lazy::setup_page/>
                <Route path=path!("/link") view=lazy::link_page/>
                <Route path=path!("/forgotten") view=lazy::forgotten_page/>
                <Route path=path!("/password") view=lazy::password_page/>
                <Route path=path!("/terms") view=lazy::terms_page/>
                <ParentRoute path=path!("") view=Private>
                    <Route path=path!("/") view=home::HomePage/>
                    <Route path=path!("/requests") view=requests::RequestsPage/>
                    <Route path=path!("/requests/new") view=requests::NewRequestPage/>
                    <Route path=path!("/requests/:id") view=lazy::request_page/>
                    <Route path=path!("/settings") view=lazy::settings_page/>
                    <Route path=path!("/settings/terms") view=lazy::terms_settings_page/>
                    <Route path=path!("/roles") view=lazy::roles_page/>
                    <Route path=path!("/sites") view=lazy::sites_page/>
                    <Route path=path!("/tags") view=lazy::tags_page/>
                    <Route path=path!("/teams") view=lazy::teams_page/>
                    <Route path=path!("/teams/:id") view=lazy::team_page/>
                    <Route path=path!("/resources") view=lazy::resources_page/>
                    <Route path=path!("/resources/:id") view=lazy::resource_page/>
                    <Route path=path!("/audit") view=lazy::audit_page/>
                    <Route path=path!("/users") view=lazy::users_page/>
                    <Route path=path!("/users/new") view=lazy::new_user_page/>
                    <Route path=path!("/users/import") view=lazy::import_users_page/>
                    <Route path=path!("/users/:id/:tab?") view=lazy::user_page/>
                    <Route path=path!("/account/:part?") view=lazy::account_page/>
                    <Route path=path!("/ui") view=lazy::gallery_page/>
                </ParentRoute>
            </Routes>
        </Router>
        <ToastHost/>
    }
}
