use domain::{EmailAddress, Language, RequestId, RequestStatus};
use serde::{Deserialize, Serialize};

/// A mail, as it is kept in the outbox: a copy of what may be said, made when it happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Mail {
    /// To the site's team: somebody asks for work.
    NewRequest { receiver: Receiver, request: PublicFace },
    /// To the requester: it arrived.
    Confirmation { receiver: Receiver, request: PublicFace },
    /// To the requester: it moved on.
    StatusChanged { receiver: Receiver, request: PublicFace, status: RequestStatus, reason: Option<String> },
    /// To somebody new: their account waits for a password [PP-10].
    Invitation { receiver: Receiver, person: Person, link: SealedToken },
    /// To somebody who forgot their password, or of whom somebody else says so.
    PasswordReset { receiver: Receiver, person: Person, link: SealedToken },
    /// To an address that shall be somebody's: prove it.
    EmailChange { receiver: Receiver, person: Person, link: SealedToken },
    /// To the address that was theirs until then.
    EmailChanging { receiver: Receiver, person: Person, address: String },
    /// To somebody whose password is another one now.
    PasswordChanged { receiver: Receiver, person: Person },
    /// To whoever wants to know whether mail works.
    Test { receiver: Receiver },
}

/// Whose account a mail is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub name: String,
    pub username: String,
}

/// The token of a link, sealed with the key outside the database: only its hash can be read at rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SealedToken(pub String);

/// Who reads a mail, in which language, and on whose behalf it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receiver {
    #[serde(with = "as_text")]
    pub to: EmailAddress,
    pub language: Language,
    /// The organisation's name.
    pub organisation: String,
}

/// The public face of a request: what its requester may read, and nothing of the working version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicFace {
    pub id: RequestId,
    /// `R-2026-000123`
    pub reference: String,
    pub title: String,
    pub text: String,
    /// The site's name.
    pub site: String,
    /// The requester's name.
    pub requester: String,
}

/// Which mail it is: one set of templates each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    NewRequest,
    Confirmation,
    StatusChanged,
    Invitation,
    PasswordReset,
    EmailChange,
    EmailChanging,
    PasswordChanged,
    Test,
}

impl Mail {
    /// The address it goes to.
    #[must_use]
    pub const fn to(&self) -> &EmailAddress {
        &self.receiver().to
    }

    #[must_use]
    pub const fn receiver(&self) -> &Receiver {
        match self {
            Self::NewRequest { receiver, .. }
            | Self::Confirmation { receiver, .. }
            | Self::StatusChanged { receiver, .. }
            | Self::Invitation { receiver, .. }
            | Self::PasswordReset { receiver, .. }
            | Self::EmailChange { receiver, .. }
            | Self::EmailChanging { receiver, .. }
            | Self::PasswordChanged { receiver, .. }
            | Self::Test { receiver } => receiver,
        }
    }

    /// The request it is about.
    #[must_use]
    pub const fn request(&self) -> Option<&PublicFace> {
        match self {
            Self::NewRequest { request, .. }
            | Self::Confirmation { request, .. }
            | Self::StatusChanged { request, .. } => Some(request),
            _ => None,
        }
    }

    /// Whose account it is about.
    #[must_use]
    pub const fn person(&self) -> Option<&Person> {
        match self {
            Self::Invitation { person, .. }
            | Self::PasswordReset { person, .. }
            | Self::EmailChange { person, .. }
            | Self::EmailChanging { person, .. }
            | Self::PasswordChanged { person, .. } => Some(person),
            _ => None,
        }
    }

    /// The token of the link that it brings.
    #[must_use]
    pub const fn link(&self) -> Option<&SealedToken> {
        match self {
            Self::Invitation { link, .. }
            | Self::PasswordReset { link, .. }
            | Self::EmailChange { link, .. } => Some(link),
            _ => None,
        }
    }

    pub(super) const fn kind(&self) -> Kind {
        match self {
            Self::NewRequest { .. } => Kind::NewRequest,
            Self::Confirmation { .. } => Kind::Confirmation,
            Self::StatusChanged { .. } => Kind::StatusChanged,
            Self::Invitation { .. } => Kind::Invitation,
            Self::PasswordReset { .. } => Kind::PasswordReset,
            Self::EmailChange { .. } => Kind::EmailChange,
            Self::EmailChanging { .. } => Kind::EmailChanging,
            Self::PasswordChanged { .. } => Kind::PasswordChanged,
            Self::Test { .. } => Kind::Test,
        }
    }
}

