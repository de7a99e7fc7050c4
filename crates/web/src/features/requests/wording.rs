//! What a request says, as one edits it.

use crate::contract::{Request, RequestChange, RequesterChange};

/// The texts of a request; `T` is a text, or what holds one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Wording<T = String> {
    pub(super) title: T,
    pub(super) text: T,
    pub(super) first_name: T,
    pub(super) last_name: T,
    pub(super) email: T,
    pub(super) phone: T,
    pub(super) noticed_on: T,
}

impl<T> Wording<T> {
    /// The same for each text.
    pub(super) fn each<U>(self, make: impl Fn(T) -> U) -> Wording<U> {
        Wording {
            title: make(self.title),
            text: make(self.text),
            first_name: make(self.first_name),
            last_name: make(self.last_name),
            email: make(self.email),
            phone: make(self.phone),
            noticed_on: make(self.noticed_on),
        }
    }

    /// Each text beside that of another.
    pub(super) fn beside<U>(self, other: Wording<U>) -> Wording<(T, U)> {
        Wording {
            title: (self.title, other.title),
            text: (self.text, other.text),
            first_name: (self.first_name, other.first_name),
            last_name: (self.last_name, other.last_name),
            email: (self.email, other.email),
            phone: (self.phone, other.phone),
            noticed_on: (self.noticed_on, other.noticed_on),
        }
    }
}

impl Wording {
    /// What one typed stays; what one left alone becomes what it is now.
    pub(super) fn rebased(self, seen: Self, fresh: Self) -> Self {
        self.beside(seen)
            .beside(fresh)
            .each(|((mine, seen), fresh)| if mine.trim() == seen.trim() { fresh } else { mine })
    }

    /// What is sent; nothing without a day.
    pub(super) fn change(self) -> Option<RequestChange> {
        let noticed_on = self.noticed_on.parse().ok()?;
        let said = self.each(|text| text.trim().to_owned());
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        let requester = RequesterChange {
            first_name: said.first_name,
            last_name: said.last_name,
            email: some(said.email),
            phone: some(said.phone),
        };
        Some(RequestChange { title: said.title, text: said.text, requester, noticed_on })
    }
}

impl From<&Request> for Wording {
    fn from(request: &Request) -> Self {
        let (request, requester) = (request.clone(), request.requester.clone());
        Self {
            title: request.title,
            text: request.text,
            first_name: requester.first_name,
            last_name: requester.last_name,
            email: requester.email.unwrap_or_default(),
            phone: requester.phone.unwrap_or_default(),
            noticed_on: request.noticed_on.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Wording;
    use crate::features::requests::conversation::tests::request;

    #[test]
    fn when_two_edit_at_once_each_text_is_of_who_changed_it_and_mine_where_both_did() {
        let seen = Wording::from(&request());
        let mine = Wording { title: "Radiateur glacé".to_owned(), phone: "081".to_owned(), ..seen.clone() };
        let fresh = Wording { text: "Depuis lundi.".to_owned(), phone: "082".to_owned(), ..seen.clone() };
        let all = mine.rebased(seen.clone(), fresh);
        assert_eq!((all.title.as_str(), all.text.as_str()), ("Radiateur glacé", "Depuis lundi."));
        assert_eq!((all.phone.as_str(), all.last_name), ("081", seen.last_name));
    }

    #[test]
    fn an_emptied_detail_is_none_and_space_around_a_text_is_not_sent() {
        let said = Wording { email: "  ".to_owned(), title: " Radiateur ".to_owned(), ..(&request()).into() };
        let change = said.change().expect("it has a day");
        assert_eq!((change.title.as_str(), change.requester.email), ("Radiateur", None));
        assert_eq!(Wording { noticed_on: String::new(), ..(&request()).into() }.change(), None);
    }
}
