/// What can be done: a closed list of at most 64, each with its word in the contract.
macro_rules! actions {
    ($($(#[$doc:meta])+ $variant:ident = $word:literal),+ $(,)?) => {
        /// What can be done. Closed; at most 64, so that a set of them is one word.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Action { $($(#[$doc])+ $variant),+ }

        impl Action {
            /// Every action, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in the contract.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        const _: () = assert!(Action::ALL.len() <= 64, "a set of actions is one u64");
    };
}

actions! {
    /// Enter a request at a site [OP-2].
    CreateRequest = "create_request",
    /// See the public face: reference, title, text, status, public comments [OP-2].
    ViewRequest = "view_request",
    /// See the working version: assignees, internal remarks, the whole history.
    ViewWorking = "view_working",
    /// Say who does the work [OP-3].
    AssignRequest = "assign_request",
    /// Move a request along its life cycle [OP-9].
    ChangeRequestStatus = "change_request_status",
    /// Answer where the requester reads it [OP-3].
    CommentOnRequest = "comment_on_request",
    /// Leave an internal remark.
    RemarkOnRequest = "remark_on_request",
    /// Be offered as assignee at a site.
    BeAssigned = "be_assigned",
    /// Read and change the settings of the instance [OP-10].
    ChangeSettings = "change_settings",
    /// Add and change company groups and sites [OP-4].
    ChangeSite = "change_site",
    /// See and retry the mails that could not be sent.
    ManageDeadLetters = "manage_dead_letters",
    /// Read and change one's own account.
    ChangeOwnAccount = "change_own_account",
}

/// A set of actions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Actions(u64);

impl Actions {
    pub const NONE: Self = Self(0);

    /// What can be done to one request, rather than at a node.
    pub const ON_A_REQUEST: Self = Self::of(&[
        Action::ViewRequest,
        Action::ViewWorking,
        Action::AssignRequest,
        Action::ChangeRequestStatus,
        Action::CommentOnRequest,
        Action::RemarkOnRequest,
    ]);

    #[must_use]
    pub const fn of(actions: &[Action]) -> Self {
        let mut bits = 0;
        let mut at = 0;
        while at < actions.len() {
            bits |= 1 << actions[at] as u8;
            at += 1;
        }
        Self(bits)
    }

    #[must_use]
    pub const fn contains(self, action: Action) -> bool {
        self.0 & (1 << action as u8) != 0
    }

    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The actions of the set, in the order of declaration.
    pub fn iter(self) -> impl Iterator<Item = Action> {
        Action::ALL.iter().copied().filter(move |&action| self.contains(action))
    }
}

#[cfg(test)]
mod tests {
    use super::{Action, Actions};

    #[test]
    fn a_set_holds_what_was_put_in_and_nothing_else() {
        for &one in Action::ALL {
            let set = Actions::of(&[one]);
            assert!(Action::ALL.iter().all(|&other| set.contains(other) == (other == one)));
            assert_eq!(set.iter().collect::<Vec<_>>(), [one]);
        }
        assert_eq!(Actions::of(Action::ALL).iter().collect::<Vec<_>>(), Action::ALL);
    }
}
