use leptos::{prelude::*, task::spawn_local};

use super::{
    column::ColumnMenu,
    desk::{Asking, Desk},
    impact::Impact,
    matrix::Matrix,
};
use crate::{
    browser, contract,
    i18n::use_i18n,
    language::{now, say},
    ui::{Button, Failure, Icon, ListSkeleton, PageTitle, SearchField, Show, Toasts, problem_text},
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
                <Show when=move || desk.may_report()><Report/></Show>
                <Show when=move || desk.may_change()>
                    <Button icon="plus" text=say!(i18n, roles.add) on_click=move || desk.ask(Asking::NewRole)/>
                </Show>
            </div>
            <div class="pad row apart under-head">
                <Legend/>
                <SearchField label=say!(i18n, roles.find) class="not-small" value=find on_type=move |typed| find.set(typed)/>
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

/// The table as a file [PP-8].
#[component]
fn Report() -> impl IntoView {
    let i18n = use_i18n();
    let toasts = expect_context::<Toasts>();
    let busy = RwSignal::new(false);
    let fetch = move || {
        busy.set(true);
        spawn_local(async move {
            match contract::report_permissions_by_role_csv().await {
                Ok(table) => browser::save(now!(i18n, roles.report_file), "text/csv;charset=utf-8", &table),
                Err(problem) => toasts.warn(problem_text(i18n, &problem)),
            }
            busy.set(false);
        });
    };
    view! { <Button kind="ghost" icon="download" text=say!(i18n, roles.report) busy=busy on_click=fetch/> }
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
