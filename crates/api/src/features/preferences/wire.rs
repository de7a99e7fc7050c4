use sea_orm::ActiveValue::Set;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    db::entities::user_preference,
    wire::{Named, UnplannedWork, stored, word},
};

/// What the app opens on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StartScreen {
    #[default]
    Home,
    Requests,
}

/// By what the sites of a filter are gathered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SiteTreeTop {
    /// By nothing: a list.
    #[default]
    Site,
    Location,
    Company,
    CompanyGroup,
}

/// A mail that one may do without. What keeps an account safe is always sent: invitations, links, warnings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MailKind {
    /// One's request arrived [OP-7].
    Confirmation,
    /// One's request moved on.
    StatusChanged,
}

/// How somebody wants the screens and the mails [PP-9, PL-8]. Sites that are gone or out of sight are left out.
#[derive(Debug, Serialize, ToSchema)]
pub struct Preferences {
    /// What the app opens on after logging in.
    pub start_screen: StartScreen,
    /// Where the planning puts work without a resource; as the instance says, when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub unplanned_work: Option<UnplannedWork>,
    /// What the instance says of that.
    pub instance_unplanned_work: UnplannedWork,
    /// By what the sites of a filter are gathered.
    pub site_tree_top: SiteTreeTop,
    /// The sites that come first in the planning, in this order; the others follow by name.
    pub site_order: Vec<Named>,
    /// The sites that filters begin with; all, where there are none.
    pub preselected_sites: Vec<Named>,
    /// The mails about their own requests that they do without [PL-8].
    pub unwanted_mails: Vec<MailKind>,
    /// The version that `If-Match` names.
    pub version: i32,
}

/// The preferences as they shall be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PreferencesInput {
    pub start_screen: StartScreen,
    /// As the instance says, when absent.
    pub unplanned_work: Option<UnplannedWork>,
    pub site_tree_top: SiteTreeTop,
    #[schema(max_items = 200)]
    pub site_order: Vec<Uuid>,
    #[schema(max_items = 100)]
    pub preselected_sites: Vec<Uuid>,
    #[schema(max_items = 10)]
    pub unwanted_mails: Vec<MailKind>,
}

/// A list that a column keeps; the database holds no other.
pub fn listed<T: DeserializeOwned>(kept: &Value) -> Vec<T> {
    Vec::deserialize(kept).unwrap_or_default()
}

/// As the product ships them, of somebody who never changed them.
pub fn unchanged(user_id: Uuid) -> user_preference::Model {
    user_preference::Model {
        user_id,
        start_screen: word(&StartScreen::default()),
        unplanned_work: None,
        site_tree_top: word(&SiteTreeTop::default()),
        site_order: json!([]),
        preselected_sites: json!([]),
        unwanted_mails: json!([]),
        version: 0,
    }
}

impl PreferencesInput {
    /// The row after `before`.
    pub fn row(&self, before: &user_preference::Model) -> user_preference::ActiveModel {
        user_preference::ActiveModel {
            user_id: Set(before.user_id),
            start_screen: Set(word(&self.start_screen)),
            unplanned_work: Set(self.unplanned_work.as_ref().map(word)),
            site_tree_top: Set(word(&self.site_tree_top)),
            site_order: Set(json!(once(&self.site_order))),
            preselected_sites: Set(json!(once(&self.preselected_sites))),
            unwanted_mails: Set(json!(once(&self.unwanted_mails))),
            version: Set(before.version + 1),
        }
    }
}

/// Each once, where it stands first.
fn once<T: Copy + PartialEq>(list: &[T]) -> Vec<T> {
    let mut kept = Vec::new();
    for one in list {
        if !kept.contains(one) {
            kept.push(*one);
        }
    }
    kept
}

impl Preferences {
    /// The preferences of a row; `sites` are those whose names may be told.
    pub fn new(row: &user_preference::Model, instance: UnplannedWork, sites: &[(Uuid, String)]) -> Self {
        Self {
            start_screen: stored(&row.start_screen),
            unplanned_work: row.unplanned_work.as_deref().map(stored),
            instance_unplanned_work: instance,
            site_tree_top: stored(&row.site_tree_top),
            site_order: named(&row.site_order, sites),
            preselected_sites: named(&row.preselected_sites, sites),
            unwanted_mails: listed(&row.unwanted_mails),
            version: row.version,
        }
    }
}

fn named(kept: &Value, sites: &[(Uuid, String)]) -> Vec<Named> {
    let name = |id: &Uuid| sites.iter().find(|(site, _)| site == id).map(|(_, name)| name.clone());
    listed(kept).into_iter().filter_map(|id| Some(Named { id, name: name(&id)? })).collect()
}

#[cfg(test)]
mod tests {
    use super::{StartScreen, listed, once};
    use crate::wire::{stored, word};
    use serde_json::json;
    use uuid::Uuid;

    #[test]
    fn a_list_keeps_each_site_where_it_stands_first() {
        let [one, other] = [1, 2].map(Uuid::from_u128);
        assert_eq!(once(&[other, one, other]), [other, one]);
        assert_eq!(listed::<Uuid>(&json!([one, other])), [one, other]);
        assert!(listed::<Uuid>(&json!("nothing")).is_empty());
    }

    #[test]
    fn a_word_comes_back_as_it_was_kept() {
        assert_eq!(word(&StartScreen::Requests), "requests");
        assert_eq!(stored::<StartScreen>("requests"), StartScreen::Requests);
        assert_eq!(stored::<StartScreen>("gone"), StartScreen::Home);
    }
}
