use std::time::Duration;

use leptos::{ev::KeyboardEvent, prelude::*};

use super::{actions::Actions, subject::Subject};
use crate::{
    contract::{self, ListAssigneeCandidatesQuery, PersonOrTeam},
    i18n::use_i18n,
    language::{now, say},
    load::Load,
    ui::{Avatar, Icon, Popover, problem_text},
};

/// People to assign: type a name, arrows, Enter. Choosing puts on; choosing again takes off.
#[component]
pub(super) fn Picker(actions: Actions) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Popover open=actions.picker class="menu picker" role="dialog" label=say!(i18n, requests.assign) focus="input">
            {move || actions.subject.get_untracked().map(|subject| view! { <People actions=actions subject=subject/> })}
        </Popover>
    }
}

#[component]
fn People(actions: Actions, subject: Subject) -> impl IntoView {
    let i18n = use_i18n();
    let (typed, asked, active) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(0_usize));
    settle_typing(typed, asked);
    let id = subject.id;
    let found = Load::new(move || {
        let name = Some(asked.get()).filter(|name| !name.trim().is_empty());
        let query = ListAssigneeCandidatesQuery { name };
        async move { contract::list_assignee_candidates(id, &query).await.map(|found| found.items) }
    });
    Effect::new(move || {
        typed.track();
        active.set(0);
    });
    // Narrowed at once by what is typed, so that Enter never takes somebody of an older answer.
    let people = move || named(found.data.get().unwrap_or_default(), &typed.get());
    let subject = StoredValue::new(subject);
    let choose = move |person: PersonOrTeam| {
        actions.picker.set(None);
        actions.toggle(subject.get_value(), person);
    };
    let on_key = move |event: KeyboardEvent| {
        let people = people();
        match event.key().as_str() {
            "ArrowDown" => active.set((active.get_untracked() + 1).min(people.len().saturating_sub(1))),
            "ArrowUp" => active.update(|active| *active = active.saturating_sub(1)),
            "Enter" => {
                if let Some(person) = people.into_iter().nth(active.get_untracked()) {
                    choose(person);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    let option = move |(index, person): (usize, PersonOrTeam)| {
        let on = subject.with_value(|subject| subject.assignees.iter().any(|one| one.id == person.id));
        let name = person.name.clone();
        view! {
            <li
                role="option"
                id=format!("p-{index}")
                aria-selected=on.to_string()
                data-active=move || (active.get() == index).then_some("")
                on:mousedown=move |event| {
                    event.prevent_default();
                    choose(person.clone());
                }
            >
                <Avatar name=name.clone()/>
                <span>{name}</span>
                {on.then(|| view! { <Icon name="check"/> })}
            </li>
        }
    };
    view! {
        <div class="with-icon">
            <Icon name="search"/>
            <input
                class="input"
                role="combobox"
                aria-label=say!(i18n, requests.assign_to_whom)
                placeholder=say!(i18n, requests.assign_placeholder)
                aria-expanded="true"
                aria-controls="people"
                aria-autocomplete="list"
                aria-activedescendant=move || (!people().is_empty()).then(|| format!("p-{}", active.get()))
                autocomplete="off"
                prop:value=move || typed.get()
                on:input=move |event| typed.set(event_target_value(&event))
                on:keydown=on_key
            />
        </div>
        <ul class="options flat" role="listbox" id="people" aria-label=say!(i18n, requests.people)>
            {move || people().into_iter().enumerate().map(option).collect_view()}
        </ul>
        <p class="muted small note" role="status">
            {move || match found.problem.get() {
                Some(problem) => problem_text(i18n, &problem),
                None if found.data.with(|found| found.as_ref().is_some_and(Vec::is_empty)) => {
                    now!(i18n, requests.nobody_found).to_owned()
                }
                None => String::new(),
            }}
        </p>
    }
}

/// The people whose name holds what was typed.
fn named(people: Vec<PersonOrTeam>, typed: &str) -> Vec<PersonOrTeam> {
    let typed = typed.trim().to_lowercase();
    people.into_iter().filter(|person| person.name.to_lowercase().contains(&typed)).collect()
}

/// Asks the server once typing pauses.
fn settle_typing(typed: RwSignal<String>, asked: RwSignal<String>) {
    Effect::new(move || {
        let text = typed.get();
        if let Ok(timer) = set_timeout_with_handle(move || asked.set(text), Duration::from_millis(150)) {
            on_cleanup(move || timer.clear());
        }
    });
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::named;
    use crate::contract::{PersonOrTeam, PrincipalKind};

    #[test]
    fn what_is_typed_narrows_the_people_at_once() {
        let people: Vec<PersonOrTeam> = ["Karim Benali", "Thomas Delvaux"]
            .map(|name| PersonOrTeam { id: Uuid::nil(), kind: PrincipalKind::User, name: name.to_owned() })
            .into();
        assert_eq!(named(people.clone(), " kar ").len(), 1);
        assert_eq!(named(people, "").len(), 2);
    }
}
