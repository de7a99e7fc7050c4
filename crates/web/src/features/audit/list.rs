use leptos::prelude::*;
use uuid::Uuid;

use super::rows::Lines;
use crate::{
    contract::{self, AuditLine, ListAuditQuery},
    i18n::use_i18n,
    language::say,
    load::Load,
    ui::{Button, Failure, ListSkeleton, Show},
};

/// What happened to one thing, or is about one person, newest first: the tab of their page.
#[component]
pub fn AuditList(about: Uuid) -> impl IntoView {
    let i18n = use_i18n();
    let so_far = StoredValue::new((Vec::<AuditLine>::new(), None::<String>));
    let told = Load::new(move || async move {
        let (mut lines, cursor) = so_far.get_value();
        let query = ListAuditQuery { about_id: Some(about), cursor, ..Default::default() };
        let page = contract::list_audit(&query).await?;
        lines.extend(page.items);
        so_far.set_value((lines.clone(), page.next.clone()));
        Ok((lines, page.next))
    });
    let lines = Signal::derive(move || told.data.get().map(|(lines, _)| lines).unwrap_or_default());
    let more = move || told.data.with(|told| told.as_ref().is_some_and(|(_, next)| next.is_some()));
    let none = move || told.data.with(Option::is_some) && lines.with(Vec::is_empty);
    view! {
        <Show when=none><p class="muted">{say!(i18n, audit.nothing_here)}</p></Show>
        <Show when=move || !lines.with(Vec::is_empty)><Lines lines=lines/></Show>
        <Show when=move || told.slow.get()><ListSkeleton rows=3/></Show>
        {move || told.problem.get().map(|problem| view! { <Failure problem=problem again=move || told.again()/> })}
        <Show when=more>
            <Button text=say!(i18n, audit.older) busy=told.busy on_click=move || told.again()/>
        </Show>
    }
}
