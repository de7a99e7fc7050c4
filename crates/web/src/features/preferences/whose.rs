use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    client::Problem,
    contract::{self, MailKind, Preferences, PreferencesInput},
    load::Load,
    session::Session,
};

/// Of whom they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    Mine,
    User(Uuid),
}

impl Whose {
    /// The preferences as they are now.
    pub(super) fn load(self) -> Load<Preferences> {
        Load::new(move || async move {
            match self {
                Self::Mine => contract::read_my_preferences().await,
                Self::User(id) => contract::read_user_preferences(id).await,
            }
        })
    }

    /// Keeps them; one's own hold at once.
    pub(super) async fn keep(
        self,
        session: Session,
        version: i64,
        input: PreferencesInput,
    ) -> Result<Preferences, Problem> {
        let kept = match self {
            Self::Mine => contract::update_my_preferences(version, &input).await?,
            Self::User(id) => contract::update_user_preferences(id, version, &input).await?,
        };
        let own = untrack(|| session.me()).map(|me| me.id);
        if self == Self::Mine || matches!(self, Self::User(id) if Some(id) == own) {
            let sites = kept.preselected_sites.iter().map(|site| site.id).collect();
            session.prefer(kept.start_screen, kept.site_tree_top, sites);
        }
        Ok(kept)
    }
}

/// What is sent to leave all as it is.
pub(super) fn as_it_is(read: &Preferences) -> PreferencesInput {
    PreferencesInput {
        start_screen: read.start_screen,
        unplanned_work: read.unplanned_work,
        site_tree_top: read.site_tree_top,
        site_order: read.site_order.iter().map(|site| site.id).collect(),
        preselected_sites: read.preselected_sites.iter().map(|site| site.id).collect(),
        unwanted_mails: known(&read.unwanted_mails),
    }
}

/// The kinds that this version of the app has a word for.
pub(super) fn known(kinds: &[MailKind]) -> Vec<MailKind> {
    kinds.iter().copied().filter(|kind| *kind != MailKind::Other).collect()
}
