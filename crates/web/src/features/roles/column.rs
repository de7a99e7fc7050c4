use leptos::{prelude::*, task::spawn_local};

use super::{
    desk::{Asking, Desk},
    role_form::RoleForm,
    words::{holders, name_of},
};
use crate::{
    contract::{self, Role},
    i18n::use_i18n,
    language::{now, say},
    ui::{Button, Dialog, Icon, Menu, MenuItem, Show, Toasts, problem_text},
};

/// What can be done with a role as a whole, and what that asks.
#[component]
pub(super) fn ColumnMenu(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let may_change = move || desk.role.with(|role| role.as_ref().is_some_and(|role| !role.fixed));
    let deviates = move || {
        let differs =
            |role: &Role| role.shipped.is_some() && !(role.added.is_empty() && role.removed.is_empty());
        desk.role.with(|role| role.as_ref().is_some_and(differs))
    };
    view! {
        <Menu open=desk.column label=say!(i18n, roles.role)>
            <MenuItem icon=|| view! { <Icon name="copy"/> } text=say!(i18n, roles.copy)
                on_choose=move || desk.ask(Asking::Copy)/>
            <Show when=may_change>
                <MenuItem icon=|| view! { <Icon name="pencil"/> } text=say!(i18n, roles.rename)
                    on_choose=move || desk.ask(Asking::Name)/>
                <Show when=deviates>
                    <MenuItem icon=|| view! { <Icon name="undo"/> } text=say!(i18n, roles.restore)
                        on_choose=move || desk.restore()/>
                </Show>
                <MenuItem icon=|| view! { <Icon name="trash"/> } text=say!(i18n, roles.delete) class="danger"
                    on_choose=move || desk.ask(Asking::Delete)/>
            </Show>
        </Menu>
        <Ask desk=desk for_what=Asking::NewRole id="d-new-role"/>
        <Ask desk=desk for_what=Asking::Copy id="d-copy-role"/>
        <Ask desk=desk for_what=Asking::Name id="d-name-role"/>
        <Ask desk=desk for_what=Asking::Delete id="d-delete-role"/>
    }
}

/// One dialog; `desk.asking` says which is open.
#[component]
fn Ask(desk: Desk, for_what: Asking, id: &'static str) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    Effect::new(move || open.set(desk.asking.get() == Some(for_what)));
    Effect::new(move || {
        if !open.get() && desk.asking.get_untracked() == Some(for_what) {
            desk.asking.set(None);
        }
    });
    let title = move || {
        let name = desk.role.with(|role| role.as_ref().map(|role| name_of(i18n, role)).unwrap_or_default());
        match for_what {
            Asking::NewRole => now!(i18n, roles.add).to_owned(),
            Asking::Copy => now!(i18n, roles.copy_title, name = name.as_str()),
            Asking::Name => now!(i18n, roles.rename_title, name = name.as_str()),
            Asking::Delete => now!(i18n, roles.delete_title, name = name.as_str()),
        }
    };
    view! {
        <Dialog open=open id=id title=title>
            {move || match for_what {
                Asking::Delete => view! { <Deletion desk=desk/> }.into_any(),
                _ => view! { <RoleForm desk=desk asking=for_what/> }.into_any(),
            }}
        </Dialog>
    }
}

/// A role that somebody holds cannot be deleted; any other for good.
#[component]
fn Deletion(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let people = desk.role.with_untracked(|role| role.as_ref().map_or(0, |role| role.people));
    let text = move || match people {
        0 => now!(i18n, roles.delete_text).to_owned(),
        count => now!(i18n, roles.delete_held, people = holders(i18n, count)),
    };
    let leave = move || if people == 0 { now!(i18n, ui.cancel) } else { now!(i18n, ui.close) };
    view! {
        <div class="body"><p>{text}</p></div>
        <footer>
            <Button text=leave on_click=move || desk.asking.set(None)/>
            {(people == 0).then(|| view! {
                <Button kind="danger" text=say!(i18n, roles.delete) on_click=delete(desk)/>
            })}
        </footer>
    }
}

fn delete(desk: Desk) -> impl Fn() + Send + Sync + 'static {
    let i18n = use_i18n();
    let toasts = expect_context::<Toasts>();
    move || {
        let Some(role) = desk.role.get_untracked() else { return };
        spawn_local(async move {
            match contract::delete_role(role.id, role.version).await {
                Ok(()) => {
                    let name = name_of(i18n, &role);
                    toasts.say(now!(i18n, roles.deleted, name = name.as_str()));
                    desk.page.again();
                }
                Err(problem) => toasts.warn(problem_text(i18n, &problem)),
            }
            desk.asking.set(None);
        });
    }
}
