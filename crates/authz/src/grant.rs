use chrono::{DateTime, Utc};
use domain::{GrantId, RoleId, TagGrantId, TagId};

use crate::{Action, Actions, Node, Permissions, Principal};

/// Permissions given to a user or team at a node; they count there and at every node below [PP-4].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    pub id: GrantId,
    pub to: Principal,
    /// The role it is tied to; none where single permissions are given.
    pub role: Option<RoleRef>,
    /// What it opens, before it is cut to its level: the role's permissions with what is switched on and off [PL-4].
    pub permissions: Permissions,
    pub node: Node,
    pub validity: Validity,
}

impl Grant {
    /// What it opens at its level [PP-1].
    #[must_use]
    pub fn opens(&self) -> Permissions {
        self.permissions.cut(self.node.level())
    }

    /// Whether its holder is an administrator: that role, held at the instance.
    #[must_use]
    pub fn makes_administrator(&self) -> bool {
        self.node == Node::Instance && self.role.is_some_and(|role| role.administrator)
    }
}

/// The role a grant is tied to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoleRef {
    pub id: RoleId,
    /// Whether it is the shipped role Administrator, which nobody can change.
    pub administrator: bool,
}

/// A tag linked to a user or team, who then see the requests at a node that bear it [CT-3].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TagGrant {
    pub id: TagGrantId,
    pub to: Principal,
    pub tag: TagId,
    /// Whether they may edit them too.
    pub edit: bool,
    pub node: Node,
    pub validity: Validity,
}

impl TagGrant {
    /// What it opens on a request that bears the tag.
    #[must_use]
    pub const fn opens(&self) -> Actions {
        opened_by_tag(self.edit)
    }
}

/// What a linked tag opens: seeing, or also editing [CT-3].
pub const fn opened_by_tag(edit: bool) -> Actions {
    if edit {
        Actions::of(&[Action::ViewRequest, Action::EditRequest])
    } else {
        Actions::of(&[Action::ViewRequest])
    }
}

/// From when until when something counts; open ends count for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Validity {
    /// The first moment at which it counts.
    pub from: Option<DateTime<Utc>>,
    /// The first moment at which it no longer counts.
    pub until: Option<DateTime<Utc>>,
}

impl Validity {
    pub const ALWAYS: Self = Self { from: None, until: None };

    #[must_use]
    pub fn holds(self, now: DateTime<Utc>) -> bool {
        self.from.is_none_or(|from| from <= now) && self.until.is_none_or(|until| now < until)
    }

    /// Whether it holds whenever `other` does.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        let begins = self.from.is_none_or(|from| other.from.is_some_and(|other| from <= other));
        begins && self.until.is_none_or(|until| other.until.is_some_and(|other| other <= until))
    }

    /// Whether it holds at `now` or may later.
    #[must_use]
    pub fn lasts(self, now: DateTime<Utc>) -> bool {
        self.until.is_none_or(|until| now < until)
    }

    /// The next moment at which it begins or ends to hold.
    #[must_use]
    pub fn next_change(self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let soonest = [self.from, self.until].into_iter().flatten().filter(|&at| at > now).min();
        soonest.filter(|&at| self.holds(at) != self.holds(now))
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Duration, Utc};

    use super::Validity;

    #[test]
    fn a_grant_counts_from_its_first_moment_and_no_longer_at_its_end() {
        let start = DateTime::<Utc>::UNIX_EPOCH;
        let end = start + Duration::days(1);
        let day = Validity { from: Some(start), until: Some(end) };
        let tick = Duration::microseconds(1);
        assert!(!day.holds(start - tick) && day.holds(start) && day.holds(end - tick) && !day.holds(end));
        assert!(day.lasts(start - tick) && day.lasts(end - tick) && !day.lasts(end));
        assert_eq!(day.next_change(start - tick), Some(start));
        assert_eq!(day.next_change(start), Some(end));
        assert_eq!(day.next_change(end), None);
        assert!(Validity::ALWAYS.holds(start) && Validity::ALWAYS.next_change(start).is_none());
    }

    #[test]
    fn a_validity_that_ends_before_it_begins_never_counts_and_never_changes() {
        let start = DateTime::<Utc>::UNIX_EPOCH;
        let never =
            Validity { from: Some(start + Duration::days(2)), until: Some(start + Duration::days(1)) };
        assert!((0..4).all(|day| !never.holds(start + Duration::days(day))));
        assert_eq!(never.next_change(start), None);
    }
}
