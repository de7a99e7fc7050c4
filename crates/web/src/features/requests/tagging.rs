//! The tags of a request: shown to those who may see them, put on and taken off by those who may.

use leptos::prelude::*;
use uuid::Uuid;

use super::{
    actions::Actions,
    chooser::{Choice, Chooser, Face, named, settled},
    subject::Subject,
};
use crate::{
    browser,
    client::Problem,
    contract::{self, Action, ListTagsQuery, Request, ShownTag, Tag},
    i18n::use_i18n,
    language::{Words, now, say},
    load::Load,
    ui::{IconButton, Place, Popover, Show, problem_text},
};

const AT_ONCE: i64 = 50;

/// The tags of a request, in the colours of their categories.
#[component]
pub(super) fn TagFact(request: Signal<Request>, actions: Actions) -> impl IntoView {
    let i18n = use_i18n();
    let settable = move || request.with(|request| request.allowed.contains(&Action::TagRequest));
    let tags = Memo::new(move |_| request.with(|request| request.tags.clone()).unwrap_or_default());
    let open = move || {
        let place = browser::find("#set-tags").map(|element| Place::below(&element, true));
        if let Some(place) = place {
            actions.open_tags(request.with_untracked(|request| Subject::from(request)), place);
        }
    };
    view! {
        {move || tags.get().into_iter().map(chip).collect_view()}
        <Show when=move || tags.with(Vec::is_empty)>
            <span class="quiet">{say!(i18n, requests.no_tag)}</span>
        </Show>
        <Show when=settable>
            <span id="set-tags">
                <IconButton icon="plus" kind="sm" label=say!(i18n, requests.tag_more) on_click=open/>
            </span>
        </Show>
    }
}

/// A tag as it stands on a request.
pub(super) fn chip(tag: ShownTag) -> impl IntoView {
    view! { <span class="tag" data-color=tag.colour.to_string() title=tag.category>{tag.name}</span> }
}

/// Tags to put on: choosing again takes off. It stays open, as one seldom puts on only one.
#[component]
pub(super) fn TagPicker(actions: Actions) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Popover open=actions.tags class="menu picker" role="dialog" label=say!(i18n, requests.tags) focus="input">
            <TagList actions=actions/>
        </Popover>
    }
}

#[component]
fn TagList(actions: Actions) -> impl IntoView {
    let i18n = use_i18n();
    let (typed, busy) = (RwSignal::new(String::new()), RwSignal::new(false));
    let asked = settled(typed);
    let found = Load::new(move || {
        let name = Some(asked.get().trim().to_owned()).filter(|name| !name.is_empty());
        let query = ListTagsQuery { name, limit: Some(AT_ONCE), ..Default::default() };
        async move { contract::list_tags(&query).await.map(|page| page.items) }
    });
    let tags =
        move || actions.subject.with(|one| one.as_ref().map(|one| one.tags.clone()).unwrap_or_default());
    // Those it bears on opening stand first, and stay there when they are taken off.
    let first = untrack(tags);
    let choices = Signal::derive(move || {
        named(offered(&first, &found.data.get().unwrap_or_default(), &tags()), &typed.get())
    });
    let said = RwSignal::new(None::<Said>);
    let choose = Callback::new(move |id: Uuid| {
        let chosen = choices.with_untracked(|all| all.iter().find(|one| one.id == id).cloned());
        let (Some(chosen), false) = (chosen, busy.get_untracked()) else { return };
        busy.set(true);
        actions.retag(id, move |answer| {
            busy.try_set(false);
            said.try_set(Some(Said { name: chosen.name, on: !chosen.on, answer }));
        });
    });
    let note = move || {
        let none = || found.data.with(|found| found.as_ref().is_some_and(Vec::is_empty));
        match (said.get(), found.problem.get()) {
            (Some(said), _) => said_text(i18n, &said),
            (None, Some(problem)) => problem_text(i18n, &problem),
            (None, None) if none() => now!(i18n, requests.no_tag_found).to_owned(),
            (None, None) => String::new(),
        }
    };
    view! {
        <Chooser
            label=say!(i18n, requests.tag_which)
            placeholder=say!(i18n, requests.tag_placeholder)
            list=say!(i18n, requests.tags)
            typed=typed
            choices=choices
            note=note
            choose=choose
        />
    }
}

/// What came of putting a tag on or taking it off.
#[derive(Debug, Clone, PartialEq)]
struct Said {
    name: String,
    on: bool,
    answer: Result<(), Problem>,
}

fn said_text(i18n: Words, said: &Said) -> String {
    let name = said.name.as_str();
    match &said.answer {
        Ok(()) if said.on => now!(i18n, requests.tagged, name = name),
        Ok(()) => now!(i18n, requests.untagged, name = name),
        Err(problem) if problem.status == 403 => now!(i18n, requests.tag_shares, name = name),
        Err(problem) if problem.status == 422 => now!(i18n, requests.tag_elsewhere, name = name),
        Err(problem) => problem_text(i18n, problem),
    }
}

/// The tags to choose from: first those it bore, then those that were found.
fn offered(first: &[ShownTag], found: &[Tag], on: &[ShownTag]) -> Vec<Choice> {
    let bears = |id: Uuid| on.iter().any(|tag| tag.id == id);
    let bore = |id: Uuid| first.iter().any(|tag| tag.id == id);
    let choice = |id: Uuid, name: &str, colour: i64, category: &str| Choice {
        id,
        name: name.to_owned(),
        face: Face::Tag { colour, category: category.to_owned() },
        on: bears(id),
    };
    let before = first.iter().map(|tag| choice(tag.id, &tag.name, tag.colour, &tag.category));
    let others = found.iter().filter(|tag| !bore(tag.id));
    let others = others.map(|tag| choice(tag.id, &tag.name, tag.category.colour, &tag.category.name));
    before.chain(others).collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::offered;
    use crate::contract::{CategoryOfTag, ShownTag, Tag};

    fn shown(id: u128) -> ShownTag {
        let (name, category) = (format!("tag {id}"), "Métier".to_owned());
        ShownTag { id: Uuid::from_u128(id), name, category, colour: 7, in_lists: true }
    }

    fn found(id: u128) -> Tag {
        let category =
            CategoryOfTag { id: Uuid::nil(), name: "Métier".to_owned(), colour: 7, in_lists: true };
        let (id, name) = (Uuid::from_u128(id), format!("tag {id}"));
        Tag { id, name, category, allowed: Vec::new(), links: None, requests: 0, version: 1 }
    }

    #[test]
    fn tags_it_bore_stand_first_once_and_stay_when_they_are_taken_off() {
        let all = offered(&[shown(2)], &[found(1), found(2)], &[shown(1)]);
        let seen: Vec<_> = all.iter().map(|choice| (choice.id.as_u128(), choice.on)).collect();
        assert_eq!(seen, [(2, false), (1, true)]);
    }
}
