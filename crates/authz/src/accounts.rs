//! Accounts: who makes them, changes them and shuts them out. Whoever acts as somebody could do all that they can.

use chrono::{DateTime, Utc};
use domain::UserId;

use crate::{
    Action, Actor, Node, Permissions, Place, Refused, Relation, Right, Stamp, Standing, Subject, Validity,
};

/// Where somebody has something of their own: what they may do there with theirs, they may do with everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stakes {
    /// The sites at which they own requests.
    pub owns_at: Vec<Place>,
    /// The sites at which they work on requests.
    pub works_at: Vec<Place>,
}

/// An account to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// Where it will live.
    pub home: Node,
    /// The general role that everybody gets, if this one does.
    pub general: Option<Right>,
}

/// A change of somebody's account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountChange {
    /// All that is known of them.
    pub target: Subject,
    /// Where the account lives.
    pub home: Node,
    /// Where it will live, if it moves.
    pub to: Option<Node>,
    pub stakes: Stakes,
    pub now: DateTime<Utc>,
}

/// A deletion of somebody's account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departure {
    pub change: AccountChange,
    /// Who takes over what they own [CT-9].
    pub successor: Option<Subject>,
}

/// Whether somebody is to be a super administrator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SuperStatus {
    pub of: UserId,
    pub becomes: bool,
    /// How many super administrators there are besides.
    pub others: usize,
}

impl AccountChange {
    /// A change that leaves the account at its `home`.
    #[must_use]
    pub const fn at(home: Node, target: Subject, stakes: Stakes, now: DateTime<Utc>) -> Self {
        Self { target, home, to: None, stakes, now }
    }
}

impl Actor {
    /// Whether this actor may make an account: `CreateUser` where it will live [PP-1], and having the role that it
    /// begins with.
    ///
    /// # Errors
    /// [`Refused`], with what is lacking.
    pub fn may_enrol(&self, enrolment: &Enrolment) -> Result<(), Refused> {
        self.must(Action::CreateUser, enrolment.home)?;
        enrolment.general.iter().try_for_each(|right| self.may_begin_with(right))
    }

    /// Whether an account that this actor makes may begin with `right`: they have it themselves, for as long.
    ///
    /// # Errors
    /// [`Refused`], with what is lacking.
    pub fn may_begin_with(&self, right: &Right) -> Result<(), Refused> {
        if right.administrator && !self.is_administrator() {
            return Err(Refused::AdministratorsOnly);
        }
        self.must_have(right.permissions, right.node)?;
        self.must_last(right)
    }

    /// Whether this actor may act as the target of `change`: set their password, change their email address, end their
    /// sessions. Whoever does could do all that the target can, now or when a grant begins to count.
    ///
    /// # Errors
    /// [`Refused`], with what is lacking.
    pub fn may_touch_user(&self, change: &AccountChange) -> Result<(), Refused> {
        self.must(Action::ChangeUser, change.home)?;
        change.to.iter().try_for_each(|&to| self.must(Action::ChangeUser, to))?;
        let target = change.target.at_their_most(change.now);
        if target.is_super_administrator() && !self.is_super_administrator() {
            return Err(Refused::SuperAdministratorsOnly);
        }
        if target.is_administrator() && !self.is_administrator() {
            return Err(Refused::AdministratorsOnly);
        }
        self.must_cover(&target, &change.stakes)?;
        let lasts =
            |end: &Option<_>| self.lasting(*end).must_cover(&target.lasting(*end), &change.stakes).is_ok();
        if target.ends().iter().all(lasts) { Ok(()) } else { Err(Refused::Outlasts) }
    }

    /// Whether this actor may deactivate, suspend or end an account, or undo that: never their own, never that of a
    /// super administrator [CT-5].
    ///
    /// # Errors
    /// [`Refused`], with what is lacking.
    pub fn may_shut_out(&self, change: &AccountChange) -> Result<(), Refused> {
        self.may_touch_user(change)?;
        match () {
            () if change.target.standing.super_administrator => Err(Refused::SuperAdministratorStays),
            () if change.target.user == self.user() => Err(Refused::NotYourself),
            () => Ok(()),
        }
    }

    /// Whether this actor may delete an account: as for shutting it out, and having all that its successor could do
    /// from then on to what they take over. Else two would end with more than they have together.
    ///
    /// # Errors
    /// [`Refused`], with what is lacking.
    pub fn may_delete(&self, departure: &Departure) -> Result<(), Refused> {
        let change = &departure.change;
        self.may_shut_out(change)?;
        let Some(successor) = &departure.successor else { return Ok(()) };
        let heir = successor.at_their_most(change.now);
        self.must_have_gained(&heir, &change.stakes.owns_at)?;
        let lasts = |end: &Option<_>| {
            self.lasting(*end).must_have_gained(&heir.lasting(*end), &change.stakes.owns_at).is_ok()
        };
        if heir.ends().iter().all(lasts) { Ok(()) } else { Err(Refused::Outlasts) }
    }

    /// Whether this actor may make somebody a super administrator, or take that status away.
    ///
    /// # Errors
    /// [`Refused`], with the rule.
    pub fn may_change_super_status(&self, change: SuperStatus) -> Result<(), Refused> {
        match () {
            () if !change.becomes => self.may_end_super_administrator(change.of, change.others),
            () if self.is_super_administrator() && self.gate().is_open() => Ok(()),
            () => Err(Refused::SuperAdministratorsOnly),
        }
    }

    /// Whether this actor may take the status of super administrator from another, of whom `others` are active
    /// besides: only one of them, and never the last [CT-5].
    ///
    /// # Errors
    /// [`Refused`], with the rule.
    pub fn may_end_super_administrator(&self, of: UserId, others: usize) -> Result<(), Refused> {
        if !self.is_super_administrator() || !self.gate().is_open() || of == self.user() {
            return Err(Refused::SuperAdministratorsOnly);
        }
        if others == 0 { Err(Refused::LastSuperAdministrator) } else { Ok(()) }
    }

    /// Refuses whoever does not have all that `target` has.
    fn must_cover(&self, target: &Self, stakes: &Stakes) -> Result<(), Refused> {
        target.effective().try_for_each(|(node, set)| self.must_have(set, node))?;
        self.must_have_at(target, &stakes.owns_at, Relation::Own)?;
        self.must_have_at(target, &stakes.works_at, Relation::Assigned)?;
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

    /// Refuses whoever does not have all that `heir` could do anew as the owner of something at these places.
    fn must_have_gained(&self, heir: &Self, places: &[Place]) -> Result<(), Refused> {
        places.iter().map(|&place| Node::Site(place)).try_for_each(|site| {
            let before = heir.permissions_at(site);
            self.must_have(before.raised(Relation::Own).lacking_in(before), site)
        })
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
