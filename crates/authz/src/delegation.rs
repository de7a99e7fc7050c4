//! Giving rights on: nobody gives, takes or acts with more than they have.

use domain::{Level, NodeId};

use crate::{Action, Actor, Grant, Node, Permissions, Place, Refused, Relation, TagGrant, Validity};

/// Something that can be given or taken, by what it opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Right {
    pub node: Node,
    pub permissions: Permissions,
    /// Whether it makes its holder an administrator.
    pub administrator: bool,
    /// From when until when it counts.
    pub validity: Validity,
}

impl Right {
    /// A right for ever, that makes nobody an administrator.
    #[must_use]
    pub const fn of(permissions: Permissions, node: Node) -> Self {
        Self { node, permissions, administrator: false, validity: Validity::ALWAYS }
    }

    /// What of it `before` did not give already, for as long.
    fn beyond(self, before: Option<Self>) -> Self {
        match before.filter(|before| before.node == self.node && before.validity.covers(self.validity)) {
            Some(before) => Self {
                permissions: self.permissions.lacking_in(before.permissions),
                administrator: self.administrator && !before.administrator,
                ..self
            },
            None => self,
        }
    }
}

impl From<&Grant> for Right {
    fn from(grant: &Grant) -> Self {
        Self {
            node: grant.node,
            permissions: grant.opens(),
            administrator: grant.makes_administrator(),
            validity: grant.validity,
        }
    }
}

/// A tag link counts as what it opens, on any request.
impl From<&TagGrant> for Right {
    fn from(link: &TagGrant) -> Self {
        let opened: Vec<Action> = link.opens().iter().collect();
        let permissions = Permissions::NONE.with(&opened, Relation::Any);
        Self { validity: link.validity, ..Self::of(permissions, link.node) }
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

/// A change of a team: who joins gets its rights and works on what it works on, who leaves loses its rights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamChange {
    pub home: Node,
    /// What whoever joins gets.
    pub given: Vec<Right>,
    /// What whoever leaves loses.
    pub taken: Vec<Right>,
    /// The sites of the requests on which whoever joins works from then on.
    pub works_at: Vec<Place>,
    /// Whether somebody whom it concerns is an administrator.
    pub concerns_administrator: bool,
}

impl TeamChange {
    /// A change of a team that lives at `home`, which gives and takes nothing.
    #[must_use]
    pub const fn at(home: Node) -> Self {
        Self {
            home,
            given: Vec::new(),
            taken: Vec::new(),
            works_at: Vec::new(),
            concerns_administrator: false,
        }
    }
}

/// A site that goes to another company group: what is given at that group is given at the site from then on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteMove {
    /// Where the site stands.
    pub site: Place,
    /// The company group it goes to.
    pub to: NodeId,
    /// What is given at that group, now or later.
    pub given: Vec<Right>,
}

impl Actor {
    /// Whether this actor may give `right`: `GrantRights` there, and all that it opens, for as long.
    ///
    /// # Errors
    /// [`Refused`], with what is lacking.
    pub fn may_grant(&self, right: &Right) -> Result<(), Refused> {
        self.may_change(None, right)
    }

    /// Whether this actor may make of the right `before` the right `after`: take the one and give the other. What stays
    /// as it is may last longer than what they have themselves.
    ///
    /// # Errors
    /// [`Refused`], with what is lacking.
    pub fn may_change(&self, before: Option<Right>, after: &Right) -> Result<(), Refused> {
        before.iter().try_for_each(|right| self.may_take(right))?;
        self.may_take(after)?;
        self.must_last(&after.beyond(before))
    }

    /// Whether this actor may take `right`: `GrantRights` there, and all that it opens, for now.
    ///
    /// # Errors
    /// [`Refused`], with what is lacking.
    pub fn may_take(&self, right: &Right) -> Result<(), Refused> {
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
        change.held_at.iter().try_for_each(|&node| {
            let at = |set: Permissions| Right::of(set.cut(node.level()), node);
            self.may_change(Some(at(change.before)), &at(change.after))
        })
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
        change.taken.iter().try_for_each(|right| self.may_take(right))?;
        change.given.iter().try_for_each(|right| self.may_grant(right))?;
        // As if they were assigned one by one.
        let mut sites = change.works_at.iter().map(|&place| Node::Site(place));
        sites.try_for_each(|site| self.must(Action::AssignRequest, site))
    }

    /// Whether this actor may move a site: the right at both parents, and at the site as it stands all that others will
    /// have there.
    ///
    /// # Errors
    /// [`Refused`], with what is lacking.
    pub fn may_move_site(&self, moved: &SiteMove) -> Result<(), Refused> {
        self.must(Action::ManageSites, Node::CompanyGroup(moved.site.group))?;
        self.must(Action::ManageSites, Node::CompanyGroup(moved.to))?;
        moved.given.iter().try_for_each(|right| {
            let here = Right {
                node: Node::Site(moved.site),
                permissions: right.permissions.cut(Level::Site),
                ..*right
            };
            self.must_have(here.permissions, here.node)?;
            self.must_last(&here)
        })
    }

    /// Refuses whoever does not have `action` on everything at `node`.
    pub(crate) fn must(&self, action: Action, node: Node) -> Result<(), Refused> {
        if self.may_at(action, node) { Ok(()) } else { Err(Refused::Lacks(action)) }
    }

    pub(crate) fn must_have(&self, permissions: Permissions, node: Node) -> Result<(), Refused> {
        let lacking = permissions.lacking_in(self.permissions_at(node));
        if lacking.is_empty() { Ok(()) } else { Err(Refused::Beyond { lacking, node }) }
    }

    /// Refuses whoever will not have all that `right` opens for as long as it counts.
    pub(crate) fn must_last(&self, right: &Right) -> Result<(), Refused> {
        let lasting = self.lasting(right.validity.until);
        let has = right.permissions.lacking_in(lasting.permissions_at(right.node)).is_empty();
        if has && (!right.administrator || lasting.is_administrator()) {
            Ok(())
        } else {
            Err(Refused::Outlasts)
        }
    }
}
