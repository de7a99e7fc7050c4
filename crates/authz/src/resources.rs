//! Resources: who makes and changes them, and who says which login is theirs.

use crate::{AccountChange, Action, Actor, Node, Place, Refused};

/// A resource that is made or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceChange {
    /// Where it lives, and where it will.
    pub homes: Vec<Node>,
    /// Whether it says what an hour of it costs.
    pub sets_rate: bool,
}

/// A login that is to be a resource's, or no longer: from then on the one is assigned as the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceLink {
    /// Where the resource lives.
    pub home: Node,
    /// The accounts that it concerns.
    pub logins: Vec<AccountChange>,
    /// The sites of the requests on which whoever gets it works from then on.
    pub works_at: Vec<Place>,
}

impl Actor {
    /// Whether this actor may make `change`: the permission wherever the resource lives, and seeing costs there for
    /// saying what it costs.
    ///
    /// # Errors
    /// [`Refused`], with what is lacking.
    pub fn may_change_resource(&self, change: &ResourceChange) -> Result<(), Refused> {
        change.homes.iter().try_for_each(|&home| {
            self.must(Action::ManageResources, home)?;
            if change.sets_rate { self.must(Action::ViewCosts, home) } else { Ok(()) }
        })
    }

    /// Whether this actor may say whose login a resource is: they could act as that user, and assign them one by one.
    ///
    /// # Errors
    /// [`Refused`], with what is lacking.
    pub fn may_link_resource(&self, link: &ResourceLink) -> Result<(), Refused> {
        self.must(Action::ManageResources, link.home)?;
        link.logins.iter().try_for_each(|login| self.may_touch_user(login))?;
        let mut sites = link.works_at.iter().map(|&place| Node::Site(place));
        sites.try_for_each(|site| self.must(Action::AssignRequest, site))
    }
}
