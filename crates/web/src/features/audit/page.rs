use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use super::{filter::Filter, filters::Filters, rows::Lines};
use crate::{
    browser,
    contract::{self, AuditLine},
    i18n::use_i18n,
    language::{now, say},
    load::Load,
    ui::{Button, Empty, Failure, ListSkeleton, PageTitle, Show, Toasts, problem_text},
};

/// What happened to people, rights and settings: who, what, from what to what, and from where.
#[component]
pub fn AuditPage() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let filter = Memo::new(move |_| query.with(|query| Filter::read(|name| query.get(name))));
    let page = Load::new(move || {
        let query = filter.get().query();
        async move { contract::list_audit(&query).await }
    });
    let lines = Signal::derive(move || page.data.get().map(|page| page.items).unwrap_or_default());
    let next =
        Signal::derive(move || page.data.with(|page| page.as_ref().and_then(|page| page.next.clone())));
    let none = move || page.data.with(Option::is_some) && lines.with(Vec::<AuditLine>::is_empty);
    view! {
        <div class="top-line">
            <PageTitle text=say!(i18n, audit.title)/>
            <Export filter=filter/>
        </div>
        <Filters filter=filter/>
        {move || page.problem.get().map(|problem| view! {
            <div class="pad"><Failure problem=problem again=move || page.again()/></div>
        })}
        <Show when=move || page.slow.get()><ListSkeleton/></Show>
        <Show when=none><Empty title=say!(i18n, audit.none) text=say!(i18n, audit.none_text)/></Show>
        <Show when=move || !lines.with(Vec::is_empty)><Lines lines=lines/></Show>
        <Pages filter=filter next=next/>
    }
}

/// What the filter leaves, as a file.
#[component]
fn Export(filter: Memo<Filter>) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = expect_context::<Toasts>();
    let busy = RwSignal::new(false);
    let fetch = move || {
        busy.set(true);
        let query = filter.get_untracked().with(|_| {}).query();
        spawn_local(async move {
            match contract::list_audit_csv(&query).await {
                Ok(table) => browser::save(now!(i18n, audit.file), "text/csv;charset=utf-8", &table),
                Err(problem) => toasts.warn(problem_text(i18n, &problem)),
            }
            busy.set(false);
        });
    };
    view! { <Button icon="download" text=say!(i18n, audit.export) busy=busy on_click=fetch/> }
}

/// On to what is older, and back to the newest; the browser's own way back goes page by page.
#[component]
fn Pages(filter: Memo<Filter>, next: Signal<Option<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let navigate = use_navigate();
    let go = Callback::new(move |cursor: Option<String>| {
        let to = Filter { cursor, ..filter.get_untracked() };
        navigate(&to.path(), NavigateOptions::default());
    });
    let later = move || filter.with(|filter| filter.cursor.is_some());
    view! {
        <Show when=move || later() || next.with(Option::is_some)>
            <nav class="more" aria-label=say!(i18n, requests.pages)>
                <Show when=later>
                    <Button icon="left" text=say!(i18n, audit.newest) on_click=move || go.run(None)/>
                </Show>
                <Show when=move || next.with(Option::is_some)>
                    <Button icon="right" text=say!(i18n, audit.older) on_click=move || go.run(next.get_untracked())/>
                </Show>
            </nav>
        </Show>
    }
}
