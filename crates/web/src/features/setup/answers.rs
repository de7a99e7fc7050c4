//! What the wizard asks, and at which step.

use domain::Language;
use leptos::prelude::*;

use crate::{
    contract::{FirstAdministrator, FirstSite, Setup},
    features::settings::MailFields,
};

/// The steps, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Organisation,
    Site,
    Administrator,
    Mail,
    Done,
}

impl Step {
    /// The steps that ask something.
    pub(super) const ASKING: [Self; 4] = [Self::Organisation, Self::Site, Self::Administrator, Self::Mail];

    /// Its place, from one.
    pub(super) fn number(self) -> usize {
        Self::ASKING.iter().position(|&step| step == self).map_or(Self::ASKING.len(), |at| at + 1)
    }

    /// The step after it.
    pub(super) fn next(self) -> Self {
        Self::ASKING.get(self.number()).copied().unwrap_or(Self::Done)
    }

    /// The step before it.
    pub(super) fn before(self) -> Option<Self> {
        self.number().checked_sub(2).and_then(|at| Self::ASKING.get(at)).copied()
    }

    /// The step that asks for a field of what is sent.
    pub(super) fn of(pointer: &str) -> Self {
        match pointer.split('/').nth(1) {
            Some("company_group_name" | "site") => Self::Site,
            Some("administrator") => Self::Administrator,
            Some("mail") => Self::Mail,
            _ => Self::Organisation,
        }
    }
}

/// Everything that was answered.
#[derive(Clone, Copy)]
pub(super) struct Answers {
    pub(super) organisation: RwSignal<String>,
    pub(super) group: RwSignal<String>,
    pub(super) site: RwSignal<String>,
    pub(super) site_mail: RwSignal<String>,
    pub(super) first_name: RwSignal<String>,
    pub(super) last_name: RwSignal<String>,
    pub(super) username: RwSignal<String>,
    pub(super) email: RwSignal<String>,
    pub(super) password: RwSignal<String>,
    pub(super) mail: MailFields,
}

impl Answers {
    pub(super) fn new() -> Self {
        let blank = || RwSignal::new(String::new());
        Self {
            organisation: blank(),
            group: blank(),
            site: blank(),
            site_mail: blank(),
            first_name: blank(),
            last_name: blank(),
            username: blank(),
            email: blank(),
            password: blank(),
            mail: MailFields::of(None),
        }
    }

    /// What is sent.
    pub(super) fn body(self, token: String, language: Language) -> Setup {
        let text = |answer: RwSignal<String>| answer.get_untracked().trim().to_owned();
        Setup {
            token,
            organisation_name: text(self.organisation),
            language,
            company_group_name: text(self.group),
            site: FirstSite { name: text(self.site), mail_address: text(self.site_mail) },
            administrator: FirstAdministrator {
                username: text(self.username),
                email: text(self.email),
                first_name: text(self.first_name),
                last_name: text(self.last_name),
                password: self.password.get_untracked(),
            },
            mail: self.mail.server(),
        }
    }
}

/// The token of the link: in its fragment, or in its query.
pub(super) fn token(query: Option<String>, hash: &str) -> Option<String> {
    let in_hash = hash.trim_start_matches('#').strip_prefix("token=").map(str::to_owned);
    in_hash.or(query).filter(|token| !token.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{Step, token};

    #[test]
    fn steps_follow_one_another_and_fields_belong_to_one() {
        assert_eq!(Step::Organisation.next(), Step::Site);
        assert_eq!(Step::Mail.next(), Step::Done);
        assert_eq!(Step::Organisation.before(), None);
        assert_eq!(Step::Mail.before(), Some(Step::Administrator));
        assert_eq!(Step::of("/site/mail_address"), Step::Site);
        assert_eq!(Step::of("/administrator/password"), Step::Administrator);
        assert_eq!(Step::of("/token"), Step::Organisation);
    }

    #[test]
    fn the_token_is_in_the_fragment_or_in_the_query() {
        assert_eq!(token(None, "#token=abc").as_deref(), Some("abc"));
        assert_eq!(token(Some("q".to_owned()), "").as_deref(), Some("q"));
        assert_eq!(token(Some(String::new()), ""), None);
    }
}
