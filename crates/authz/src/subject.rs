use chrono::{DateTime, Utc};
use domain::{TeamId, UserId};

use crate::{Grant, Standing, TagGrant};

/// Somebody, with every stored fact that decides what they may do: where explanations and previews start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    pub user: UserId,
    pub standing: Standing,
    pub teams: Vec<TeamId>,
    /// The user's own grants and those of the teams.
    pub grants: Vec<Grant>,
    /// The user's own tag links and those of the teams.
    pub tag_grants: Vec<TagGrant>,
}

impl Subject {
    /// An account in order to which nothing was given.
    #[must_use]
    pub const fn new(user: UserId) -> Self {
        Self { user, standing: Standing::FINE, teams: Vec::new(), grants: Vec::new(), tag_grants: Vec::new() }
    }

    /// Whether this is an administrator, or will be one when a grant begins to count.
    #[must_use]
    pub fn is_or_becomes_administrator(&self, now: DateTime<Utc>) -> bool {
        let given = self.grants.iter().any(|grant| grant.makes_administrator() && grant.validity.lasts(now));
        self.standing.super_administrator || given
    }

    /// The grants that count now, leaving the gate aside.
    pub fn live_grants(&self, now: DateTime<Utc>) -> impl Iterator<Item = &Grant> {
        self.grants.iter().filter(move |grant| grant.validity.holds(now))
    }

    /// The tag links that count now, leaving the gate aside.
    pub fn live_tag_grants(&self, now: DateTime<Utc>) -> impl Iterator<Item = &TagGrant> {
        self.tag_grants.iter().filter(move |grant| grant.validity.holds(now))
    }

    /// Until when what holds now goes on holding by itself.
    pub(crate) fn holds_until(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let grants = self.grants.iter().map(|grant| grant.validity);
        let links = self.tag_grants.iter().map(|grant| grant.validity);
        let changes = grants.chain(links).filter_map(|validity| validity.next_change(now));
        changes.chain(self.standing.next_change(now)).min()
    }
}
