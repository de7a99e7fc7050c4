use crate::text::Text;
use leptos::prelude::*;

use super::On;

/// Yes or no, in a form.
#[component]
pub fn Check(#[prop(into)] label: Text, value: RwSignal<bool>) -> impl IntoView {
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || value.get()
                on:change=move |event| value.set(event_target_checked(&event))
            />
            <span>{label}</span>
        </label>
    }
}

/// On or off.
#[component]
pub fn Switch(
    #[prop(into)] label: Text,
    #[prop(optional, into)] help: Option<Text>,
    #[prop(into)] value: Signal<bool>,
    #[prop(into)] on_change: On<bool>,
) -> impl IntoView {
    view! {
        <label class="switch">
            <span>{label} {help.map(|help| view! { <small>{help}</small> })}</span>
            <input
                type="checkbox"
                role="switch"
                prop:checked=move || value.get()
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
        </label>
    }
}

/// One of a few, all in sight.
#[component]
pub fn Seg(
    #[prop(into)] label: Text,
    /// Unique in the document.
    name: &'static str,
    /// Value and text of each choice.
    choices: Vec<(&'static str, Text)>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_change: On<&'static str>,
    #[prop(optional)] kind: &'static str,
) -> impl IntoView {
    let choice = move |(word, text): (&'static str, Text)| {
        let on_change = on_change.clone();
        view! {
            <label>
                <input
                    type="radio"
                    name=name
                    prop:checked=move || value.with(|value| value == word)
                    on:change=move |_| on_change.run(word)
                />
                <span>{text}</span>
            </label>
        }
    };
    view! {
        <div class=format!("seg {kind}") role="group" aria-label=label>
            {choices.into_iter().map(choice).collect_view()}
        </div>
    }
}
