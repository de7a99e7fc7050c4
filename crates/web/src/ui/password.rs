use domain::{MIN_CHARS, PasswordFlaw, Strength, password_flaw, strength};
use leptos::prelude::*;

use super::{Form, Icon, Show, field::is_filled, flaw_text, refusal_text};
use crate::{
    client::FieldFlaw,
    i18n::use_i18n,
    language::{Words, now, say},
    rule::Flaw,
    text::Text,
};

/// How far a new password has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Empty,
    /// So many characters are missing.
    Short(usize),
    Unfit(PasswordFlaw),
    Fit(Strength),
}

impl Level {
    fn of(password: &str, own: &[String]) -> Self {
        let own: Vec<&str> = own.iter().map(String::as_str).collect();
        match (password.chars().count(), password_flaw(password, &own)) {
            (0, _) => Self::Empty,
            (chars, Some(PasswordFlaw::TooShort)) => Self::Short(MIN_CHARS - chars),
            (_, Some(flaw)) => Self::Unfit(flaw),
            (_, None) => Self::Fit(strength(password)),
        }
    }

    /// How much of the meter it fills, of four.
    const fn filled(self) -> u8 {
        match self {
            Self::Empty => 0,
            Self::Short(_) | Self::Unfit(_) => 1,
            Self::Fit(Strength::Fair) => 2,
            Self::Fit(Strength::Good) => 3,
            Self::Fit(Strength::Strong) => 4,
        }
    }

    const fn is_fit(self) -> bool {
        matches!(self, Self::Fit(_))
    }
}

/// What a password field asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Password {
    /// One to choose: measured as one types.
    New,
    /// The one that one has.
    Current,
}

/// A password, with a way to look at it; a new one says how good it is.
#[component]
pub fn PasswordField(
    form: Form,
    /// Where it stands in what is sent.
    pointer: &'static str,
    #[prop(into)] label: Text,
    value: RwSignal<String>,
    #[prop(default = Password::New)] kind: Password,
    /// What others know of whoever chooses it.
    #[prop(optional, into)]
    own: Signal<Vec<String>>,
    /// Whether there may be none.
    #[prop(optional)]
    optional: bool,
    #[prop(optional)] large: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let id = format!("f{}", pointer.replace('/', "-"));
    let (left, shown) = (RwSignal::new(false), RwSignal::new(false));
    let level = Memo::new(move |_| value.with(|password| own.with(|own| Level::of(password, own))));
    let will_do = Memo::new(move |_| match kind {
        _ if value.with(String::is_empty) => optional,
        Password::New => level.get().is_fit(),
        Password::Current => true,
    });
    // Which flaw it is, the field says itself; the form only asks whether there is one.
    form.enter(pointer, id.clone(), move || (!will_do.get_untracked()).then_some(Flaw::Missing));
    let error = Memo::new(move |_| match form.refusal(pointer) {
        Some(refused) => Some(password_refusal(i18n, &refused)),
        None if will_do.get() => None,
        // Clearing it is no error yet.
        None => {
            let started = left.get() && level.get() != Level::Empty;
            (started || form.tried()).then(|| level_error(i18n, level.get()))
        }
    });
    let new = kind == Password::New;
    let autocomplete = if new { "new-password" } else { "current-password" };
    let typed = move |event| {
        value.set(event_target_value(&event));
        form.forgive(pointer);
    };
    let (error_id, help_id, meter_id) = (format!("{id}-e"), format!("{id}-h"), format!("{id}-m"));
    let told = new.then(|| format!("{help_id} {meter_id}"));
    let described = described(told, error_id.clone(), error);
    view! {
        <div class="field">
            <label for=id.clone()>
                {label}
                {optional.then(|| view! { " "<span class="opt">"(" {say!(i18n, ui.optional)} ")"</span> })}
            </label>
            {new.then(|| view! { <p class="help" id=help_id>{move || now!(i18n, password.rule, min = MIN_CHARS)}</p> })}
            <div class="with-button">
                <input
                    id=id
                    class=if large { "input lg" } else { "input" }
                    type=move || if shown.get() { "text" } else { "password" }
                    autocomplete=autocomplete
                    autocapitalize="none"
                    spellcheck="false"
                    aria-required=(!optional).then_some("true")
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=described
                    prop:value=move || value.get()
                    on:input=typed
                    on:blur=move |_| if is_filled(value) { left.set(true) }
                />
                <Reveal shown=shown/>
            </div>
            {new.then(|| view! { <Meter id=meter_id level=level/> })}
            {move || error.get().map(|error| view! {
                <p class="error" id=error_id.clone()><Icon name="alert"/>{error}</p>
            })}
        </div>
    }
}

