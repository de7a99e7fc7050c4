use crate::language::{Words, now};

/// The parts of the account, each with an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Profile,
    Email,
    Password,
    Sessions,
    Rights,
    Preferences,
    Notifications,
    Looks,
}

impl Part {
    pub(super) const ALL: [Self; 8] = [
        Self::Profile,
        Self::Email,
        Self::Password,
        Self::Sessions,
        Self::Rights,
        Self::Preferences,
        Self::Notifications,
        Self::Looks,
    ];

    /// The part that an address names.
    pub(super) fn at(word: Option<&str>) -> Option<Self> {
        match word.unwrap_or_default() {
            "" => Some(Self::Profile),
            word => Self::ALL.into_iter().find(|part| *part != Self::Profile && part.word() == word),
        }
    }

    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::Profile => "/account",
            Self::Email => "/account/email",
            Self::Password => "/account/password",
            Self::Sessions => "/account/sessions",
            Self::Rights => "/account/rights",
            Self::Preferences => "/account/preferences",
            Self::Notifications => "/account/notifications",
            Self::Looks => "/account/display",
        }
    }

    fn word(self) -> &'static str {
        self.path().rsplit('/').next().unwrap_or_default()
    }

    pub(super) fn text(self, i18n: Words) -> &'static str {
        match self {
            Self::Profile => now!(i18n, account.profile),
            Self::Email => now!(i18n, entry.email),
            Self::Password => now!(i18n, login.password),
            Self::Sessions => now!(i18n, account.sessions),
            Self::Rights => now!(i18n, account.rights),
            Self::Preferences => now!(i18n, preferences.title),
            Self::Notifications => now!(i18n, preferences.notifications),
            Self::Looks => now!(i18n, account.display),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Part;

    #[test]
    fn every_part_is_found_at_its_own_address_and_nothing_at_another() {
        for part in Part::ALL {
            let word = part.path().strip_prefix("/account").map(|rest| rest.trim_start_matches('/'));
            assert_eq!(Part::at(word), Some(part));
        }
        assert_eq!(Part::at(None), Some(Part::Profile));
        assert_eq!(Part::at(Some("account")), None);
        assert_eq!(Part::at(Some("nothing")), None);
    }
}
