use domain::{Strength, password_flaw, strength};
use leptos::prelude::*;

use super::{Form, Icon, IconButton, Show, flaw_text, refusal_text};
use crate::{
    i18n::use_i18n,
    language::{Words, now, say},
    rule::Flaw,
    text::Text,
};

/// A password to choose: shown on demand, pasted like any text, and how hard it is to guess as one types.
#[component]
pub fn PasswordField(
    form: Form,
    /// Where it stands in what is sent.
    pointer: &'static str,
    #[prop(into)] label: Text,
    value: RwSignal<String>,
    /// What others know of whoever it is for.
    #[prop(into)]
    own: Signal<Vec<String>>,
    /// Whether there may be none.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let id = format!("f{}", pointer.replace('/', "-"));
    let (help_id, error_id, list) = (format!("{id}-h"), format!("{id}-e"), format!("{id}-h {id}-e"));
    let (shown, left) = (RwSignal::new(false), RwSignal::new(false));
    let flaw = Memo::new(move |_| value.with(|text| own.with(|own| flaw_of(text, own, optional))));
    form.enter(pointer, id.clone(), move || flaw.get_untracked());
    let error = Memo::new(move |_| match form.refusal(pointer) {
        Some(refused) => Some(refusal_text(i18n, &refused)),
        None => flaw.get().filter(|_| left.get() || form.tried()).map(|flaw| flaw_text(i18n, flaw)),
    });
    let (described, alone) = (list, help_id.clone());
    let eye = move || if shown.get() { now!(i18n, password.hide) } else { now!(i18n, password.show) };
    view! {
        <div class="field">
            <label for=id.clone()>
                {label}
                {optional.then(|| view! { " "<span class="opt">"(" {say!(i18n, ui.optional)} ")"</span> })}
            </label>
            <p class="help" id=help_id>{say!(i18n, password.help)}</p>
            <span class="row keep">
                <input
                    id=id.clone()
                    class="input"
                    type=move || if shown.get() { "text" } else { "password" }
                    autocomplete="new-password"
                    autocapitalize="none"
                    spellcheck="false"
                    aria-required=(!optional).then_some("true")
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=move || if error.with(Option::is_some) { described.clone() } else { alone.clone() }
                    prop:value=move || value.get()
                    on:input=move |event| {
                        value.set(event_target_value(&event));
                        form.forgive(pointer);
                    }
                    on:blur=move |_| left.set(value.with_untracked(|text| !text.is_empty()))
                />
                <IconButton icon="eye" label=eye on_click=move || shown.update(|shown| *shown = !*shown)/>
            </span>
            <Show when=move || value.with(|text| !text.is_empty())><Meter value=value flaw=flaw/></Show>
            {move || error.get().map(|error| view! {
                <p class="error" id=error_id.clone()><Icon name="alert"/>{error}</p>
            })}
        </div>
    }
}

#[component]
fn Meter(value: RwSignal<String>, flaw: Memo<Option<Flaw>>) -> impl IntoView {
    let i18n = use_i18n();
    let hard = Memo::new(move |_| flaw.get().is_none().then(|| value.with(|text| strength(text))));
    view! {
        <progress
            class="meter"
            max="3"
            value=move || bars(hard.get())
            aria-label=say!(i18n, password.strength)
        ></progress>
        <p class="help" role="status">{move || strength_text(i18n, hard.get())}</p>
    }
}

fn flaw_of(text: &str, own: &[String], optional: bool) -> Option<Flaw> {
    if text.is_empty() {
        return (!optional).then_some(Flaw::Missing);
    }
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    password_flaw(text, &own).map(Flaw::Guessable)
}

const fn bars(hard: Option<Strength>) -> &'static str {
    match hard {
        None => "0",
        Some(Strength::Fair) => "1",
        Some(Strength::Good) => "2",
        Some(Strength::Strong) => "3",
    }
}

fn strength_text(i18n: Words, hard: Option<Strength>) -> &'static str {
    match hard {
        None => now!(i18n, password.weak),
        Some(Strength::Fair) => now!(i18n, password.fair),
        Some(Strength::Good) => now!(i18n, password.good),
        Some(Strength::Strong) => now!(i18n, password.strong),
    }
}

#[cfg(test)]
mod tests {
    use domain::PasswordFlaw;

    use super::flaw_of;
    use crate::rule::Flaw;

    #[test]
    fn a_password_may_be_left_out_only_where_it_is_optional() {
        assert_eq!(flaw_of("", &[], true), None);
        assert_eq!(flaw_of("", &[], false), Some(Flaw::Missing));
        assert_eq!(flaw_of("court", &[], true), Some(Flaw::Guessable(PasswordFlaw::TooShort)));
    }

    #[test]
    fn what_others_know_of_somebody_is_no_password() {
        let own = ["lea.roussel@mosane.example".to_owned()];
        assert_eq!(flaw_of("roussel-mosane-lea", &own, false), Some(Flaw::Guessable(PasswordFlaw::Personal)));
        assert_eq!(flaw_of("trois lampes sous la pluie", &own, false), None);
    }
}
