use leptos::prelude::*;

use super::{Form, Icon, flaw_text, refusal_text};
use crate::{i18n::use_i18n, rule::TextRule, text::Text};

/// One of many, by the browser's own list.
#[component]
pub fn SelectField(
    form: Form,
    /// Where it stands in what is sent.
    pointer: &'static str,
    #[prop(into)] label: Text,
    /// Value and text of each choice; an empty value is no choice.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    value: RwSignal<String>,
    #[prop(optional)] large: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let must = TextRule::FREE.required();
    let id = format!("f{}", pointer.replace('/', "-"));
    let error_id = format!("{id}-e");
    form.enter(pointer, id.clone(), move || value.with_untracked(|value| must.check(value)));
    let error = Memo::new(move |_| match form.refusal(pointer) {
        Some(refused) => Some(refusal_text(i18n, &refused)),
        None => {
            value.with(|value| must.check(value)).filter(|_| form.tried()).map(|flaw| flaw_text(i18n, flaw))
        }
    });
    let option = move |(word, text): (String, String)| {
        let own = word.clone();
        view! { <option value=word prop:selected=move || value.with(|value| *value == own)>{text}</option> }
    };
    let described = error_id.clone();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <span class="pick">
                <select
                    id=id
                    class=if large { "select lg" } else { "select" }
                    aria-required="true"
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=move || error.with(Option::is_some).then(|| described.clone())
                    on:change=move |event| {
                        value.set(event_target_value(&event));
                        form.forgive(pointer);
                    }
                >
                    {move || options.get().into_iter().map(option).collect_view()}
                </select>
                <Icon name="down"/>
            </span>
            {move || error.get().map(|error| view! {
                <p class="error" id=error_id.clone()><Icon name="alert"/>{error}</p>
            })}
        </div>
    }
}
