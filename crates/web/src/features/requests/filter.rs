//! Which requests are listed: all of it is in the address, so that a link shows the same.

use domain::RequestStatus;
use uuid::Uuid;

use crate::{contract::ListRequestsQuery, session::encode, ui::PAGE};

/// Which sites: those that somebody preselected [PP-9] where nothing is said.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) enum Sites {
    #[default]
    Unsaid,
    All,
    These(Vec<Uuid>),
}

/// As many sites as the server takes at once.
pub(super) const MOST_SITES: usize = 100;

impl Sites {
    fn read(text: &str) -> Self {
        let ids: Vec<Uuid> = text.split(',').filter_map(|id| id.parse().ok()).take(MOST_SITES).collect();
        match text {
            "all" => Self::All,
            _ if ids.is_empty() => Self::Unsaid,
            _ => Self::These(ids),
        }
    }

    fn text(&self) -> Option<String> {
        match self {
            Self::Unsaid => None,
            Self::All => Some("all".to_owned()),
            Self::These(ids) => Some(joined(ids)),
        }
    }

    /// The sites that are chosen; none where all are shown.
    pub(super) fn ids(&self) -> &[Uuid] {
        match self {
            Self::These(ids) => ids,
            Self::Unsaid | Self::All => &[],
        }
    }
}

fn joined(ids: &[Uuid]) -> String {
    ids.iter().map(Uuid::to_string).collect::<Vec<_>>().join(",")
}

/// What the address asks for.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Filter {
    pub(super) sites: Sites,
    pub(super) status: Option<RequestStatus>,
    pub(super) requester: String,
    pub(super) mine: bool,
    pub(super) cursor: Option<String>,
}

impl Filter {
    /// Reads an address; what makes no sense asks for nothing.
    pub(super) fn read(value: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            sites: value("site_id").map(|text| Sites::read(&text)).unwrap_or_default(),
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
            ("site_id", self.sites.text()),
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
        let (site_id, site_ids) = match self.sites.ids() {
            [] => (None, None),
            [one] => (Some(*one), None),
            several => (None, Some(joined(several))),
        };
        ListRequestsQuery {
            cursor: self.cursor.clone(),
            limit: Some(PAGE),
            site_id,
            site_ids,
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

    /// The same, with the sites that somebody preselected where it names none.
    pub(super) fn beginning_with(self, preselected: Vec<Uuid>) -> Self {
        match self.sites {
            Sites::Unsaid if !preselected.is_empty() => Self { sites: Sites::These(preselected), ..self },
            _ => self,
        }
    }

    /// Nothing narrowed, preselected sites neither.
    pub(super) fn cleared(&self, preselects: bool) -> Self {
        let sites = if preselects { Sites::All } else { Sites::Unsaid };
        Self { mine: self.mine, sites, ..Self::default() }
    }

    /// Whether anything narrows the list.
    pub(super) fn is_narrow(&self) -> bool {
        !self.sites.ids().is_empty() || self.status.is_some() || !self.requester.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use domain::RequestStatus;

    use uuid::Uuid;

    use super::{Filter, Sites};

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
    fn preselected_sites_hold_until_the_address_says_something_of_sites() {
        let [one, other] = [1, 2].map(Uuid::from_u128);
        let begun = |query: &str| read(query).beginning_with(vec![one, other]);
        assert_eq!(begun("status=done").sites.ids(), [one, other]);
        assert_eq!(begun("site_id=all").sites, Sites::All);
        assert_eq!(begun(&format!("site_id={other}")).sites.ids(), [other]);
        assert_eq!(read("").beginning_with(Vec::new()), Filter::default());
        let cleared = begun("mine=true").cleared(true);
        assert_eq!(cleared.path(), "/requests?mine=true&site_id=all");
        assert!(!cleared.beginning_with(vec![one]).is_narrow(), "clearing lasts");
    }

    #[test]
    fn several_sites_are_asked_for_at_once() {
        let [one, other] = [1, 2].map(Uuid::from_u128);
        let several = read(&format!("site_id={one},{other}"));
        assert_eq!(several.path(), format!("/requests?site_id={one}%2C{other}"));
        assert_eq!(several.query().site_ids, Some(format!("{one},{other}")));
        assert_eq!(read(&format!("site_id={one}")).query().site_id, Some(one));
    }

    #[test]
    fn changing_the_filter_goes_back_to_the_first_page() {
        let filter = Filter { cursor: Some("x".to_owned()), ..Filter::default() };
        assert_eq!(filter.with(|filter| filter.mine = true).cursor, None);
    }
}
