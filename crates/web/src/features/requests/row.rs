use leptos::{ev::MouseEvent, prelude::*};
use uuid::Uuid;

use super::{
    actions::Actions,
    subject::{Subject, short_reference},
    tagging::chip,
};
use crate::{
    contract::RequestSummary,
    dates,
    i18n::use_i18n,
    language::{language, now, say},
    ui::{Icon, Place, Show, StatusPill, Who},
};

/// A request in the table. It stays the same element when the request changes, so focus and menus stay too.
#[component]
pub(super) fn Row(
    row: Memo<Option<RequestSummary>>,
    /// Whether there is a column of assignees.
    works: Memo<bool>,
    cursor: RwSignal<Option<Uuid>>,
    actions: Actions,
) -> impl IntoView {
    let i18n = use_i18n();
    let Some(first) = row.get_untracked() else { return ().into_any() };
    let (id, reference) = (first.id, first.reference.clone());
    let subject = move || row.with_untracked(|row| row.as_ref().map(Subject::from));
    let context = move |event: MouseEvent| {
        if let Some(subject) = subject() {
            event.prevent_default();
            actions.open_menu(subject, Place::at(&event));
        }
    };
    let more = move |event: MouseEvent| {
        if actions.menu.with_untracked(Option::is_some) {
            actions.menu.set(None);
        } else if let (Some(subject), Some(place)) = (subject(), Place::below_target(&event, true)) {
            actions.open_menu(subject, place);
        }
    };
    let status = Signal::derive(move || row.with(|row| row.as_ref().map_or(first.status, |row| row.status)));
    let at = dates::local(first.entered_at);
    let label = reference.clone();
    view! {
        <tr
            role="row"
            data-row=id.to_string()
            data-state=move || (cursor.get() == Some(id)).then_some("cursor")
            on:contextmenu=context
            on:focusin=move |_| cursor.set(Some(id))
        >
            <td role="cell" class="fit quiet ref" title=reference.clone()>{short_reference(&reference).to_owned()}</td>
            <td role="cell" class="fit st"><StatusPill status=status/></td>
            <td role="cell" class="what"><What row=row/></td>
            <td role="cell" class="site">{move || row.with(|row| row.as_ref().map(|row| row.site.name.clone()))}</td>
            <td role="cell" class="c-requester">
                {move || row.with(|row| row.as_ref().map(|row| row.requester_name.clone()))}
            </td>
            <Show when=move || works.get()>
                <td role="cell" class="c-who"><Assigned row=row/></td>
            </Show>
            <td role="cell" class="fit c-age muted">
                <time title=move || dates::full(at, language(i18n))>
                    {move || dates::age(at, dates::now(), language(i18n))}
                </time>
            </td>
            <td role="cell" class="fit c-more">
                <button
                    type="button"
                    class="icon-btn sm"
                    aria-haspopup="menu"
                    aria-label=move || { let label = label.clone(); now!(i18n, requests.actions_on, reference = label) }
                    on:click=more
                >
                    <Icon name="more"/>
                </button>
            </td>
        </tr>
    }
    .into_any()
}

#[component]
fn What(row: Memo<Option<RequestSummary>>) -> impl IntoView {
    let i18n = use_i18n();
    let link = row.with_untracked(|row| row.as_ref().map(|row| format!("/requests/{}", row.id)));
    let tags = move || {
        let all = row.with(|row| row.as_ref().and_then(|row| row.tags.clone())).unwrap_or_default();
        all.into_iter().filter(|tag| tag.in_lists).collect::<Vec<_>>()
    };
    let comments = move || row.with(|row| row.as_ref().map_or(0, |row| row.comments));
    view! {
        <div>
            <a class="title" href=link>{move || row.with(|row| row.as_ref().map(|row| row.title.clone()))}</a>
            {move || match tags() {
                tags if tags.is_empty() => view! { <span class="grow"></span> }.into_any(),
                tags => view! { <span class="tags">{tags.into_iter().map(chip).collect_view()}</span> }.into_any(),
            }}
            <Show when=move || { comments() > 0 }>
                <span class="told">
                    <span>
                        <Icon name="message"/>
                        {comments}
                        <span class="vh">" " {say!(i18n, requests.messages)}</span>
                    </span>
                </span>
            </Show>
        </div>
    }
}

#[component]
fn Assigned(row: Memo<Option<RequestSummary>>) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        let people = row.with(|row| row.as_ref().and_then(|row| row.assignees.clone()).unwrap_or_default());
        let others = people.len().saturating_sub(1);
        let first = people.into_iter().next().map(|person| person.name);
        view! {
            <Who name=first nobody=say!(i18n, requests.nobody)/>
            {(others > 0).then(|| view! { <span class="count">{format!("+{others}")}</span> })}
        }
    }
}
