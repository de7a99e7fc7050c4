use leptos::prelude::*;
use uuid::Uuid;

use super::{
    actions::Actions,
    chooser::{Choice, Chooser, Face, named, settled},
    subject::Subject,
};
use crate::{
    contract::{self, ListAssigneeCandidatesQuery},
    i18n::use_i18n,
    language::{now, say},
    load::Load,
    ui::{Popover, problem_text},
};

/// People to assign: choosing puts on; choosing again takes off.
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
    let typed = RwSignal::new(String::new());
    let asked = settled(typed);
    let id = subject.id;
    let found = Load::new(move || {
        let name = Some(asked.get()).filter(|name| !name.trim().is_empty());
        let query = ListAssigneeCandidatesQuery { name };
        async move { contract::list_assignee_candidates(id, &query).await.map(|found| found.items) }
    });
    let subject = StoredValue::new(subject);
    let choices = Signal::derive(move || {
        let on = |id: Uuid| subject.with_value(|subject| subject.assignees.iter().any(|one| one.id == id));
        let people = found.data.get().unwrap_or_default().into_iter();
        let choice =
            people.map(|one| Choice { id: one.id, name: one.name, face: Face::Person, on: on(one.id) });
        named(choice.collect(), &typed.get())
    });
    let choose = Callback::new(move |id: Uuid| {
        let person = found.data.get_untracked().and_then(|all| all.into_iter().find(|one| one.id == id));
        if let Some(person) = person {
            actions.picker.set(None);
            actions.toggle(subject.get_value(), person);
        }
    });
    let note = move || match found.problem.get() {
        Some(problem) => problem_text(i18n, &problem),
        None if found.data.with(|found| found.as_ref().is_some_and(Vec::is_empty)) => {
            now!(i18n, requests.nobody_found).to_owned()
        }
        None => String::new(),
    };
    view! {
        <Chooser
            label=say!(i18n, requests.assign_to_whom)
            placeholder=say!(i18n, requests.assign_placeholder)
            list=say!(i18n, requests.people)
            typed=typed
            choices=choices
            note=note
            choose=choose
        />
    }
}
