use leptos::prelude::*;

/// Yes or no, in a form.
#[component]
pub fn Check(#[prop(into)] label: TextProp, value: RwSignal<bool>) -> impl IntoView {
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || value.get()
                on:change=move |event| value.set(event_target_checked(&event))
            />
            <span>{move || label.get()}</span>
        </label>
    }
}

/// On or off.
#[component]
pub fn Switch(
    #[prop(into)] label: TextProp,
    #[prop(optional, into)] help: Option<TextProp>,
    #[prop(into)] value: Signal<bool>,
    on_change: impl Fn(bool) + 'static,
) -> impl IntoView {
    view! {
        <label class="switch">
            <span>{move || label.get()} {help.map(|help| view! { <small>{move || help.get()}</small> })}</span>
            <input
                type="checkbox"
                role="switch"
                prop:checked=move || value.get()
                on:change=move |event| on_change(event_target_checked(&event))
            />
        </label>
    }
}

/// One of a few, all in sight.
#[component]
pub fn Seg(
    #[prop(into)] label: TextProp,
    /// Unique in the document.
    name: &'static str,
    /// Value and text of each choice.
    choices: Vec<(&'static str, TextProp)>,
    #[prop(into)] value: Signal<String>,
    on_change: impl Fn(&'static str) + Copy + 'static,
    #[prop(optional)] kind: &'static str,
) -> impl IntoView {
    let choice = move |(word, text): (&'static str, TextProp)| {
        view! {
            <label>
                <input
                    type="radio"
                    name=name
                    prop:checked=move || value.with(|value| value == word)
                    on:change=move |_| on_change(word)
                />
                <span>{move || text.get()}</span>
            </label>
        }
    };
    view! {
        <div class=format!("seg {kind}") role="group" aria-label=move || label.get()>
            {choices.into_iter().map(choice).collect_view()}
        </div>
    }
}
