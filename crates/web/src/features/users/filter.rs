//! Which people are listed, and in which order: all of it is in the address, so that a link shows the same.

use std::cell::RefCell;

use uuid::Uuid;

use crate::{
    contract::{ListUsersQuery, UserState},
    session::encode,
    ui::PAGE,
};

thread_local! {
    static LAST: RefCell<Filter> = RefCell::new(Filter::default());
}

/// What people are ordered by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Sort {
    #[default]
    Name,
    Username,
    Newest,
}

impl Sort {
    pub(super) const ALL: [Self; 3] = [Self::Name, Self::Username, Self::Newest];

    const fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Username => "username",
            Self::Newest => "newest",
        }
    }

    fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.word() == word)
    }
}

/// What the address asks for.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Filter {
    pub(super) name: String,
    pub(super) state: Option<UserState>,
    pub(super) node_id: Option<Uuid>,
    pub(super) sort: Sort,
    pub(super) cursor: Option<String>,
}

impl Filter {
    /// Reads an address; what makes no sense asks for nothing.
    pub(super) fn read(value: impl Fn(&str) -> Option<String>) -> Self {
        let state = |word: String| UserState::ALL.iter().copied().find(|state| state.word() == word);
        Self {
            name: value("name").unwrap_or_default(),
            state: value("state").and_then(state),
            node_id: value("node_id").and_then(|id| id.parse().ok()),
            sort: value("sort").and_then(|word| Sort::read(&word)).unwrap_or_default(),
            cursor: value("cursor").filter(|cursor| !cursor.is_empty()),
        }
    }

    /// The address that asks for this.
    pub(super) fn path(&self) -> String {
        let parts = [
            ("name", (!self.name.is_empty()).then(|| self.name.clone())),
            ("state", self.state.map(|state| state.to_string())),
            ("node_id", self.node_id.map(|id| id.to_string())),
            ("sort", (self.sort != Sort::default()).then(|| self.sort.word().to_owned())),
            ("cursor", self.cursor.clone()),
        ];
        let query: Vec<String> = parts
            .into_iter()
            .filter_map(|(name, value)| Some(format!("{name}={}", encode(&value?))))
            .collect();
        if query.is_empty() { "/users".to_owned() } else { format!("/users?{}", query.join("&")) }
    }

    /// The same question to the server.
    pub(super) fn query(&self) -> ListUsersQuery {
        ListUsersQuery {
            name: Some(self.name.trim().to_owned()).filter(|name| !name.is_empty()),
            state: self.state.map(|state| state.to_string()),
            node_id: self.node_id,
            sort: Some(self.sort.word().to_owned()),
            cursor: self.cursor.clone(),
            limit: Some(PAGE),
        }
    }

    /// Changed by the person, so from the first page again.
    pub(super) fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut changed = Self { cursor: None, ..self.clone() };
        change(&mut changed);
        changed
    }

    /// Whether anything narrows the list.
    pub(super) fn is_narrow(&self) -> bool {
        !self.name.is_empty() || self.state.is_some() || self.node_id.is_some()
    }

    /// Remembers the list as the one that pages of people lead back to.
    pub(super) fn remember(&self) {
        LAST.with(|last| last.replace(self.clone()));
    }
}

/// The address of the list as it was looked at last.
pub fn last_list() -> String {
    LAST.with(|last| last.borrow().path())
}

#[cfg(test)]
mod tests {
    use super::{Filter, Sort, last_list};
    use crate::contract::UserState;

    fn read(query: &str) -> Filter {
        let pairs: Vec<(&str, &str)> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
        Filter::read(|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn an_address_says_again_what_it_was_made_from() {
        let filter = read("sort=newest&state=suspended&name=no");
        assert_eq!((filter.state, filter.sort), (Some(UserState::Suspended), Sort::Newest));
        assert_eq!(filter.path(), "/users?name=no&state=suspended&sort=newest");
        assert_eq!(Filter::default().path(), "/users");
        assert_eq!(filter.query().state.as_deref(), Some("suspended"));
    }

    #[test]
    fn nonsense_in_an_address_asks_for_nothing() {
        assert_eq!(read("state=lost&node_id=12&sort=age&cursor="), Filter::default());
    }

    #[test]
    fn changing_the_filter_goes_back_to_the_first_page() {
        let filter = Filter { cursor: Some("x".to_owned()), ..Filter::default() };
        assert_eq!(filter.with(|filter| filter.name = "a".to_owned()).cursor, None);
    }

    #[test]
    fn a_page_leads_back_to_the_list_as_it_was() {
        assert_eq!(last_list(), "/users");
        read("name=no").remember();
        assert_eq!(last_list(), "/users?name=no");
    }
}
