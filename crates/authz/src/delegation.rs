//! Giving rights on: nobody gives, takes or acts with more than they have.

use chrono::{DateTime, Utc};

use crate::{
    Action, Actor, Grant, Node, Permissions, Place, Refused, Relation, Stamp, Standing, Subject, TagGrant,
    Validity,
};

/// Something that can be given or taken, by what it opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Right {
    pub node: Node,
    pub permissions: Permissions,
    /// Whether it makes its holder an administrator.
    pub administrator: bool,
}

impl Right {
    /// A right that makes nobody an administrator.
    #[must_use]
    pub const fn of(permissions: Permissions, node: Node) -> Self {
        Self { node, permissions, administrator: false }
    }
}

impl From<&Grant> for Right {
    fn from(grant: &Grant) -> Self {
        Self { node: grant.node, permissions: grant.opens(), administrator: grant.makes_administrator() }
    }
}

/// A tag link counts as what it opens, on any request.
impl From<&TagGrant> for Right {
    fn from(link: &TagGrant) -> Self {
        let opened: Vec<Action> = link.opens().iter().collect();
        Self::of(Permissions::NONE.with(&opened, Relation::Any), link.node)
    }
}

/// A change of a role, with where it is held: it gives the role anew to every holder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleChange {
    /// Administrator: it always permits everything, so nobody changes it.
    pub fixed: bool,
    pub home: Node,
    pub before: Permissions,
    pub after: Permissions,
    /// The nodes at which somebody holds it.
    pub held_at: Vec<Node>,
}

/// Somebody joins or leaves a team, or the team's rights change: its members get or lose its rights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamChange {
    pub home: Node,
    /// What the team has, or gets, or loses.
    pub rights: Vec<Right>,
    /// Whether somebody whom it concerns is an administrator.
    pub concerns_administrator: bool,
}

/// Where somebody has something of their own: what they may do there with theirs, they may do with everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stakes {
    /// The sites at which they own requests.
    pub owns_at: Vec<Place>,
    /// The sites at which they work on requests.
    pub works_at: Vec<Place>,
}

impl Actor {
    /// Whether this actor may give or take `right`: `GrantRights` there, and all that it opens.
    ///
    /// # Errors
    /// [`Refused`], with what is lacking.
    pub fn may_grant(&self, right: &Right) -> Result<(), Refused> {
        self.must(Action::GrantRights, right.node)?;
        self.must_have(right.permissions, right.node)?;
        if right.administrator && !self.is_administrator() {
            Err(Refused::AdministratorsOnly)
        } else {
            Ok(())
        }
    }

    /// Whether this actor may make `change` to a role: at each node where it is held, they could grant it as it was
    /// and as it will be.
    ///
    /// # Errors
    /// [`Refused`], with what is lacking.
    pub fn may_edit_role(&self, change: &RoleChange) -> Result<(), Refused> {
        self.must(Action::ManageRoles, change.home)?;
        if change.fixed {
            return Err(Refused::FixedRole);
        }
        let both = change.before.union(change.after);
        change.held_at.iter().try_for_each(|&node| self.may_grant(&Right::of(both.cut(node.level()), node)))
    }

    /// Whether this actor may make `change` to a team.
    ///
    /// # Errors
    /// [`Refused`], with what is lacking.
    pub fn may_edit_team(&self, change: &TeamChange) -> Result<(), Refused> {
        self.must(Action::ManageTeams, change.home)?;
        if change.concerns_administrator && !self.is_administrator() {
            return Err(Refused::AdministratorsOnly);
        }
        change.rights.iter().try_for_each(|right| self.may_grant(right))
    }

    /// Whether this actor may act as `target`: set their password, change their email address, end their sessions.
    /// Whoever does could do all that the target can, now or when a grant begins to count.
    ///
    /// # Errors
    /// [`Refused`], with what is lacking.
    pub fn may_touch_user(
        &self,
        target: &Subject,
        home: Node,
        stakes: &Stakes,
        now: DateTime<Utc>,
    ) -> Result<(), Refused> {
        self.must(Action::ChangeUser, home)?;
        let target = target.at_their_most(now);
        if target.is_super_administrator() && !self.is_super_administrator() {
            return Err(Refused::SuperAdministratorsOnly);
        }
        if target.is_administrator() && !self.is_administrator() {
            return Err(Refused::AdministratorsOnly);
        }
        target.effective().try_for_each(|(node, set)| self.must_have(set, node))?;
        self.must_have_at(&target, &stakes.owns_at, Relation::Own)?;
        self.must_have_at(&target, &stakes.works_at, Relation::Assigned)?;
        target.tag_rights().iter().try_for_each(|right| {
            let same = |own: &&crate::TagRight| {
                own.tag == right.tag && own.node.covers(right.node) && own.opens().covers(right.opens())
            };
            let opened: Vec<Action> = right.opens().iter().collect();
            match self.tag_rights().iter().find(same) {
                Some(_) => Ok(()),
                None => self.must_have(Permissions::NONE.with(&opened, Relation::Any), right.node),
            }
        })
    }

    /// Whether this actor may move a site: the right at both parents.
    ///
    /// # Errors
    /// [`Refused`], with what is lacking.
    pub fn may_move_site(&self, from: Node, to: Node) -> Result<(), Refused> {
        self.must(Action::ManageSites, from)?;
        self.must(Action::ManageSites, to)
    }

    /// Whether this actor may take the status of super administrator from another, of whom `others` are active
    /// besides: only one of them, and never the last [CT-5].
    ///
    /// # Errors
    /// [`Refused`], with the rule.
    pub fn may_end_super_administrator(&self, of: domain::UserId, others: usize) -> Result<(), Refused> {
        if !self.is_super_administrator() || !self.gate().is_open() || of == self.user() {
            return Err(Refused::SuperAdministratorsOnly);
        }
        if others == 0 { Err(Refused::LastSuperAdministrator) } else { Ok(()) }
    }

    /// Refuses whoever does not have `action` on everything at `node`.
    pub(crate) fn must(&self, action: Action, node: Node) -> Result<(), Refused> {
        if self.may_at(action, node) { Ok(()) } else { Err(Refused::Lacks(action)) }
    }

    fn must_have(&self, permissions: Permissions, node: Node) -> Result<(), Refused> {
        let lacking = permissions.lacking_in(self.permissions_at(node));
        if lacking.is_empty() { Ok(()) } else { Err(Refused::Beyond { lacking, node }) }
    }

    fn must_have_at(&self, target: &Self, places: &[Place], relation: Relation) -> Result<(), Refused> {
        places
            .iter()
            .map(|&place| Node::Site(place))
            .try_for_each(|site| self.must_have(target.permissions_at(site).raised(relation), site))
    }
}

impl Subject {
    /// What this account can do once it is let in and every grant counts that does or will.
    fn at_their_most(&self, now: DateTime<Utc>) -> Actor {
        let ahead = |validity: Validity| Validity { from: None, until: validity.until };
        let mut most = self.clone();
        most.standing = Standing { super_administrator: self.standing.super_administrator, ..Standing::FINE };
        for grant in &mut most.grants {
            grant.validity = ahead(grant.validity);
        }
        for link in &mut most.tag_grants {
            link.validity = ahead(link.validity);
        }
        Actor::compile(&most, now, Stamp::default())
    }
}
