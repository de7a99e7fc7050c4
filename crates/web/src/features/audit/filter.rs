//! What of the audit is shown: all of it is in the address, so that a link shows the same.

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use crate::{contract::ListAuditQuery, dates::midnight, session::encode};

/// How many lines a page holds.
const PAGE: i64 = 50;

/// What the address asks for.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Filter {
    /// The first day.
    pub(super) from: Option<NaiveDate>,
    /// The last day, which belongs to it.
    pub(super) until: Option<NaiveDate>,
    pub(super) actor: Option<Uuid>,
    pub(super) kind: String,
    pub(super) operation: String,
    pub(super) cursor: Option<String>,
}

impl Filter {
    /// Reads an address; what makes no sense asks for nothing.
    pub(super) fn read(value: impl Fn(&str) -> Option<String>) -> Self {
        let day = |name| value(name).and_then(|day| day.parse().ok());
        Self {
            from: day("from"),
            until: day("until"),
            actor: value("actor").and_then(|id| id.parse().ok()),
            kind: value("kind").unwrap_or_default(),
            operation: value("operation").unwrap_or_default(),
            cursor: value("cursor").filter(|cursor| !cursor.is_empty()),
        }
    }

    /// The address that asks for this.
    pub(super) fn path(&self) -> String {
        let filled = |text: &String| (!text.is_empty()).then(|| text.clone());
        let parts = [
            ("from", self.from.map(|day| day.to_string())),
            ("until", self.until.map(|day| day.to_string())),
            ("actor", self.actor.map(|id| id.to_string())),
            ("kind", filled(&self.kind)),
            ("operation", filled(&self.operation)),
            ("cursor", self.cursor.clone()),
        ];
        let query: Vec<String> = parts
            .into_iter()
            .filter_map(|(name, value)| Some(format!("{name}={}", encode(&value?))))
            .collect();
        if query.is_empty() { "/audit".to_owned() } else { format!("/audit?{}", query.join("&")) }
    }

    /// The same question to the server.
    pub(super) fn query(&self) -> ListAuditQuery {
        let filled = |text: &String| (!text.is_empty()).then(|| text.clone());
        ListAuditQuery {
            from: self.from.and_then(midnight),
            until: self.until.and_then(|day| midnight(day.checked_add_days(Days::new(1))?)),
            actor_id: self.actor,
            kind: filled(&self.kind),
            operation: filled(&self.operation),
            cursor: self.cursor.clone(),
            limit: Some(PAGE),
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
        Self { cursor: None, ..self.clone() } != Self::default()
    }
}

#[cfg(test)]
mod tests {
    use chrono::Duration;

    use super::Filter;

    fn read(query: &str) -> Filter {
        let pairs: Vec<(&str, &str)> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
        Filter::read(|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn an_address_says_again_what_it_was_made_from() {
        let address = "from=2026-11-01&until=2026-11-30&kind=team&operation=update_team";
        assert_eq!(read(address).path(), format!("/audit?{address}"));
        assert_eq!(read("from=lately&actor=me&cursor=").path(), "/audit");
    }

    #[test]
    fn both_days_belong_to_the_period() {
        let query = read("from=2026-06-01&until=2026-06-01").query();
        let lasts = query.until.zip(query.from).map(|(until, from)| until - from);
        assert!(lasts.is_some_and(|it| it >= Duration::hours(23)), "{lasts:?}");
    }

    #[test]
    fn changing_the_filter_goes_back_to_the_first_page() {
        let filter = Filter { cursor: Some("x".to_owned()), ..Filter::default() };
        assert!(!filter.is_narrow());
        assert_eq!(filter.with(|filter| filter.kind = "team".to_owned()).path(), "/audit?kind=team");
    }
}
