use leptos::prelude::*;

use super::{current, me::MeButton};
use crate::{
    i18n::use_i18n,
    keyboard::{Command, Keys},
    language::say,
    ui::{Icon, IconButton, Lockup},
};

/// The top bar beside a side menu.
#[component]
pub(super) fn SideBar() -> impl IntoView {
    let i18n = use_i18n();
    let keys = expect_context::<Keys>();
    view! {
        <header class="bar">
            <a class="lockup only-small" href="/" aria-label=say!(i18n, shell.to_home)>
                <Icon name="logo" class="logo"/>
            </a>
            <span class="grow"></span>
            <a class="btn not-small" href="/requests/new"><Icon name="plus"/>{say!(i18n, shell.new_request)}</a>
            <span class="not-small">
                <IconButton icon="help" label=say!(i18n, help.title) on_click=move || keys.press(Command::Help)/>
            </span>
            <MeButton/>
        </header>
    }
}

/// The top bar that holds the destinations itself.
#[component]
pub(super) fn TopBar() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <header class="bar">
            <a class="lockup" href="/" aria-label=say!(i18n, shell.to_home)><Lockup/></a>
            <nav class="not-small" aria-label=say!(i18n, shell.main)>
                <a href="/" aria-current=current("/")>{say!(i18n, shell.home)}</a>
                <a href="/requests?mine=true" aria-current=current("/requests?mine=true")>{say!(i18n, shell.mine)}</a>
                <a href="/requests" aria-current=current("/requests")>{say!(i18n, shell.all_requests)}</a>
            </nav>
            <MeButton/>
        </header>
    }
}
