use crate::{
    Action::{
        AssignRequest, BeAssigned, ChangeOwnAccount, ChangeRequestStatus, ChangeSettings, ChangeSite,
        CommentOnRequest, CreateRequest, ManageDeadLetters, RemarkOnRequest, ViewRequest, ViewWorking,
    },
    Permissions,
    Relation::{Any, Own, Published},
};

/// A named set of permissions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    Visitor,
    Manager,
    Administrator,
}

impl Role {
    pub const ALL: [Self; 3] = [Self::Visitor, Self::Manager, Self::Administrator];

    /// The word in the database and in the contract.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Manager => "manager",
            Self::Administrator => "administrator",
        }
    }

    /// The role of that word, if there is one.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }

    /// What the role permits at its node and below.
    #[must_use]
    pub const fn permissions(self) -> Permissions {
        match self {
            Self::Visitor => VISITOR,
            Self::Manager => MANAGER,
            Self::Administrator => ADMINISTRATOR,
        }
    }
}

const VISITOR: Permissions = Permissions::NONE
    .with(&[CreateRequest, ChangeOwnAccount], Any)
    .with(&[ViewRequest], Own)
    .with(&[ViewRequest], Published);

const MANAGER: Permissions = Permissions::NONE.with(
    &[
        CreateRequest,
        ViewRequest,
        ViewWorking,
        AssignRequest,
        ChangeRequestStatus,
        CommentOnRequest,
        RemarkOnRequest,
        BeAssigned,
        ChangeOwnAccount,
    ],
    Any,
);

const ADMINISTRATOR: Permissions = MANAGER.with(&[ChangeSettings, ChangeSite, ManageDeadLetters], Any);
