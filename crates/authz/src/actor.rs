use domain::UserId;

use crate::{Action, Actions, Node, Permissions, Relation, RequestFacts, Role};

/// A role held at a node; it counts there and at every node below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    pub role: Role,
    pub node: Node,
}

/// Somebody who asks, with all that decides what they may do.
#[derive(Debug, Clone)]
pub struct Actor {
    user: UserId,
    active: bool,
    grants: Vec<Grant>,
}

impl Actor {
    /// The actor that the stored facts describe. An inactive one may do nothing [PO-7].
    #[must_use]
    pub const fn new(user: UserId, active: bool, grants: Vec<Grant>) -> Self {
        Self { user, active, grants }
    }

    #[must_use]
    pub const fn user(&self) -> UserId {
        self.user
    }

    /// Whether this actor may do anything at all.
    #[must_use]
    pub const fn is_active(&self) -> bool {
        self.active
    }

    /// The grants that count now.
    #[must_use]
    pub fn grants(&self) -> &[Grant] {
        if self.active { &self.grants } else { &[] }
    }

    /// What is permitted at `node`: the union of the grants at it and above it [PP-4].
    #[must_use]
    pub fn permissions_at(&self, node: Node) -> Permissions {
        self.grants()
            .iter()
            .filter(|grant| grant.node.covers(node))
            .fold(Permissions::NONE, |sum, grant| sum.union(grant.role.permissions()))
    }

    /// Whether `action` is permitted on everything at `node`.
    #[must_use]
    pub fn may_at(&self, action: Action, node: Node) -> bool {
        self.permissions_at(node).contains(action, Relation::Any)
    }

    /// The actions permitted at `node`.
    #[must_use]
    pub fn allowed_at(&self, node: Node) -> Actions {
        self.permissions_at(node).under(Relation::Any)
    }

    /// The actions permitted somewhere: which screens make sense for this person.
    #[must_use]
    pub fn allowed_anywhere(&self) -> Actions {
        self.grants().iter().fold(Actions::NONE, |sum, grant| {
            let permissions = grant.role.permissions();
            Relation::ALL.iter().fold(sum, |sum, &relation| sum.union(permissions.under(relation)))
        })
    }

    /// The actions permitted on one request; none when it may not be seen.
    #[must_use]
    pub fn allowed_on(&self, request: &RequestFacts) -> Actions {
        let permissions = self.permissions_at(Node::Site(request.place));
        let allowed = Relation::ALL
            .iter()
            .filter(|&&relation| self.stands(relation, request))
            .fold(Actions::NONE, |sum, &relation| sum.union(permissions.under(relation)));
        if allowed.contains(Action::ViewRequest) {
            allowed.intersection(Actions::ON_A_REQUEST)
        } else {
            Actions::NONE
        }
    }

    fn stands(&self, relation: Relation, request: &RequestFacts) -> bool {
        match relation {
            Relation::Any => true,
            Relation::Own => request.owner == self.user,
            Relation::Assigned => request.assignees.contains(&self.user),
            Relation::Published => request.published,
        }
    }
}
