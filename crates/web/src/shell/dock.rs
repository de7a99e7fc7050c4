use leptos::prelude::*;

use super::current;
use crate::{
    contract::Action,
    i18n::use_i18n,
    language::say,
    session::Session,
    text::Text,
    ui::{Icon, Menu, MenuLink, Place, Show},
};

/// The bottom bar of a phone.
#[component]
pub(super) fn Dock() -> impl IntoView {
    let i18n = use_i18n();
    let session = expect_context::<Session>();
    view! {
        <nav class="dock" aria-label=say!(i18n, shell.shortcuts)>
            <DockLink href="/" icon="home" text=say!(i18n, shell.home)/>
            <Show when=move || session.manages()>
                <DockLink href="/requests" icon="inbox" text=say!(i18n, shell.requests)/>
            </Show>
            <a class="add" href="/requests/new" aria-current=current("/requests/new")>
                <Icon name="plus"/>
                {say!(i18n, shell.new_short)}
            </a>
            <Show when=move || session.manages() fallback=move || view! {
                <DockLink href="/requests?mine=true" icon="inbox" text=say!(i18n, shell.mine)/>
                <DockLink href="/requests" icon="list" text=say!(i18n, shell.all_short)/>
            }>
                <DockLink href="/requests?mine=true" icon="bookmark" text=say!(i18n, shell.mine_short)/>
                <MoreButton/>
            </Show>
        </nav>
    }
}

#[component]
fn DockLink(href: &'static str, icon: &'static str, #[prop(into)] text: Text) -> impl IntoView {
    view! {
        <a href=href aria-current=current(href)>
            <Icon name=icon/>
            {text}
        </a>
    }
}

#[component]
fn MoreButton() -> impl IntoView {
    let i18n = use_i18n();
    let session = expect_context::<Session>();
    let open = RwSignal::new(None);
    let toggle = move |event: leptos::ev::MouseEvent| {
        open.update(|open| *open = if open.is_some() { None } else { Place::below_target(&event, true) });
    };
    view! {
        <button
            type="button"
            aria-haspopup="menu"
            aria-expanded=move || open.with(Option::is_some).to_string()
            on:click=toggle
        >
            <Icon name="list"/>
            {say!(i18n, shell.menu)}
        </button>
        <Menu open=open label=say!(i18n, shell.menu)>
            <Show when=move || session.deals_with_people()>
                <MenuLink href="/users" icon="users" text=say!(i18n, shell.users)/>
            </Show>
            <Show when=move || session.may(Action::ManageSites)>
                <MenuLink href="/sites" icon="building" text=say!(i18n, shell.sites)/>
            </Show>
            <Show when=move || session.may(Action::ViewUsers)>
                <MenuLink href="/roles" icon="shield" text=say!(i18n, shell.roles)/>
            </Show>
            <Show when=move || session.may(Action::ViewUsers) || session.may(Action::ManageTeams)>
                <MenuLink href="/teams" icon="team" text=say!(i18n, shell.teams)/>
            </Show>
            <Show when=move || session.may(Action::ViewUsers) || session.may(Action::ManageResources)>
                <MenuLink href="/resources" icon="worker" text=say!(i18n, shell.resources)/>
            </Show>
            <Show when=move || session.may(Action::ManageTags)>
                <MenuLink href="/tags" icon="tag" text=say!(i18n, shell.tags)/>
            </Show>
            <Show when=move || session.may(Action::ChangeSettings)>
                <MenuLink href="/settings" icon="settings" text=say!(i18n, shell.settings)/>
            </Show>
            <MenuLink href="/account" icon="user" text=say!(i18n, shell.my_account)/>
        </Menu>
    }
}
