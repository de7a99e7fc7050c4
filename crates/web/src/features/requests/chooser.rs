use std::time::Duration;

use leptos::{ev::KeyboardEvent, prelude::*};
use uuid::Uuid;

use crate::{
    text::Text,
    ui::{Avatar, Icon},
};

/// Something that can be chosen.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Choice {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) face: Face,
    /// Whether it is chosen already; choosing it again takes it off.
    pub(super) on: bool,
}

/// What it looks like.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Face {
    Person,
    Tag { colour: i64, category: String },
}

/// Type a name, arrows, Enter.
#[component]
pub(super) fn Chooser(
    #[prop(into)] label: Text,
    #[prop(into)] placeholder: Text,
    /// What the list is called.
    #[prop(into)]
    list: Text,
    typed: RwSignal<String>,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    /// What there is to say under the list.
    #[prop(into)]
    note: Text,
    choose: Callback<Uuid>,
) -> impl IntoView {
    let active = RwSignal::new(0_usize);
    Effect::new(move || {
        typed.track();
        active.set(0);
    });
    let on_key = move |event: KeyboardEvent| {
        let choices = choices.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => active.set((active.get_untracked() + 1).min(choices.len().saturating_sub(1))),
            "ArrowUp" => active.update(|active| *active = active.saturating_sub(1)),
            "Enter" => {
                if let Some(choice) = choices.get(active.get_untracked()) {
                    choose.run(choice.id);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <div class="with-icon">
            <Icon name="search"/>
            <input
                class="input"
                role="combobox"
                aria-label=label
                placeholder=placeholder
                aria-expanded="true"
                aria-controls="choices"
                aria-autocomplete="list"
                aria-activedescendant=move || {
                    choices.with(|all| !all.is_empty()).then(|| format!("p-{}", active.get()))
                }
                autocomplete="off"
                prop:value=move || typed.get()
                on:input=move |event| typed.set(event_target_value(&event))
                on:keydown=on_key
            />
        </div>
        <Options list=list choices=choices active=active choose=choose/>
        <p class="muted small note" role="status">{note}</p>
    }
}

#[component]
fn Options(
    list: Text,
    choices: Signal<Vec<Choice>>,
    active: RwSignal<usize>,
    choose: Callback<Uuid>,
) -> impl IntoView {
    let option = move |(index, choice): (usize, Choice)| {
        view! {
            <li
                role="option"
                id=format!("p-{index}")
                aria-selected=choice.on.to_string()
                data-active=move || (active.get() == index).then_some("")
                on:mousedown=move |event| {
                    event.prevent_default();
                    choose.run(choice.id);
                }
            >
                {face(choice.name, choice.face)}
                {choice.on.then(|| view! { <Icon name="check"/> })}
            </li>
        }
    };
    view! {
        <ul class="options flat" role="listbox" id="choices" aria-label=list>
            {move || choices.get().into_iter().enumerate().map(option).collect_view()}
        </ul>
    }
}

fn face(name: String, face: Face) -> AnyView {
    match face {
        Face::Person => view! { <Avatar name=name.clone()/> <span>{name}</span> }.into_any(),
        Face::Tag { colour, category } => {
            view! { <span class="tag" data-color=colour.to_string()><i>{category}</i>{name}</span> }
                .into_any()
        }
    }
}

/// What was typed, once typing pauses: that is what the server is asked for.
pub(super) fn settled(typed: RwSignal<String>) -> RwSignal<String> {
    let asked = RwSignal::new(String::new());
    Effect::new(move || {
        let text = typed.get();
        if let Ok(timer) = set_timeout_with_handle(move || asked.set(text), Duration::from_millis(150)) {
            on_cleanup(move || timer.clear());
        }
    });
    asked
}

/// Those whose name holds what was typed, at once: Enter never takes one of an older answer.
pub(super) fn named(mut choices: Vec<Choice>, typed: &str) -> Vec<Choice> {
    let typed = typed.trim().to_lowercase();
    choices.retain(|choice| choice.name.to_lowercase().contains(&typed));
    choices
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{Choice, Face, named};

    #[test]
    fn what_is_typed_narrows_the_choices_at_once() {
        let choice =
            |name: &str| Choice { id: Uuid::nil(), name: name.to_owned(), face: Face::Person, on: false };
        let people: Vec<Choice> = ["Karim Benali", "Thomas Delvaux"].map(choice).into();
        assert_eq!(named(people.clone(), " kar ").len(), 1);
        assert_eq!(named(people, "").len(), 2);
    }
}
