use domain::Language;
use leptos::prelude::*;

use crate::{
    contract::{self, Instance},
    features::sign_in::{Speak, Stairs},
    i18n::use_i18n,
    language::say,
    load::Load,
    text::Text,
    ui::{Lockup, PageTitle},
};

/// What stands around every door: whose house it is, and the languages.
#[component]
pub(super) fn Door(instance: Load<Instance>, children: Children) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <a class="skip" href="#main">{say!(i18n, shell.skip)}</a>
        <div class="gate">
            <Stairs instance=instance/>
            <main id="main">
                {children()}
                <footer>{Language::ALL.iter().map(|&one| view! { <Speak one=one/> }).collect_view()}</footer>
            </main>
        </div>
    }
}

/// Who lives here.
pub(super) fn instance() -> Load<Instance> {
    Load::new(contract::read_instance)
}

/// The top of what a door says.
#[component]
pub(super) fn Heading(#[prop(into)] title: Text, #[prop(into)] text: Text) -> impl IntoView {
    view! {
        <div class="stack">
            <span class="lockup only-small"><Lockup/></span>
            <PageTitle text=title/>
            <p class="muted">{text}</p>
        </div>
    }
}

/// The name one logs in with, where a password is chosen: people learn it here, and what keeps passwords keeps it too.
#[component]
pub(super) fn Username(name: String) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="field">
            <label for="f-username">{say!(i18n, login.username)}</label>
            <input class="input lg" id="f-username" readonly autocomplete="username" prop:value=name/>
        </div>
    }
}
