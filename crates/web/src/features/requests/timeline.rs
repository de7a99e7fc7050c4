use leptos::prelude::*;

use super::{
    conversation::{Entry, View, count},
    thread::Thread,
};
use crate::{
    contract::{Change, ChangeKind, Named},
    dates,
    i18n::use_i18n,
    language::{Words, language, now, say},
    text::Text,
    ui::{Event, Icon, Said, Show, status_icon, status_text},
};

/// What was said and what happened, with the choice of which.
#[component]
pub(super) fn Timeline(#[prop(into)] thread: Signal<Option<Thread>>) -> impl IntoView {
    let i18n = use_i18n();
    let view = RwSignal::new(View::All);
    let shown = move || {
        let view = view.get();
        thread.with(|thread| {
            let all = thread.as_ref().map(|thread| thread.entries.as_slice()).unwrap_or_default();
            all.iter().filter(|entry| view.shows(entry)).cloned().collect::<Vec<_>>()
        })
    };
    let several = Memo::new(move |_| {
        thread.with(|thread| thread.as_ref().is_some_and(|thread| count(&thread.entries, View::Internal) > 0))
    });
    view! {
        <Show when=move || several.get()><ViewChoice thread=thread view=view/></Show>
        <ol class="timeline">
            {move || (i18n.get_locale(), shown()).1.into_iter().map(|entry| view! { <Line entry=entry thread=thread/> }).collect_view()}
        </ol>
    }
}

#[component]
fn ViewChoice(thread: Signal<Option<Thread>>, view: RwSignal<View>) -> impl IntoView {
    let i18n = use_i18n();
    let number = move |one: View| {
        thread.with(|thread| thread.as_ref().map_or(0, |thread| count(&thread.entries, one)))
    };
    let choice = move |one: View| {
        let (icon, text): (Option<&'static str>, Text) = match one {
            View::All => (None, say!(i18n, requests.view_all).into()),
            View::Conversation => (Some("message"), say!(i18n, requests.view_conversation).into()),
            View::Internal => (Some("lock"), say!(i18n, requests.view_internal).into()),
            View::History => (Some("history"), say!(i18n, requests.view_history).into()),
        };
        let counted = matches!(one, View::Conversation | View::Internal);
        view! {
            <button
                type="button"
                aria-pressed=move || (view.get() == one).to_string()
                on:click=move |_| view.set(one)
            >
                {icon.map(|icon| view! { <Icon name=icon small=true/> })}
                {text}
                {move || counted.then(|| format!(" {}", number(one)))}
            </button>
        }
    };
    view! {
        <div class="view">
            <div class="seg sm" role="group" aria-label=say!(i18n, requests.view)>
                {View::ALL.into_iter().map(choice).collect_view()}
            </div>
        </div>
    }
}

#[component]
fn Line(entry: Entry, thread: Signal<Option<Thread>>) -> impl IntoView {
    let i18n = use_i18n();
    let when = move |at| {
        let at = dates::local(at);
        (dates::moment(at, dates::now(), language(i18n)), dates::full(at, language(i18n)))
    };
    match entry {
        Entry::Opening => thread
            .get_untracked()
            .map(|Thread { request, .. }| {
                view! {
                    <Said name=request.requester_name when=when(request.entered_at) text=request.text/>
                }
            })
            .into_any(),
        Entry::Comment(comment) => view! {
            <Said
                name=comment.author.name
                when=when(comment.written_at)
                internal=comment.internal
                text=comment.text
            />
        }
        .into_any(),
        Entry::Change(change) => {
            let icon = change_icon(&change);
            view! { <Event icon=icon when=when(change.at)>{happened(i18n, change)}</Event> }.into_any()
        }
    }
}

fn change_icon(change: &Change) -> &'static str {
    match change.kind {
        ChangeKind::Assigned => "user-plus",
        ChangeKind::Edited => "pencil",
        ChangeKind::Tagged => "tag",
        ChangeKind::Published | ChangeKind::Unpublished => "globe",
        _ => change.to.map_or("history", status_icon),
    }
}

fn happened(i18n: Words, change: Change) -> impl IntoView {
    let names: Vec<String> = change.assignees.unwrap_or_default().into_iter().map(|one| one.name).collect();
    let (verb, object) = match (change.kind, change.to) {
        (ChangeKind::Assigned, _) if names.is_empty() => (now!(i18n, requests.did_unassign), String::new()),
        (ChangeKind::Assigned, _) => (now!(i18n, requests.did_assign), names.join(", ")),
        (ChangeKind::Tagged, _) => (now!(i18n, requests.did_tag), retagged(change.put_on, change.taken_off)),
        (ChangeKind::Edited, _) => (now!(i18n, requests.did_edit), String::new()),
        (ChangeKind::Published, _) => (now!(i18n, requests.did_publish), String::new()),
        (ChangeKind::Unpublished, _) => (now!(i18n, requests.did_unpublish), String::new()),
        (ChangeKind::TakenOver, _) => (now!(i18n, requests.did_take_over), String::new()),
        (_, status) => (
            now!(i18n, requests.did_move),
            status.map_or_else(String::new, |status| status_text(i18n, status).to_owned()),
        ),
    };
    view! {
        <b>{change.actor.map(|actor| actor.name)}</b>
        " "
        {verb}
        " "
        <b>{object}</b>
        {change.reason.map(|reason| now!(i18n, requests.because, reason = reason.as_str()))}
    }
}

/// The tags that came and those that went; nothing for those who may not see them.
fn retagged(put_on: Option<Vec<Named>>, taken_off: Option<Vec<Named>>) -> String {
    let signed = |sign: char, tags: Option<Vec<Named>>| {
        tags.unwrap_or_default().into_iter().map(move |tag| format!("{sign} {}", tag.name))
    };
    signed('+', put_on).chain(signed('−', taken_off)).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::retagged;
    use crate::contract::Named;

    #[test]
    fn tags_that_came_stand_before_those_that_went() {
        let tags = |names: &[&str]| {
            let named = |name: &&str| Named { id: uuid::Uuid::nil(), name: (*name).to_owned() };
            Some(names.iter().map(named).collect())
        };
        assert_eq!(
            retagged(tags(&["Chauffage", "Urgent"]), tags(&["Projet"])),
            "+ Chauffage, + Urgent, − Projet"
        );
        assert_eq!(retagged(None, None), "");
    }
}
