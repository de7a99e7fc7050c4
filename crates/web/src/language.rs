//! Which language the screens speak: the account's, else what this device remembers, else the browser's.

use domain::Language;
use leptos::prelude::*;
use leptos_i18n::I18nContext;

use crate::{
    browser,
    i18n::{Locale, use_i18n},
};

const KEY: &str = "palier.language";

/// The words of the screens, in the language of the moment.
pub type Words = I18nContext<Locale>;

/// A phrase that follows the language: `say!(i18n, login.title)`.
macro_rules! say {
    ($i18n:expr, $($key:tt)*) => {
        $crate::text::Phrase::new($i18n, |i18n| leptos_i18n::t_string!(i18n, $($key)*))
    };
}

/// What a phrase says now, with what it takes: `now!(i18n, home.hello, name = name)`.
macro_rules! now {
    ($i18n:expr, $($key:tt)*) => { leptos_i18n::t_string!($i18n, $($key)*) };
}
pub(crate) use {now, say};

/// The language of the screens; follows it.
#[must_use]
pub fn language(i18n: Words) -> Language {
    language_of(i18n.get_locale())
}

/// Makes the screens speak a language, on this device from now on.
pub fn speak(i18n: Words, language: Language) {
    i18n.set_locale(locale_of(language));
    browser::remember(KEY, language.word());
}

/// Starts with the remembered language and keeps the document's `lang` in step.
pub fn follow_language() {
    let i18n = use_i18n();
    let remembered = browser::recall(KEY).and_then(|word| word.parse().ok());
    Effect::new(move |started: Option<()>| {
        if let (None, Some(language)) = (started, remembered) {
            i18n.set_locale(locale_of(language));
        }
        browser::set_root_attribute("lang", Some(language(i18n).word()));
    });
}

/// The name of a language in that language.
#[must_use]
pub const fn own_name(language: Language) -> &'static str {
    match language {
        Language::French => "Français",
        Language::English => "English",
    }
}

const fn language_of(locale: Locale) -> Language {
    match locale {
        Locale::fr => Language::French,
        Locale::en => Language::English,
    }
}

const fn locale_of(language: Language) -> Locale {
    match language {
        Language::French => Locale::fr,
        Language::English => Locale::en,
    }
}

/// Whether a number takes the singular. Enough for the languages we have, and a twentieth of CLDR's code.
#[must_use]
pub const fn is_one(language: Language, count: usize) -> bool {
    match language {
        Language::French => count < 2,
        Language::English => count == 1,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use domain::Language;
    use serde_json::Value;

    use super::is_one;

    fn keys(prefix: &str, value: &Value, into: &mut BTreeMap<String, String>) {
        match value {
            Value::Object(fields) => {
                fields.iter().for_each(|(key, value)| keys(&format!("{prefix}.{key}"), value, into))
            }
            other => {
                into.insert(prefix.to_owned(), other.as_str().unwrap_or_default().to_owned());
            }
        }
    }

    fn read(json: &str) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        keys("", &serde_json::from_str(json).expect("JSON"), &mut found);
        found
    }

    fn variables(text: &str) -> Vec<&str> {
        let mut found: Vec<_> =
            text.split("{{").skip(1).filter_map(|part| part.split("}}").next()).map(str::trim).collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn nothing_is_singular_in_french_and_plural_in_english() {
        assert!(is_one(Language::French, 0) && is_one(Language::French, 1) && !is_one(Language::French, 2));
        assert!(!is_one(Language::English, 0) && is_one(Language::English, 1));
    }

    #[test]
    fn both_languages_say_everything_with_the_same_variables() {
        let (french, english) =
            (read(include_str!("../locales/fr.json")), read(include_str!("../locales/en.json")));
        assert_eq!(french.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>());
        for (key, text) in &french {
            assert!(!text.trim().is_empty() && !english[key].trim().is_empty(), "{key} is empty");
            assert_eq!(variables(text), variables(&english[key]), "{key}");
        }
    }
}
