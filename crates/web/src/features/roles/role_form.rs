use leptos::{ev::SubmitEvent, prelude::*};

use super::{
    desk::{Asking, Desk},
    words::name_of,
};
use crate::{
    client::Problem,
    contract::{self, Permission, Role, RoleInput},
    i18n::use_i18n,
    language::{now, say},
    ui::{Banner, Form, SelectField, SubmitButton, TextField, problem_text},
};

/// Stands for no role in the list of those to start from.
const NONE: &str = "none";

/// A new role, empty or as another one; or another name for one.
#[component]
pub(super) fn RoleForm(desk: Desk, asking: Asking) -> impl IntoView {
    let i18n = use_i18n();
    let role = desk.role.get_untracked().filter(|_| asking != Asking::NewRole);
    let (form, name) = (Form::new(), RwSignal::new(first_name(i18n, role.as_ref(), asking)));
    let like = RwSignal::new(role.as_ref().map_or_else(|| NONE.to_owned(), |role| role.id.to_string()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if form.is_ready() {
            let name = name.get_untracked().trim().to_owned();
            let renamed = role.clone().filter(|_| asking == Asking::Name);
            let permissions = permissions_of(desk, &like.get_untracked());
            form.send(save(renamed, RoleInput { name, permissions }), move |role| desk.saved(&role));
        }
    };
    let choices = Signal::derive(move || {
        let none = (NONE.to_owned(), now!(i18n, roles.empty).to_owned());
        let roles = desk.page.data.get().map(|page| page.roles).unwrap_or_default();
        let one = |role: Role| (role.id.to_string(), name_of(i18n, &role));
        std::iter::once(none).chain(roles.into_iter().map(one)).collect()
    });
    view! {
        <form novalidate on:submit=submit>
            <div class="body">
                {move || form.problem.get().map(|problem| view! {
                    <Banner tone="red" icon="alert" title=say!(i18n, ui.not_saved) text=move || problem_text(i18n, &problem)/>
                })}
                <TextField form=form pointer="/name" label=say!(i18n, roles.name) value=name rule=RoleInput::NAME.required()/>
                {(asking != Asking::Name).then(|| view! {
                    <SelectField form=form pointer="/permissions" label=say!(i18n, roles.like) options=choices value=like/>
                })}
            </div>
            <footer><SubmitButton text=say!(i18n, ui.save) busy=form.busy/></footer>
        </form>
    }
}

fn first_name(i18n: crate::language::Words, role: Option<&Role>, asking: Asking) -> String {
    let name = role.map(|role| name_of(i18n, role)).unwrap_or_default();
    match asking {
        Asking::Copy => now!(i18n, roles.copy_of, name = name.as_str()),
        _ => name,
    }
}

fn permissions_of(desk: Desk, id: &str) -> Vec<Permission> {
    let page = desk.page.data.get_untracked();
    let role = page.and_then(|page| page.roles.into_iter().find(|role| role.id.to_string() == id));
    role.map(|role| role.permissions).unwrap_or_default()
}

async fn save(renamed: Option<Role>, body: RoleInput) -> Result<Role, Problem> {
    match renamed {
        Some(role) => contract::update_role(role.id, role.version, &body).await,
        None => contract::create_role(&body).await,
    }
}
