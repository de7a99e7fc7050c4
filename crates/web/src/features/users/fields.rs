//! What is filled in about somebody.

use domain::Language;
use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    contract::{Account, NewUser, Node, PlacedNode, UserInput},
    ui::{Choice, Face},
};

/// What their page changes: how they are called and reached, their language, where the account lives.
#[derive(Clone, Copy)]
pub(super) struct Profile {
    pub(super) first_name: RwSignal<String>,
    pub(super) last_name: RwSignal<String>,
    pub(super) phone: RwSignal<String>,
    pub(super) language: RwSignal<String>,
    pub(super) external_id: RwSignal<String>,
    pub(super) home: RwSignal<Option<PlacedNode>>,
    pub(super) site: RwSignal<Option<Choice>>,
}

impl Profile {
    /// Nothing filled in yet but the language.
    pub(super) fn empty(language: Language) -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            first_name: text(),
            last_name: text(),
            phone: text(),
            language: RwSignal::new(language.word().to_owned()),
            external_id: text(),
            home: RwSignal::new(None),
            site: RwSignal::new(None),
        }
    }

    /// What an account says; `site` is the name of its default site.
    pub(super) fn of(account: &Account, site: Option<String>) -> Self {
        let profile = Self::empty(account.language);
        profile.first_name.set(account.first_name.clone());
        profile.last_name.set(account.last_name.clone());
        profile.phone.set(account.phone.clone().unwrap_or_default());
        profile.external_id.set(account.external_id.clone().unwrap_or_default());
        profile.home.set(account.home.clone().map(placed));
        let site = account.default_site_id.map(|id| chosen_site(id, site.unwrap_or_default()));
        profile.site.set(site);
        profile
    }

    /// What is sent to change the account.
    pub(super) fn input(self) -> UserInput {
        let text = |signal: RwSignal<String>| {
            Some(signal.with_untracked(|text| text.trim().to_owned())).filter(|text| !text.is_empty())
        };
        UserInput {
            first_name: text(self.first_name),
            last_name: text(self.last_name),
            phone: text(self.phone),
            language: self.language.with_untracked(|word| word.parse().unwrap_or(Language::French)),
            node_id: self.home.with_untracked(|node| node.as_ref().map(|node| node.id)).unwrap_or_default(),
            default_site_id: self.site.with_untracked(|site| site.as_ref().map(|site| site.id)),
            external_id: text(self.external_id),
        }
    }

    /// What is sent to make an account.
    pub(super) fn new_user(self, username: &str, email: &str, password: String) -> NewUser {
        let UserInput { first_name, last_name, phone, language, node_id, default_site_id, external_id } =
            self.input();
        NewUser {
            username: username.trim().to_owned(),
            email: email.trim().to_owned(),
            first_name,
            last_name,
            phone,
            language,
            node_id,
            default_site_id,
            external_id,
            provisional_password: Some(password).filter(|password| !password.is_empty()),
        }
    }
}

/// Whether two readings of an account agree in what a profile shows.
pub(super) fn same_profile(one: &Account, other: &Account) -> bool {
    let shown = |account: &Account| {
        let home = account.home.as_ref().map(|home| home.id);
        let ids = (home, account.default_site_id, account.external_id.clone(), account.language.word());
        (account.first_name.clone(), account.last_name.clone(), account.phone.clone(), ids)
    };
    shown(one) == shown(other)
}

fn placed(node: Node) -> PlacedNode {
    PlacedNode { id: node.id, level: node.level, name: node.name, parent_id: None, allowed: Vec::new() }
}

fn chosen_site(id: Uuid, name: String) -> Choice {
    Choice { id, name, note: String::new(), face: Face::Drawing("building") }
}

#[cfg(test)]
pub(super) mod tests {
    use chrono::{DateTime, Utc};
    use domain::Language;
    use uuid::Uuid;

    use super::same_profile;
    use crate::contract::{Account, UserState};

    pub(in super::super) fn account() -> Account {
        Account {
            id: Uuid::nil(),
            username: "lea.roussel".to_owned(),
            email: "lea@mosane.example".to_owned(),
            first_name: "Léa".to_owned(),
            last_name: "Roussel".to_owned(),
            phone: None,
            photo_id: None,
            language: Language::French,
            home: None,
            default_site_id: None,
            external_id: None,
            active: true,
            state: UserState::Active,
            suspended_until: None,
            ends_at: None,
            has_password: true,
            password_provisional: false,
            invitation: None,
            pending_email: None,
            super_administrator: false,
            administrator: false,
            created_at: DateTime::<Utc>::from_timestamp(0, 0).expect("a time"),
            own: false,
            version: 1,
            allowed: Vec::new(),
            locked_by: None,
        }
    }

    #[test]
    fn what_changes_beside_the_profile_is_no_conflict_with_it() {
        let seen = account();
        let closed = Account { active: false, version: 2, ..seen.clone() };
        assert!(same_profile(&seen, &closed));
        assert!(!same_profile(&seen, &Account { phone: Some("1".to_owned()), ..seen.clone() }));
    }
}
