use domain::Level;

use crate::{Action, Actions};

/// How a user must stand to a record for a permission to count on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Relation {
    /// Any record in scope.
    Any,
    /// The record belongs to the user.
    Own,
    /// The user, or a team of theirs, is among those who do the work.
    Assigned,
    /// The record is published at its site.
    Published,
}

impl Relation {
    pub const ALL: [Self; 4] = [Self::Any, Self::Own, Self::Assigned, Self::Published];

    /// The word in the contract and in the database.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Own => "own",
            Self::Assigned => "assigned",
            Self::Published => "published",
        }
    }

    /// The relation of that word, if there is one.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|relation| relation.word() == word)
    }
}

/// An action in a relation: what can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Permission {
    pub action: Action,
    pub relation: Relation,
}

/// What a set of permissions opens.
///
/// INVARIANT: what is in the set for `Any` is in it for every relation, what an action brings along is in it, and
/// actions at a node are in it for all relations or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Permissions([Actions; 4]);

impl Permissions {
    pub const NONE: Self = Self([Actions::NONE; 4]);

    /// Every action on everything.
    pub const ALL: Self = Self([Actions::ALL; 4]);

    /// The set with `actions` added for `relation`.
    #[must_use]
    pub const fn with(self, actions: &[Action], relation: Relation) -> Self {
        self.adding(Actions::of(actions), relation)
    }

    /// The actions that count for one relation.
    #[must_use]
    pub const fn under(self, relation: Relation) -> Actions {
        self.0[relation as usize]
    }

    #[must_use]
    pub const fn contains(self, action: Action, relation: Relation) -> bool {
        self.0[relation as usize].contains(action)
    }

    /// The actions that count for at least one relation.
    #[must_use]
    pub const fn somehow(self) -> Actions {
        self.0[0].union(self.0[1]).union(self.0[2]).union(self.0[3])
    }

    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.somehow().is_empty()
    }

    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(std::array::from_fn(|at| self.0[at].union(other.0[at])))
    }

    /// Whether everything in `other` is in this set.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        other.lacking_in(self).is_empty()
    }

    /// What of this set `other` does not have.
    #[must_use]
    pub fn lacking_in(self, other: Self) -> Self {
        self.minus(other.0)
    }

    /// What remains of the set when it is given at `level` [PP-1].
    #[must_use]
    pub fn cut(self, level: Level) -> Self {
        Self(self.0.map(|actions| actions.intersection(Actions::at(level))))
    }

    /// The set in which what counts in `relation` counts on everything.
    #[must_use]
    pub const fn raised(self, relation: Relation) -> Self {
        self.adding(self.under(relation), Relation::Any)
    }

    /// The relations in which `action` counts: `Any` alone where it is there.
    pub fn relations(self, action: Action) -> impl Iterator<Item = Relation> {
        let any = self.contains(action, Relation::Any);
        Relation::ALL
            .into_iter()
            .filter(move |&relation| self.contains(action, relation) && (!any || relation == Relation::Any))
    }

    /// The permissions of the set, each action in its widest relations.
    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Action::ALL.iter().flat_map(move |&action| {
            self.relations(action).map(move |relation| Permission { action, relation })
        })
    }

    const fn adding(mut self, actions: Actions, relation: Relation) -> Self {
        let any = matches!(relation, Relation::Any);
        let actions =
            if any { actions.completed() } else { actions.completed().intersection(Actions::ON_A_REQUEST) };
        let mut at = 0;
        while at < self.0.len() {
            if any || at == relation as usize {
                self.0[at] = self.0[at].union(actions);
            }
            at += 1;
        }
        self
    }

    fn minus(self, other: [Actions; 4]) -> Self {
        Self(std::array::from_fn(|at| self.0[at].minus(other[at])))
    }
}

impl FromIterator<Permission> for Permissions {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        permissions.into_iter().fold(Self::NONE, |set, it| set.with(&[it.action], it.relation))
    }
}

#[cfg(test)]
mod tests {
    use domain::Level;

    use super::{Permission, Permissions, Relation};
    use crate::Action::{
        AssignRequest, ChangeRequestStatus, CreateRequest, CreateUser, FollowUpRequest, ManageRoles,
        RemarkOnRequest, ViewRequest, ViewWorking,
    };

    #[test]
    fn any_counts_in_every_relation_and_the_others_in_theirs_only() {
        let set =
            Permissions::NONE.with(&[ViewRequest], Relation::Any).with(&[AssignRequest], Relation::Assigned);
        for relation in Relation::ALL {
            assert!(set.contains(ViewRequest, relation));
            assert_eq!(set.contains(AssignRequest, relation), relation == Relation::Assigned);
        }
        assert_eq!(
            set.iter().collect::<Vec<_>>(),
            [
                Permission { action: ViewRequest, relation: Relation::Any },
                Permission { action: AssignRequest, relation: Relation::Assigned },
            ]
        );
    }

    #[test]
    fn an_action_at_a_node_means_nothing_in_a_relation_to_requests() {
        assert_eq!(Permissions::NONE.with(&[CreateRequest], Relation::Own), Permissions::NONE);
    }

    /// [CT-6]
    #[test]
    fn ct_6_who_keeps_the_follow_up_reads_it_and_moves_the_status_in_the_same_relation() {
        let set = Permissions::NONE.with(&[FollowUpRequest], Relation::Assigned);
        for action in [FollowUpRequest, ViewWorking, RemarkOnRequest, ChangeRequestStatus] {
            assert!(set.contains(action, Relation::Assigned) && !set.contains(action, Relation::Own));
        }
        assert!(!set.contains(ViewRequest, Relation::Assigned), "what may be seen is said elsewhere");
    }

    /// [PP-1]
    #[test]
    fn pp_1_at_a_site_creating_users_means_nothing_and_at_a_group_roles_mean_nothing() {
        let set = Permissions::NONE.with(&[CreateUser, ManageRoles, CreateRequest], Relation::Any);
        let left = |level| set.cut(level).under(Relation::Any);
        assert_eq!(left(Level::Instance).iter().count(), 3);
        assert!(left(Level::CompanyGroup).iter().eq([CreateRequest, CreateUser]));
        assert!(left(Level::Site).iter().eq([CreateRequest]));
    }

    #[test]
    fn a_set_covers_what_it_contains_and_tells_what_another_lacks() {
        let own = Permissions::NONE.with(&[ViewRequest], Relation::Own);
        let any = Permissions::NONE.with(&[ViewRequest], Relation::Any);
        assert!(any.covers(own) && any.covers(any) && !own.covers(any));
        assert!(own.lacking_in(any).is_empty() && !any.lacking_in(own).contains(ViewRequest, Relation::Own));
        assert_eq!(own.raised(Relation::Own), any);
        assert_eq!(own.raised(Relation::Assigned), own);
    }
}
