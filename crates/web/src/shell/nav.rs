use leptos::prelude::*;

use super::current;
use crate::{
    browser,
    contract::{self, Action},
    i18n::use_i18n,
    language::say,
    load::Load,
    session::Session,
    text::Text,
    ui::{Icon, Lockup, Show},
};

/// The side menu of those who run requests.
#[component]
pub(super) fn Nav(folded: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let session = expect_context::<Session>();
    let instance = Load::new(contract::read_instance);
    let name =
        move || instance.data.with(|read| read.as_ref().map_or_else(String::new, |read| read.name.clone()));
    let manages_sites = move || session.may(Action::ManageSites);
    let sees_people = move || session.deals_with_people();
    let sees_roles = move || session.may(Action::ViewUsers);
    let sees_teams = move || session.may(Action::ViewUsers) || session.may(Action::ManageTeams);
    let sees_resources = move || session.may(Action::ViewUsers) || session.may(Action::ManageResources);
    let manages_tags = move || session.may(Action::ManageTags);
    let manages_settings = move || session.may(Action::ChangeSettings);
    let consults = move || session.may_everywhere(Action::ViewAudit);
    let fold = move |_| {
        folded.update(|folded| *folded = !*folded);
        if folded.get_untracked() {
            browser::remember("palier.nav", "min");
        } else {
            browser::forget("palier.nav");
        }
    };
    view! {
        <nav class="nav" aria-label=say!(i18n, shell.main)>
            <a class="lockup" href="/"><Lockup below=name/></a>
            <ul>
                <NavLink href="/" icon="home" text=say!(i18n, shell.home)/>
                <NavLink href="/requests" icon="inbox" text=say!(i18n, shell.requests)/>
                <NavLink href="/requests?mine=true" icon="bookmark" text=say!(i18n, shell.mine)/>
            </ul>
            <Show when=move || {
                sees_people() || manages_sites() || sees_roles() || sees_teams() || sees_resources() || manages_tags()
                    || consults() || manages_settings()
            }>
                <section>
                    <h2>{say!(i18n, shell.management)}</h2>
                    <ul>
                        <Show when=sees_people>
                            <NavLink href="/users" icon="users" text=say!(i18n, shell.users)/>
                        </Show>
                        <Show when=manages_sites>
                            <NavLink href="/sites" icon="building" text=say!(i18n, shell.sites)/>
                        </Show>
                        <Show when=sees_roles>
                            <NavLink href="/roles" icon="shield" text=say!(i18n, shell.roles)/>
                        </Show>
                        <Show when=sees_teams>
                            <NavLink href="/teams" icon="team" text=say!(i18n, shell.teams)/>
                        </Show>
                        <Show when=sees_resources>
                            <NavLink href="/resources" icon="worker" text=say!(i18n, shell.resources)/>
                        </Show>
                        <Show when=manages_tags>
                            <NavLink href="/tags" icon="tag" text=say!(i18n, shell.tags)/>
                        </Show>
                        <Show when=consults>
                            <NavLink href="/audit" icon="history" text=say!(i18n, shell.audit)/>
                        </Show>
                        <Show when=manages_settings>
                            <NavLink href="/settings" icon="settings" text=say!(i18n, shell.settings)/>
                        </Show>
                    </ul>
                </section>
            </Show>
            <div class="end-of-nav">
                <button type="button" class="fold" aria-pressed=move || folded.get().to_string() on:click=fold>
                    <Icon name="sidebar"/>
                    <span>{say!(i18n, shell.fold)}</span>
                </button>
            </div>
        </nav>
    }
}

#[component]
fn NavLink(href: &'static str, icon: &'static str, #[prop(into)] text: Text) -> impl IntoView {
    let title = text.clone();
    view! {
        <li>
            <a href=href aria-current=current(href) title=title>
                <Icon name=icon/>
                <span>{text}</span>
            </a>
        </li>
    }
}
