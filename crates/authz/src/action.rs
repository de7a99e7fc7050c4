use domain::Level;

/// Declares the actions, each with its word, what it is done to, its lowest level and the promises it keeps.
/// The doc comment of an action is its meaning in the explained list [PO-4].
macro_rules! actions {
    ($($(#[doc = $meaning:literal])+ $variant:ident = $word:literal, $target:ident, $level:ident, [$($row:literal),*];)+) => {
        /// What can be done. Closed; at most 64, so that a set of them is one word.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Action { $($(#[doc = $meaning])+ $variant),+ }

        impl Action {
            /// Every action, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in the contract and in the database.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// What it means, in one English sentence [PO-4].
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => concat!($($meaning),+)),+ }.trim()
            }

            /// What it is done to.
            #[must_use]
            pub const fn target(self) -> Target {
                match self { $(Self::$variant => Target::$target),+ }
            }

            /// The lowest level of the pyramid at which it means anything [PP-1].
            #[must_use]
            pub const fn lowest_level(self) -> Level {
                match self { $(Self::$variant => Level::$level),+ }
            }

            /// The promises it keeps.
            #[must_use]
            pub const fn rows(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($row),*]),+ }
            }
        }

        const _: () = assert!(Action::ALL.len() <= 64, "a set of actions is one u64");
    };
}

/// What an action is done to, and so which relations mean something for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// One request: every relation counts.
    Request,
    /// A node of the pyramid and what lives there: only [`crate::Relation::Any`] counts.
    Node,
}

actions! {
    /// Enter a request at a site.
    CreateRequest = "create_request", Node, Site, ["OP-2", "CT-4"];
    /// See the public face of a request: reference, title, text, status, public comments.
    ViewRequest = "view_request", Request, Site, ["OP-2", "CT-2", "PL-5"];
    /// See the working version: assignees, priority, internal remarks, the whole history.
    ViewWorking = "view_working", Request, Site, ["PO-3"];
    /// See the tags of a request.
    ViewTags = "view_tags", Request, Site, ["CT-1"];
    /// See rates, logged time and what the work costs.
    ViewCosts = "view_costs", Request, Site, ["PL-2", "PL-5"];
    /// Change the title, the text and the requester's details.
    EditRequest = "edit_request", Request, Site, ["PO-3", "CT-3", "CT-4"];
    /// Say who does the work.
    AssignRequest = "assign_request", Request, Site, ["OP-3", "OP-9"];
    /// Move a request along its life cycle.
    ChangeRequestStatus = "change_request_status", Request, Site, ["OP-9"];
    /// Take a request back before it is done.
    CancelRequest = "cancel_request", Request, Site, ["PP-5"];
    /// Open a closed request again.
    ReopenRequest = "reopen_request", Request, Site, ["PP-5"];
    /// Answer where the requester reads it.
    CommentOnRequest = "comment_on_request", Request, Site, ["OP-3"];
    /// Leave an internal remark.
    RemarkOnRequest = "remark_on_request", Request, Site, ["PO-3"];
    /// Keep the internal follow-up and the status of what one otherwise only reads.
    FollowUpRequest = "follow_up_request", Request, Site, ["CT-6"];
    /// Put tags on a request and take them off; a tag shares it with whom the tag is linked to.
    TagRequest = "tag_request", Request, Site, ["CT-1", "CT-3"];
    /// Show a request to all who see the published ones of its site, or keep it from them.
    PublishRequest = "publish_request", Request, Site, ["PO-3"];
    /// Put a request into the trash.
    DeleteRequest = "delete_request", Request, Site, ["OP-9"];
    /// Log time spent on a request.
    LogTime = "log_time", Request, Site, ["PL-2"];
    /// Take requests out as a file.
    ExportRequests = "export_requests", Request, Site, ["OP-3", "OP-11"];
    /// Be offered as assignee at a site.
    BeAssigned = "be_assigned", Node, Site, ["PO-3"];
    /// See the accounts, teams and rights of those whose home is here.
    ViewUsers = "view_users", Node, Site, ["PO-6"];
    /// Create an account.
    CreateUser = "create_user", Node, CompanyGroup, ["PP-1", "PP-7"];
    /// Change the account of somebody who has no more rights than oneself.
    ChangeUser = "change_user", Node, CompanyGroup, ["PO-5", "PO-8"];
    /// Give and take roles, permissions and tag links, none beyond one's own.
    GrantRights = "grant_rights", Node, Site, ["PO-5", "PP-6", "CT-3"];
    /// Make teams, change them, say who belongs to them.
    ManageTeams = "manage_teams", Node, Site, ["PO-2", "PO-10"];
    /// Make and change the workers that can be assigned and planned.
    ManageResources = "manage_resources", Node, Site, ["PL-1"];
    /// Make tags and tag categories and say how they are displayed.
    ManageTags = "manage_tags", Node, Site, ["CT-1", "CT-4"];
    /// Add, change and move company groups and sites.
    ManageSites = "manage_sites", Node, Site, ["OP-1", "OP-4"];
    /// Make roles and change them.
    ManageRoles = "manage_roles", Node, Instance, ["PP-5", "PO-10"];
    /// Read which permissions each role has.
    ReadPermissionReport = "read_permission_report", Node, CompanyGroup, ["PP-8"];
    /// Read the history of changes of people, rights and settings.
    ViewAudit = "view_audit", Node, Instance, ["PP-12"];
    /// Read and change the settings of the instance.
    ChangeSettings = "change_settings", Node, Instance, ["OP-4", "OP-10"];
    /// See and retry the mails that could not be sent.
    ManageDeadLetters = "manage_dead_letters", Node, Instance, ["OP-7"];
}

