//! Which requests are listed: all of it is in the address, so that a link shows the same.

use domain::RequestStatus;
use uuid::Uuid;

use crate::{contract::ListRequestsQuery, session::encode, ui::PAGE};

/// What the address asks for.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Filter {
    pub(super) site_id: Option<Uuid>,
    pub(super) status: Option<RequestStatus>,
    pub(super) requester: String,
    pub(super) mine: bool,
    pub(super) cursor: Option<String>,
}

impl Filter {
    /// Reads an address; what makes no sense asks for nothing.
    pub(super) fn read(value: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            site_id: value("site_id").and_then(|id| id.parse().ok()),
            status: value("status").and_then(|word| word.parse().ok()),
            requester: value("requester").unwrap_or_default(),
            mine: value("mine").as_deref() == Some("true"),
            cursor: value("cursor").filter(|cursor| !cursor.is_empty()),
        }
    }

    /// The address that asks for this.
    pub(super) fn path(&self) -> String {
        let parts = [
            ("mine", self.mine.then(|| "true".to_owned())),
            ("site_id", self.site_id.map(|id| id.to_string())),
            ("status", self.status.map(|status| status.to_string())),
            ("requester", (!self.requester.is_empty()).then(|| self.requester.clone())),
            ("cursor", self.cursor.clone()),
        ];
        let query: Vec<String> = parts
            .into_iter()
            .filter_map(|(name, value)| Some(format!("{name}={}", encode(&value?))))
            .collect();
        if query.is_empty() { "/requests".to_owned() } else { format!("/requests?{}", query.join("&")) }
    }

    /// The same question to the server.
    pub(super) fn query(&self) -> ListRequestsQuery {
        ListRequestsQuery {
            cursor: self.cursor.clone(),
            limit: Some(PAGE),
            site_id: self.site_id,
            status: self.status,
            requester: Some(self.requester.trim().to_owned()).filter(|name| !name.is_empty()),
            mine: self.mine.then_some(true),
            ..Default::default()
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
        self.site_id.is_some() || self.status.is_some() || !self.requester.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use domain::RequestStatus;

    use super::Filter;

    fn read(query: &str) -> Filter {
        let pairs: Vec<(&str, &str)> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
        Filter::read(|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn an_address_says_again_what_it_was_made_from() {
        let filter = Filter {
            status: Some(RequestStatus::OnHold),
            requester: "Noël B".to_owned(),
            ..Filter::default()
        };
        assert_eq!(filter.path(), "/requests?status=on_hold&requester=No%C3%ABl%20B");
        assert_eq!(read("status=on_hold&mine=true").path(), "/requests?mine=true&status=on_hold");
        assert_eq!(Filter::default().path(), "/requests");
    }

    #[test]
    fn nonsense_in_an_address_asks_for_nothing() {
        assert_eq!(read("status=lost&site_id=12&cursor="), Filter::default());
    }

    #[test]
    fn changing_the_filter_goes_back_to_the_first_page() {
        let filter = Filter { cursor: Some("x".to_owned()), ..Filter::default() };
        assert_eq!(filter.with(|filter| filter.mine = true).cursor, None);
    }
}
