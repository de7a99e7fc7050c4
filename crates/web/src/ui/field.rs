use leptos::prelude::*;

use super::{Form, Icon, flaw_text, refusal_text};
use crate::{
    i18n::use_i18n,
    language::{Words, say},
    rule::{Flaw, TextRule},
    text::Text,
};

/// What a text field and a text area share.
#[derive(Clone)]
struct Entry {
    form: Form,
    pointer: &'static str,
    id: String,
    value: RwSignal<String>,
    rule: TextRule,
    touched: RwSignal<bool>,
}

impl Entry {
    fn new(form: Form, pointer: &'static str, value: RwSignal<String>, rule: TextRule) -> Self {
        let id = format!("f{}", pointer.replace('/', "-"));
        form.enter(pointer, id.clone(), move || value.with_untracked(|text| rule.check(text)));
        Self { form, pointer, id, value, rule, touched: RwSignal::new(false) }
    }

    /// What to say under the field: the server's word, or ours once the field was left.
    fn error(&self, i18n: Words) -> Option<String> {
        if let Some(refused) = self.form.refusal(self.pointer) {
            return Some(refusal_text(i18n, &refused));
        }
        let flaw = self.value.with(|text| self.rule.check(text))?;
        let at_once = matches!(flaw, Flaw::TooLong(_));
        (at_once || self.touched.get() || self.form.tried()).then(|| flaw_text(i18n, flaw))
    }

    fn typed(&self, text: String) {
        self.value.set(text);
        self.form.forgive(self.pointer);
    }

    /// Leaving a field that was never filled is no error yet.
    fn left(&self) {
        if is_filled(self.value) {
            self.touched.set(true);
        }
    }
}

/// Whether something was typed; a field that goes away with its page loses the focus after its value is gone.
pub(super) fn is_filled(value: RwSignal<String>) -> bool {
    value.try_with_untracked(|text| !text.is_empty()).unwrap_or_default()
}

/// Label, help, control, error, in that order.
fn frame(
    entry: &Entry,
    label: Text,
    help: Option<Text>,
    optional: bool,
    error: Memo<Option<String>>,
    control: AnyView,
) -> impl IntoView + use<> {
    let i18n = use_i18n();
    let (help_id, error_id) = (format!("{}-h", entry.id), format!("{}-e", entry.id));
    view! {
        <div class="field">
            <label for=entry.id.clone()>
                {label}
                {optional.then(|| view! { " "<span class="opt">"(" {say!(i18n, ui.optional)} ")"</span> })}
            </label>
            {help.map(|help| view! { <p class="help" id=help_id>{help}</p> })}
            {control}
            {move || error.get().map(|error| view! {
                <p class="error" id=error_id.clone()><Icon name="alert"/>{error}</p>
            })}
        </div>
    }
}

fn described(
    id: &str,
    help: bool,
    error: Memo<Option<String>>,
) -> impl Fn() -> Option<String> + Clone + use<> {
    let (help_id, error_id) = (help.then(|| format!("{id}-h")), format!("{id}-e"));
    move || match (&help_id, error.with(Option::is_some)) {
        (Some(help), true) => Some(format!("{help} {error_id}")),
        (None, true) => Some(error_id.clone()),
        (help, false) => help.clone(),
    }
}

/// A line of text.
#[component]
pub fn TextField(
    form: Form,
    /// Where it stands in what is sent.
    pointer: &'static str,
    #[prop(into)] label: Text,
    value: RwSignal<String>,
    rule: TextRule,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional, into)] help: Option<Text>,
    #[prop(optional)] autocomplete: &'static str,
    #[prop(optional)] inputmode: Option<&'static str>,
    /// Whether to say that it may stay empty.
    #[prop(optional)]
    optional: bool,
    #[prop(optional)] large: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let entry = Entry::new(form, pointer, value, rule);
    let watched = entry.clone();
    let error = Memo::new(move |_| watched.error(i18n));
    let (typing, leaving) = (entry.clone(), entry.clone());
    let plain = matches!(kind, "email" | "password") || autocomplete == "username";
    let control = view! {
        <input
            id=entry.id.clone()
            class=if large { "input lg" } else { "input" }
            type=kind
            autocomplete=(!autocomplete.is_empty()).then_some(autocomplete)
            autocapitalize=plain.then_some("none")
            inputmode=inputmode
            aria-required=(rule.min > 0).then_some("true")
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            aria-describedby=described(&entry.id, help.is_some(), error)
            prop:value=move || value.get()
            on:input=move |event| typing.typed(event_target_value(&event))
            on:blur=move |_| leaving.left()
        />
    };
    frame(&entry, label, help, optional, error, control.into_any())
}

/// Lines of text.
#[component]
pub fn AreaField(
    form: Form,
    /// Where it stands in what is sent.
    pointer: &'static str,
    #[prop(into)] label: Text,
    value: RwSignal<String>,
    rule: TextRule,
    #[prop(optional, into)] help: Option<Text>,
    #[prop(optional)] large: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let entry = Entry::new(form, pointer, value, rule);
    let watched = entry.clone();
    let error = Memo::new(move |_| watched.error(i18n));
    let (typing, leaving) = (entry.clone(), entry.clone());
    let control = view! {
        <textarea
            id=entry.id.clone()
            class=if large { "area lg" } else { "area" }
            aria-required=(rule.min > 0).then_some("true")
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            aria-describedby=described(&entry.id, help.is_some(), error)
            prop:value=move || value.get()
            on:input=move |event| typing.typed(event_target_value(&event))
            on:blur=move |_| leaving.left()
        ></textarea>
    };
    frame(&entry, label, help, false, error, control.into_any())
}