impl PublicFace {
    /// Where the app shows it.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/requests/{}", self.id)
    }
}

/// An address in JSON is its text; what is no address does not come back as one.
mod as_text {
    use domain::EmailAddress;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(address: &EmailAddress, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(address.as_str())
    }

    pub fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<EmailAddress, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
pub(super) mod samples {
    use domain::{EmailAddress, Language, RequestId, RequestStatus};

    use super::{Mail, Person, PublicFace, Receiver, SealedToken};
    use crate::{mail::Links, random::SystemRandom, sealing::Sealing};

    pub fn address(text: &str) -> EmailAddress {
        text.parse().expect("an address")
    }

    pub fn receiver(language: Language) -> Receiver {
        Receiver { to: address("huy@mosane.example"), language, organisation: "Société Mosane".to_owned() }
    }

    pub fn request() -> PublicFace {
        PublicFace {
            id: "0190c0de-0000-7000-8000-000000000001".parse::<RequestId>().expect("an id"),
            reference: "R-2026-000123".to_owned(),
            title: "Ascenseur <bloqué> & bruyant".to_owned(),
            text: "Depuis ce matin.\nMerci d'avance !".to_owned(),
            site: "Huy".to_owned(),
            requester: "Nadia Lefèvre".to_owned(),
        }
    }

    fn of_accounts(receiver: &Receiver) -> [Mail; 5] {
        let person = || Person { name: "Zoé <Lenoir>".to_owned(), username: "zoe".to_owned() };
        let link = || SealedToken(test_sealing().seal(b"the-token", &SystemRandom));
        let receiver = || receiver.clone();
        [
            Mail::Invitation { receiver: receiver(), person: person(), link: link() },
            Mail::PasswordReset { receiver: receiver(), person: person(), link: link() },
            Mail::EmailChange { receiver: receiver(), person: person(), link: link() },
            Mail::EmailChanging {
                receiver: receiver(),
                person: person(),
                address: "z@neuf.example".to_owned(),
            },
            Mail::PasswordChanged { receiver: receiver(), person: person() },
        ]
    }

    fn test_sealing() -> Sealing {
        Sealing::of_key([7; 32])
    }

    /// Links of an app at that address, with the key of the samples.
    pub fn links(url: &str) -> Links {
        Links { public_url: url.parse().expect("a URL"), sealing: test_sealing() }
    }

    /// One of each, and one for each status.
    pub fn all(language: Language) -> Vec<Mail> {
        let receiver = receiver(language);
        let mut mails = vec![
            Mail::NewRequest { receiver: receiver.clone(), request: request() },
            Mail::Confirmation { receiver: receiver.clone(), request: request() },
            Mail::Test { receiver: receiver.clone() },
        ];
        mails.extend(of_accounts(&receiver));
        mails.extend(RequestStatus::ALL.iter().map(|&status| {
            let reason = status.takes_reason().then(|| "Hors <de> notre ressort".to_owned());
            Mail::StatusChanged { receiver: receiver.clone(), request: request(), status, reason }
        }));
        mails
    }
}

#[cfg(test)]
mod tests {
    use domain::Language;

    use super::{Mail, samples};

    #[test]
    fn what_is_kept_comes_back() {
        for mail in samples::all(Language::French) {
            let kept = serde_json::to_value(&mail).expect("JSON");
            assert_eq!(serde_json::from_value::<Mail>(kept).expect("the same"), mail);
        }
    }

    #[test]
    fn what_is_no_address_does_not_come_back_as_one() {
        let mut kept = serde_json::to_value(&samples::all(Language::English)[0]).expect("JSON");
        kept["receiver"]["to"] = "a@b.example\r\nBcc: x@y.example".into();
        assert!(serde_json::from_value::<Mail>(kept).is_err());
    }

    #[test]
    fn the_link_is_the_page_of_the_request() {
        assert_eq!(samples::request().path(), "/requests/0190c0de-0000-7000-8000-000000000001");
    }
}
