use domain::{Language, fold_case};

use crate::{
    contract::Resource,
    language::{Words, language, now},
    shell::full_name,
};

/// Which resources are in sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    All,
    Active,
    Inactive,
}

impl State {
    pub(super) const WORDS: [(&str, Self); 3] =
        [("active", Self::Active), ("inactive", Self::Inactive), ("all", Self::All)];

    pub(super) fn from_word(word: &str) -> Self {
        Self::WORDS.iter().find(|(known, _)| *known == word).map_or(Self::Active, |(_, state)| *state)
    }

    const fn shows(self, active: bool) -> bool {
        match self {
            Self::All => true,
            Self::Active => active,
            Self::Inactive => !active,
        }
    }
}

/// First and last name.
pub(super) fn name_of(resource: &Resource) -> String {
    full_name(&resource.first_name, &resource.last_name)
}

/// The resources in that state whose name, code or home holds what was typed.
pub(super) fn fitting(resources: Vec<Resource>, typed: &str, state: State) -> Vec<Resource> {
    let typed = fold_case(typed);
    let holds = |text: &str| fold_case(text).contains(&typed);
    let fits = |one: &Resource| {
        let said = holds(&name_of(one)) || holds(&one.home.name) || one.code.as_deref().is_some_and(holds);
        said && state.shows(one.active)
    };
    resources.into_iter().filter(fits).collect()
}

/// What an hour costs.
pub(super) fn rate_text(i18n: Words, cents: i64) -> String {
    now!(i18n, resources.per_hour, amount = amount(language(i18n), cents))
}

/// An amount as it is written in a language.
pub(super) fn amount(language: Language, cents: i64) -> String {
    let point = match language {
        Language::French => ',',
        Language::English => '.',
    };
    format!("{}{point}{:02}", cents / 100, cents % 100)
}

/// What was typed as an amount, in cents; nothing where nothing was typed.
pub(super) fn cents(typed: &str) -> Result<Option<i64>, ()> {
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    if typed.is_empty() {
        return Ok(None);
    }
    let (whole, part) = typed.split_once([',', '.']).unwrap_or((&typed, ""));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || whole.len() > 6 || part.len() > 2 || !digits(whole) || !digits(part) {
        return Err(());
    }
    format!("{whole}{part:0<2}").parse().map(Some).map_err(drop)
}

#[cfg(test)]
mod tests {
    use domain::Language;
    use uuid::Uuid;

    use super::{State, amount, cents, fitting};
    use crate::contract::{Level, Node, Resource};

    fn resource(last_name: &str, code: Option<&str>, active: bool) -> Resource {
        Resource {
            id: Uuid::nil(),
            first_name: "Marc".to_owned(),
            last_name: last_name.to_owned(),
            active,
            code: code.map(ToOwned::to_owned),
            colour: None,
            hourly_rate: None,
            home: Node { id: Uuid::nil(), level: Level::Site, name: "Huy".to_owned() },
            login: None,
            photo_id: None,
            version: 1,
            allowed: Vec::new(),
        }
    }

    #[test]
    fn resources_are_found_by_name_code_and_home_in_one_state() {
        let all = vec![resource("Servais", Some("RBQ-7"), true), resource("Gay", None, false)];
        assert_eq!(fitting(all.clone(), "rbq", State::All).len(), 1);
        assert_eq!(fitting(all.clone(), "marc g", State::Active).len(), 0);
        assert_eq!(fitting(all.clone(), "HUY", State::All).len(), 2);
        assert_eq!(fitting(all, "", State::Inactive)[0].last_name, "Gay");
        assert_eq!((State::from_word("all"), State::from_word("else")), (State::All, State::Active));
    }

    #[test]
    fn an_amount_is_read_as_people_write_it_and_to_the_cent() {
        for (typed, read) in
            [("38,50", 3850), ("38.5", 3850), (" 1 250 ", 125_000), ("0,05", 5), ("999999,99", 99_999_999)]
        {
            assert_eq!(cents(typed), Ok(Some(read)), "{typed}");
        }
        assert_eq!(cents("  "), Ok(None));
        for wrong in ["38,505", "-3", "a", ",5", "1,2,3", "1000000", "3e2"] {
            assert_eq!(cents(wrong), Err(()), "{wrong}");
        }
        assert_eq!(amount(Language::French, 3805), "38,05");
        assert_eq!(amount(Language::English, 99), "0.99");
    }
}
