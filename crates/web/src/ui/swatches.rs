use leptos::prelude::*;

use crate::{i18n::use_i18n, language::language, text::Text};

/// How many colours there are to choose from.
const COLOURS: i64 = 12;

/// The name of a colour.
#[derive(Clone)]
pub struct ColourName(std::sync::Arc<dyn Fn(i64) -> String + Send + Sync>);

impl<F: Fn(i64) -> String + Send + Sync + 'static> From<F> for ColourName {
    fn from(name: F) -> Self {
        Self(std::sync::Arc::new(name))
    }
}

/// One of the twelve colours; each also has a name.
#[component]
pub fn Swatches(
    #[prop(into)] label: Text,
    value: RwSignal<i64>,
    #[prop(into)] name: ColourName,
) -> impl IntoView {
    let i18n = use_i18n();
    let chosen = name.clone();
    let swatch = move |colour: i64| {
        let name = name.clone();
        let text = Text::from(move || {
            // The name follows the language.
            let _ = language(i18n);
            (name.0)(colour)
        });
        view! {
            <input
                type="radio"
                name="colour"
                data-color=colour.to_string()
                aria-label=text.clone()
                title=text
                prop:checked=move || value.get() == colour
                on:change=move |_| value.set(colour)
            />
        }
    };
    view! {
        <fieldset class="field swatches">
            <legend>{label} <span class="opt">" " {move || (chosen.0)(value.get())}</span></legend>
            <div class="row">{(1..=COLOURS).map(swatch).collect_view()}</div>
        </fieldset>
    }
}
