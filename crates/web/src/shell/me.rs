use domain::Language;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    contract::{HeldRole, ShippedRole},
    features::pictures::{PhotoOf, photo},
    i18n::use_i18n,
    keyboard::{Command, Keys},
    language::{Words, language, now, own_name, say},
    session::Session,
    theme::{Theme, Themes},
    ui::{Avatar, Icon, Menu, MenuItem, MenuLink, Place, Toasts, problem_text},
};

/// The account: who one is, the few things one sets often, the way out.
#[component]
pub(super) fn MeButton() -> impl IntoView {
    let i18n = use_i18n();
    let session = expect_context::<Session>();
    let open = RwSignal::new(None);
    let name = Memo::new(move |_| {
        session.me().map_or_else(String::new, |me| full_name(&me.first_name, &me.last_name))
    });
    let photo_id = Memo::new(move |_| session.me().and_then(|me| me.photo_id));
    let toggle = move |event: leptos::ev::MouseEvent| {
        open.update(|open| *open = if open.is_some() { None } else { Place::below_target(&event, true) });
    };
    view! {
        <button
            type="button"
            class="icon-btn"
            aria-haspopup="menu"
            aria-expanded=move || open.with(Option::is_some).to_string()
            on:click=toggle
        >
            {move || view! { <Avatar name=name.get() size="md" photo=photo(PhotoOf::Me, photo_id.get())/> }}
            <span class="vh">{move || now!(i18n, shell.my_account_of, name = name.get())}</span>
        </button>
        <Menu open=open label=say!(i18n, shell.my_account)>
            <MeItems/>
        </Menu>
    }
}

#[component]
fn MeItems() -> impl IntoView {
    let i18n = use_i18n();
    let session = expect_context::<Session>();
    let (themes, keys, toasts) =
        (expect_context::<Themes>(), expect_context::<Keys>(), expect_context::<Toasts>());
    let who = move || {
        session.me().map(|me| {
            format!("{} · {}", full_name(&me.first_name, &me.last_name), roles_text(i18n, &me.roles))
        })
    };
    let other = move || match language(i18n) {
        Language::French => Language::English,
        Language::English => Language::French,
    };
    let leave = move || {
        spawn_local(async move {
            if let Err(problem) = session.log_out(false).await {
                toasts.warn(problem_text(i18n, &problem));
            }
        });
    };
    view! {
        <div class="head" role="presentation">{who}</div>
        <MenuLink href="/account" icon="user" text=say!(i18n, shell.my_account)/>
        <MenuItem
            icon=|| view! { <Icon name="moon"/> }
            text=say!(i18n, account.theme)
            now=move || theme_text(i18n, themes.get())
            on_choose=move || themes.set(next_theme(themes.get()))
        />
        <MenuItem
            icon=|| view! { <Icon name="globe"/> }
            text=move || now!(i18n, shell.speak)
            now=move || own_name(other())
            on_choose=move || session.speak(other())
        />
        <MenuItem
            icon=|| view! { <Icon name="help"/> }
            text=say!(i18n, help.title)
            on_choose=move || keys.press(Command::Help)
        />
        <hr role="separator"/>
        <MenuItem icon=|| view! { <Icon name="logout"/> } text=say!(i18n, shell.log_out) on_choose=leave/>
    }
}

/// First and last name in a line.
pub(crate) fn full_name(first: &str, last: &str) -> String {
    format!("{first} {last}").trim().to_owned()
}

/// The name of a role for people: in their language, as long as it bears the name it shipped with.
pub(crate) fn role_text(i18n: Words, shipped: Option<ShippedRole>, name: &str) -> String {
    match shipped {
        Some(shipped) if shipped_word(shipped) == name => shipped_text(i18n, shipped).to_owned(),
        _ => name.to_owned(),
    }
}

/// The names of the roles that somebody holds.
pub(crate) fn roles_text(i18n: Words, roles: &[HeldRole]) -> String {
    let names: Vec<String> = roles.iter().map(|role| role_text(i18n, role.shipped, &role.name)).collect();
    names.join(", ")
}

/// The name of a role as it ships.
pub(crate) fn shipped_text(i18n: Words, shipped: ShippedRole) -> &'static str {
    match shipped {
        ShippedRole::Visitor => now!(i18n, role.visitor),
        ShippedRole::BasicUser => now!(i18n, role.basic_user),
        ShippedRole::Reviewer => now!(i18n, role.reviewer),
        ShippedRole::Editor => now!(i18n, role.editor),
        ShippedRole::TaskResponsible => now!(i18n, role.task_responsible),
        ShippedRole::Employee => now!(i18n, role.employee),
        ShippedRole::ReadOnly => now!(i18n, role.read_only),
        ShippedRole::ReadWrite => now!(i18n, role.read_write),
        ShippedRole::Manager => now!(i18n, role.manager),
        ShippedRole::Administrator => now!(i18n, role.administrator),
        // A server of another version; it tells the name.
        ShippedRole::Other => "",
    }
}

/// The name in the database of a role that nobody renamed.
const fn shipped_word(shipped: ShippedRole) -> &'static str {
    match shipped {
        ShippedRole::Visitor => "visitor",
        ShippedRole::BasicUser => "basic_user",
        ShippedRole::Reviewer => "reviewer",
        ShippedRole::Editor => "editor",
        ShippedRole::TaskResponsible => "task_responsible",
        ShippedRole::Employee => "employee",
        ShippedRole::ReadOnly => "read_only",
        ShippedRole::ReadWrite => "read_write",
        ShippedRole::Manager => "manager",
        ShippedRole::Administrator => "administrator",
        ShippedRole::Other => "",
    }
}

/// The name of a theme.
pub(crate) fn theme_text(i18n: Words, theme: Theme) -> &'static str {
    match theme {
        Theme::System => now!(i18n, account.theme_system),
        Theme::Light => now!(i18n, account.theme_light),
        Theme::Dark => now!(i18n, account.theme_dark),
    }
}

const fn next_theme(theme: Theme) -> Theme {
    match theme {
        Theme::System => Theme::Light,
        Theme::Light => Theme::Dark,
        Theme::Dark => Theme::System,
    }
}
