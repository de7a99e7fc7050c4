use crate::{Action, Actions};

/// How a user must stand to a record for a permission to count on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Relation {
    /// Any record in scope.
    Any,
    /// The record belongs to the user.
    Own,
    /// The user is among those who do the work.
    Assigned,
    /// The record is published at its site.
    Published,
}

impl Relation {
    pub const ALL: [Self; 4] = [Self::Any, Self::Own, Self::Assigned, Self::Published];
}

/// A set of permissions: pairs of an action and a relation.
///
/// INVARIANT: what is in the set for `Any` is in it for every relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Permissions([Actions; 4]);

impl Permissions {
    pub const NONE: Self = Self([Actions::NONE; 4]);

    /// The set with `actions` added for `relation`.
    #[must_use]
    pub const fn with(mut self, actions: &[Action], relation: Relation) -> Self {
        let actions = Actions::of(actions);
        let mut at = 0;
        while at < self.0.len() {
            if matches!(relation, Relation::Any) || at == relation as usize {
                self.0[at] = self.0[at].union(actions);
            }
            at += 1;
        }
        self
    }

    #[must_use]
    pub const fn contains(self, action: Action, relation: Relation) -> bool {
        self.0[relation as usize].contains(action)
    }

    /// The actions that count for one relation.
    #[must_use]
    pub const fn under(self, relation: Relation) -> Actions {
        self.0[relation as usize]
    }

    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(std::array::from_fn(|at| self.0[at].union(other.0[at])))
    }
}

#[cfg(test)]
mod tests {
    use super::{Permissions, Relation};
    use crate::Action::{AssignRequest, ViewRequest};

    #[test]
    fn any_counts_in_every_relation_and_the_others_in_theirs_only() {
        let set =
            Permissions::NONE.with(&[ViewRequest], Relation::Any).with(&[AssignRequest], Relation::Assigned);
        for relation in Relation::ALL {
            assert!(set.contains(ViewRequest, relation));
            assert_eq!(set.contains(AssignRequest, relation), relation == Relation::Assigned);
        }
    }
}