fn described(
    told: Option<String>,
    error: String,
    wrong: Memo<Option<String>>,
) -> impl Fn() -> Option<String> + Clone {
    move || match (&told, wrong.with(Option::is_some)) {
        (Some(told), true) => Some(format!("{error} {told}")),
        (None, true) => Some(error.clone()),
        (told, false) => told.clone(),
    }
}

#[component]
fn Reveal(shown: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <button
            type="button"
            class="icon-btn"
            aria-label=say!(i18n, password.show)
            title=say!(i18n, password.show)
            aria-pressed=move || shown.get().to_string()
            on:click=move |_| shown.update(|shown| *shown = !*shown)
        >
            <Icon name="eye"/>
        </button>
    }
}

/// How good it is, as a length and in words.
#[component]
fn Meter(id: String, level: Memo<Level>) -> impl IntoView {
    let i18n = use_i18n();
    let unfit = move || matches!(level.get(), Level::Unfit(_)).then_some("");
    view! {
        <progress
            class="meter"
            max="4"
            value=move || level.get().filled().to_string()
            data-over=unfit
            aria-label=say!(i18n, password.strength)
        ></progress>
        <p class="small muted strength" id=id>
            <Show when=move || level.get() != Level::Empty>{move || level_text(i18n, level.get())}</Show>
        </p>
    }
}

/// What the meter says.
fn level_text(i18n: Words, level: Level) -> String {
    match level {
        Level::Empty => String::new(),
        Level::Short(1) => now!(i18n, password.one_more).to_owned(),
        Level::Short(missing) => now!(i18n, password.more, count = missing),
        Level::Unfit(_) => now!(i18n, password.unfit).to_owned(),
        Level::Fit(Strength::Fair) => now!(i18n, password.fair).to_owned(),
        Level::Fit(Strength::Good) => now!(i18n, password.good).to_owned(),
        Level::Fit(Strength::Strong) => now!(i18n, password.strong).to_owned(),
    }
}

/// What is wrong, and how to mend it.
fn level_error(i18n: Words, level: Level) -> String {
    match level {
        Level::Empty | Level::Fit(_) => flaw_text(i18n, Flaw::Missing),
        Level::Short(_) => flaw_text(i18n, Flaw::TooShort(MIN_CHARS)),
        Level::Unfit(flaw) => unfit_text(i18n, flaw.word()).unwrap_or_default().to_owned(),
    }
}

/// The server's word about a password, in ours.
fn password_refusal(i18n: Words, flaw: &FieldFlaw) -> String {
    unfit_text(i18n, &flaw.code).map_or_else(|| refusal_text(i18n, flaw), ToOwned::to_owned)
}

fn unfit_text(i18n: Words, code: &str) -> Option<&'static str> {
    Some(match code {
        "common" => now!(i18n, password.common),
        "personal" => now!(i18n, password.personal),
        "pattern_of_signs" => now!(i18n, password.pattern),
        "same" => now!(i18n, password.same),
        "wrong" => now!(i18n, password.wrong),
        "min_length" => now!(i18n, password.too_short),
        "max_length" => now!(i18n, password.too_long),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use domain::PasswordFlaw::{Common, Personal, TooLong};

    use super::Level;

    fn level(password: &str) -> Level {
        Level::of(password, &["nadia.lambert".to_owned(), "Mosane Formation".to_owned()])
    }

    #[test]
    fn the_meter_counts_what_is_missing_before_it_judges() {
        assert_eq!(level(""), Level::Empty);
        assert_eq!(level("trois lampes"), Level::Short(3));
        assert_eq!(level("motdepasse12345"), Level::Unfit(Common));
        assert_eq!(level("MosaneFormation1"), Level::Unfit(Personal));
        assert_eq!(level(&"ab".repeat(200)), Level::Unfit(TooLong));
        assert!(level("trois lampes sous la pluie").is_fit());
    }

    #[test]
    fn a_password_that_is_refused_never_fills_more_than_one_that_is_taken() {
        let fills = |password| level(password).filled();
        assert!(fills("motdepasse12345") < fills("un chat dort ici"));
        assert!(fills("un chat dort ici") < fills("un chat dort sur mon lit"));
        assert_eq!(fills(""), 0);
    }
}
