use leptos::prelude::*;

use super::{
    desk::Desk,
    draft::Draft,
    words::{impact, name_of, shifts},
};
use crate::{
    contract::{PersonPreview, RolePreview},
    i18n::use_i18n,
    language::{Words, is_one, language, now, say},
    ui::{Avatar, Button, Dialog, Icon, Show, problem_text},
};

/// What the draft would mean, and the buttons that make it so or forget it.
#[component]
pub(super) fn Impact(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let who = RwSignal::new(false);
    let title = move || desk.draft.with(|draft| draft.as_ref().map(|draft| title(i18n, draft)));
    let text = move || {
        desk.preview.with(|told| match told {
            None => String::new(),
            Some(Ok(told)) => impact(i18n, told.gaining, told.losing),
            Some(Err(problem)) => problem_text(i18n, problem),
        })
    };
    let named = move || desk.preview.with(|told| matches!(told, Some(Ok(told)) if !told.people.is_empty()));
    view! {
        <div class="impact">
            <Icon name="alert"/>
            <div class="grow" role="status"><strong>{title}</strong><span>{text}</span></div>
            <Show when=named>
                <Button kind="ghost" text=say!(i18n, roles.who) on_click=move || who.set(true)/>
            </Show>
            <Button kind="ghost" text=say!(i18n, roles.forget) on_click=move || desk.forget()/>
            <Button kind="primary" text=move || save_text(i18n, desk) busy=desk.saving on_click=move || desk.save()/>
        </div>
        <Dialog open=who id="d-who" title=say!(i18n, roles.who_title)>
            <div class="body">{move || people(i18n, desk)}</div>
        </Dialog>
    }
}

fn title(i18n: Words, draft: &Draft) -> String {
    let (count, name) = (draft.changes(), name_of(i18n, &draft.role));
    match count {
        count if is_one(language(i18n), count) => now!(i18n, roles.not_saved_one, name = name.as_str()),
        count => now!(i18n, roles.not_saved, name = name.as_str(), count = count),
    }
}

fn save_text(i18n: Words, desk: Desk) -> String {
    match desk.draft.with(|draft| draft.as_ref().map_or(0, |draft| draft.role.people)) {
        0 => now!(i18n, ui.save).to_owned(),
        1 => now!(i18n, roles.save_one).to_owned(),
        count => now!(i18n, roles.save, count = count),
    }
}

/// Those whom the draft concerns, and what it means for each.
fn people(i18n: Words, desk: Desk) -> AnyView {
    let (Some(Ok(told)), Some(page)) = (desk.preview.get(), desk.page.data.get()) else {
        return ().into_any();
    };
    let more = some_are_not_named(&told);
    let one = |person: PersonPreview| {
        let lines = shifts(i18n, &page.actions, &person);
        let lines: Vec<AnyView> =
            lines.into_iter().map(|line| view! { <small class="muted">{line}</small> }.into_any()).collect();
        view! {
            <li class="who">
                <Avatar name=person.name.clone()/>
                <span><b>{person.name}</b>{lines}</span>
            </li>
        }
        .into_any()
    };
    let list: Vec<AnyView> = told.people.into_iter().map(one).collect();
    view! {
        <ul class="stack">{list}</ul>
        {more.then(|| view! { <p class="muted small">{now!(i18n, roles.others)}</p> })}
    }
    .into_any()
}

fn some_are_not_named(told: &RolePreview) -> bool {
    usize::try_from(told.gaining.max(told.losing)).is_ok_and(|concerned| told.people.len() < concerned)
}