/// A set of actions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Actions(u64);

impl Actions {
    pub const NONE: Self = Self(0);

    /// All there are.
    pub const ALL: Self = Self::of(Action::ALL);

    /// What is done to one request, rather than at a node.
    pub const ON_A_REQUEST: Self = Self::done_to(Target::Request);

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

    /// The actions that mean something for a right given at `level` [PP-1].
    #[must_use]
    pub const fn at(level: Level) -> Self {
        match level {
            Level::Instance => Self::ALL,
            Level::CompanyGroup => Self::ALL.minus(Self::from_level(Level::Instance)),
            Level::Site => Self::from_level(Level::Site),
        }
    }

    #[must_use]
    pub const fn contains(self, action: Action) -> bool {
        self.0 & (1 << action as u8) != 0
    }

    #[must_use]
    pub const fn covers(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// This set without those of `other`.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The actions of the set, in the order of declaration.
    pub fn iter(self) -> impl Iterator<Item = Action> {
        Action::ALL.iter().copied().filter(move |&action| self.contains(action))
    }

    /// This set with what its actions bring along: the follow-up is read to be kept [CT-6].
    pub(crate) const fn completed(self) -> Self {
        if self.contains(Action::FollowUpRequest) { self.union(Self::FOLLOW_UP) } else { self }
    }

    const FOLLOW_UP: Self =
        Self::of(&[Action::ViewWorking, Action::RemarkOnRequest, Action::ChangeRequestStatus]);

    const fn done_to(target: Target) -> Self {
        let mut set = Self::NONE;
        let mut at = 0;
        while at < Action::ALL.len() {
            if Action::ALL[at].target() as u8 == target as u8 {
                set = set.union(Self::of(&[Action::ALL[at]]));
            }
            at += 1;
        }
        set
    }

    const fn from_level(level: Level) -> Self {
        let mut set = Self::NONE;
        let mut at = 0;
        while at < Action::ALL.len() {
            if Action::ALL[at].lowest_level() as u8 == level as u8 {
                set = set.union(Self::of(&[Action::ALL[at]]));
            }
            at += 1;
        }
        set
    }
}

impl FromIterator<Action> for Actions {
    fn from_iter<I: IntoIterator<Item = Action>>(actions: I) -> Self {
        actions.into_iter().fold(Self::NONE, |set, action| set.union(Self::of(&[action])))
    }
}

#[cfg(test)]
mod tests {
    use domain::Level;

    use super::{Action, Actions};

    #[test]
    fn a_set_holds_what_was_put_in_and_nothing_else() {
        for &one in Action::ALL {
            let set = Actions::of(&[one]);
            assert!(Action::ALL.iter().all(|&other| set.contains(other) == (other == one)));
            assert_eq!(set.iter().collect::<Vec<_>>(), [one]);
            assert_eq!(std::iter::once(one).collect::<Actions>(), set);
            assert_eq!(Actions::ALL.minus(set).union(set), Actions::ALL);
            assert!(Actions::ALL.covers(set) && !set.covers(Actions::ALL));
        }
        assert_eq!(Actions::ALL.iter().collect::<Vec<_>>(), Action::ALL);
    }

    #[test]
    fn what_means_something_at_a_level_means_something_above_it() {
        for &action in Action::ALL {
            let means = |level| Actions::at(level).contains(action);
            assert!(means(Level::Instance), "{action:?}");
            assert!(means(Level::CompanyGroup) || !means(Level::Site), "{action:?}");
            assert!(means(action.lowest_level()), "{action:?}");
        }
    }

    /// [PO-4]
    #[test]
    fn po_4_every_action_is_explained_in_one_sentence_and_names_its_promises() {
        for &action in Action::ALL {
            let meaning = action.meaning();
            assert!(meaning.ends_with('.') && !meaning.starts_with(' ') && meaning.len() > 15, "{action:?}");
            assert!(!action.rows().is_empty(), "{action:?}");
        }
    }
}
