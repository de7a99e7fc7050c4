use crate::{
    Action::{
        AssignRequest, BeAssigned, CancelRequest, ChangeRequestStatus, ChangeUser, CommentOnRequest,
        CreateRequest, CreateUser, DeleteRequest, EditRequest, ExportRequests, FollowUpRequest, GrantRights,
        LogTime, ManageResources, ManageRoles, ManageSites, ManageTags, ManageTeams, PublishRequest,
        ReadPermissionReport, RemarkOnRequest, ReopenRequest, TagRequest, ViewAudit, ViewCosts, ViewRequest,
        ViewTags, ViewUsers, ViewWorking,
    },
    Permissions,
    Relation::{Any, Assigned, Own, Published},
};

/// The roles that every instance begins with. They are data from then on: all but Administrator can be changed,
/// copied and deleted, and what an instance made of them is told from what they shipped as [PP-5].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ShippedRole {
    /// Asks for work and sees what is published [OP-2].
    Visitor,
    /// A visitor who answers, takes back and reopens their own [PP-5].
    BasicUser,
    /// Sees the working version and makes remarks [PO-3].
    Reviewer,
    /// Sees and changes the working version [PO-3, OP-3].
    Editor,
    /// Can be assigned, and works on what is assigned [PO-3].
    TaskResponsible,
    /// A task responsible who also asks for work [PL-4].
    Employee,
    /// Sees their own; the rest comes through tags [CT-4].
    ReadOnly,
    /// Enters and edits their own; the rest comes through tags [CT-4].
    ReadWrite,
    /// Runs a part of the organisation [PP-5, PL-4].
    Manager,
    /// May do everything [OP-4, PL-4].
    Administrator,
}

impl ShippedRole {
    pub const ALL: [Self; 10] = [
        Self::Visitor,
        Self::BasicUser,
        Self::Reviewer,
        Self::Editor,
        Self::TaskResponsible,
        Self::Employee,
        Self::ReadOnly,
        Self::ReadWrite,
        Self::Manager,
        Self::Administrator,
    ];

    /// The word in the database and in the contract.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::BasicUser => "basic_user",
            Self::Reviewer => "reviewer",
            Self::Editor => "editor",
            Self::TaskResponsible => "task_responsible",
            Self::Employee => "employee",
            Self::ReadOnly => "read_only",
            Self::ReadWrite => "read_write",
            Self::Manager => "manager",
            Self::Administrator => "administrator",
        }
    }

    /// The role of that word, if there is one.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }

    /// What the role permits as it ships.
    #[must_use]
    pub const fn permissions(self) -> Permissions {
        match self {
            Self::Visitor => VISITOR,
            Self::BasicUser => BASIC_USER,
            Self::Reviewer => REVIEWER,
            Self::Editor => EDITOR,
            Self::TaskResponsible => TASK_RESPONSIBLE,
            Self::Employee => EMPLOYEE,
            Self::ReadOnly => READ_ONLY,
            Self::ReadWrite => READ_WRITE,
            Self::Manager => MANAGER,
            Self::Administrator => Permissions::ALL,
        }
    }
}

const VISITOR: Permissions =
    Permissions::NONE.with(&[CreateRequest], Any).with(&[ViewRequest], Own).with(&[ViewRequest], Published);

const BASIC_USER: Permissions = VISITOR.with(&[CommentOnRequest, CancelRequest, ReopenRequest], Own);

const REVIEWER: Permissions =
    Permissions::NONE.with(&[ViewRequest, ViewWorking, ViewTags, RemarkOnRequest, ExportRequests], Any);

const EDITOR: Permissions = REVIEWER.with(
    &[
        CreateRequest,
        EditRequest,
        AssignRequest,
        ChangeRequestStatus,
        CommentOnRequest,
        TagRequest,
        PublishRequest,
        DeleteRequest,
    ],
    Any,
);

const TASK_RESPONSIBLE: Permissions = Permissions::NONE
    .with(&[BeAssigned], Any)
    .with(&[ViewRequest, ViewWorking, ChangeRequestStatus, RemarkOnRequest, LogTime], Assigned);

const EMPLOYEE: Permissions = TASK_RESPONSIBLE
    .with(&[CreateRequest], Any)
    .with(&[ViewRequest, CommentOnRequest], Own)
    .with(&[CommentOnRequest], Assigned);

const READ_ONLY: Permissions = Permissions::NONE.with(&[ViewRequest], Own);

const READ_WRITE: Permissions = READ_ONLY.with(&[CreateRequest], Any).with(&[EditRequest], Own);

const MANAGER: Permissions = EDITOR.with(
    &[
        ViewCosts,
        CancelRequest,
        ReopenRequest,
        FollowUpRequest,
        LogTime,
        BeAssigned,
        ViewUsers,
        CreateUser,
        ChangeUser,
        GrantRights,
        ManageTeams,
        ManageResources,
        ManageTags,
        ManageSites,
        ManageRoles,
        ReadPermissionReport,
        ViewAudit,
    ],
    Any,
);
