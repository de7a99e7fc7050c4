use leptos::prelude::*;

use super::{
    column::ColumnMenu,
    desk::{Asking, Desk},
    impact::Impact,
    matrix::Matrix,
};
use crate::{
    i18n::use_i18n,
    language::say,
    ui::{Button, Failure, Icon, ListSkeleton, PageTitle, Show},
};

/// Roles: what each permits, how many hold it, and what a change would mean before it is made.
#[component]
pub fn RolesPage() -> impl IntoView {
    let i18n = use_i18n();
    let desk = Desk::new();
    let find = RwSignal::new(String::new());
    view! {
        <div class="roles">
            <div class="top-line">
                <PageTitle text=say!(i18n, roles.title)/>
                <Show when=move || desk.may_change()>
                    <Button icon="plus" text=say!(i18n, roles.add) on_click=move || desk.ask(Asking::NewRole)/>
                </Show>
            </div>
            <div class="pad row apart under-head">
                <Legend/>
                <Find find=find/>
            </div>
            {move || desk.page.problem.get().map(|problem| view! {
                <div class="pad"><Failure problem=problem again=move || desk.page.again()/></div>
            })}
            <Show when=move || desk.page.slow.get()><ListSkeleton/></Show>
            <Matrix desk=desk find=find/>
            <Show when=move || desk.is_dirty()><Impact desk=desk/></Show>
            <ColumnMenu desk=desk/>
        </div>
    }
}

#[component]
fn Legend() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="legend">
            <span><Icon name="rel-any"/>{say!(i18n, roles.any)}</span>
            <span><Icon name="rel-assigned"/>{say!(i18n, roles.assigned)}</span>
            <span><Icon name="rel-own"/>{say!(i18n, roles.own_or_published)}</span>
            <span><Icon name="rel-none"/>{say!(i18n, roles.none)}</span>
            <span><i class="deviates"></i>{say!(i18n, roles.deviates)}</span>
        </div>
    }
}

#[component]
fn Find(find: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <span class="with-icon not-small">
            <Icon name="search"/>
            <input
                class="input sm"
                type="search"
                aria-label=say!(i18n, roles.find)
                placeholder=say!(i18n, roles.find)
                prop:value=move || find.get()
                on:input=move |event| find.set(event_target_value(&event))
            />
        </span>
    }
}
