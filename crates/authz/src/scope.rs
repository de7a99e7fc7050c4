use std::marker::PhantomData;

use chrono::{DateTime, Utc};
use domain::{RequestId, UserId};

use crate::{AccountChange, Action, Actions, Actor, Filter, Node, Place, RequestFacts, Stamp};

/// A kind of rows, with the words in which a scope over them is said.
pub trait Rows {
    type Filter: std::fmt::Debug + Clone;
}

/// The rows of one kind that one actor may read. Every read starts from one; only this crate makes them.
#[derive(Debug, Clone)]
pub struct Scope<R: Rows> {
    filter: R::Filter,
    user: UserId,
    stamp: Stamp,
    rows: PhantomData<R>,
}

impl<R: Rows> Scope<R> {
    fn of(actor: &Actor, filter: R::Filter) -> Self {
        Self { filter, user: actor.user(), stamp: actor.stamp(), rows: PhantomData }
    }

    /// What the database must add to its `WHERE`.
    #[must_use]
    pub const fn filter(&self) -> &R::Filter {
        &self.filter
    }

    /// Whose rights it was made from.
    #[must_use]
    pub const fn user(&self) -> UserId {
        self.user
    }

    /// The state of the rights it was made from: the database must still be in it when the rows are read.
    #[must_use]
    pub const fn stamp(&self) -> Stamp {
        self.stamp
    }
}

macro_rules! rows {
    ($($(#[$doc:meta])+ $name:ident: $filter:ty),+ $(,)?) => {$(
        $(#[$doc])+
        #[derive(Debug, Clone, Copy)]
        pub enum $name {}
        impl Rows for $name { type Filter = $filter; }
    )+};
}

rows! {
    /// Requests.
    Requests: Filter,
    /// Comments and remarks of one request.
    Comments: Thread,
    /// What happened to one request.
    History: Thread,
    /// Sites; a node stands for itself and all below it.
    Sites: Vec<Node>,
    /// Company groups; a site stands for the group above it.
    CompanyGroups: Vec<Node>,
    /// The nodes of the pyramid.
    Pyramid: Reach,
    /// People and teams that can be offered as assignees, if any.
    Candidates: Option<Offer>,
    /// People of whom one is told whether they see a request, and why.
    Viewers: Viewing,
    /// One's own account, if it is active.
    Accounts: Option<OneUser>,
    /// The sessions of one user.
    Sessions: Option<OneUser>,
    /// People whose home is at one of the nodes or below.
    People: Vec<Node>,
    /// Teams whose home is at one of the nodes or below.
    Teams: Vec<Node>,
    /// Resources whose home is at one of the nodes or below.
    Resources: Vec<Node>,
    /// Grants and tag links at one of the nodes or below.
    Grants: Vec<Node>,
    /// Roles.
    Roles: AllOrNothing,
    /// Tags and categories whose home is above, at or below one of the nodes.
    Tags: Vec<Node>,
    /// The settings of the instance.
    Settings: AllOrNothing,
    /// Mails that could not be sent.
    DeadLetters: AllOrNothing,
    /// The terms of use.
    Terms: AllOrNothing,
    /// Who accepted which terms of use.
    Acceptances: AllOrNothing,
    /// What happened to anything.
    Audit: Told,
}

/// What of a request's conversation or history may be read; `None`: nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thread {
    pub request: Option<RequestId>,
    /// With what only those see who see the working version.
    pub working: bool,
}

/// The nodes at and below some, and those above them where wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    pub nodes: Vec<Node>,
    pub above: bool,
}

/// At which place and moment people must be ready to be assigned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    pub place: Place,
    pub now: DateTime<Utc>,
}

/// Of whom one is told whether they see a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Viewing {
    /// Of everybody.
    All,
    /// Of nobody but oneself.
    Own(UserId),
    Nothing,
}

/// The account of one user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OneUser(pub UserId);

/// What of the audit may be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    All,
    /// What happened to people, rights and settings: requests may be seen in part only.
    WithoutRequests,
    Nothing,
}

/// Rows that have no owner and no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AllOrNothing {
    All,
    Nothing,
}

impl AllOrNothing {
    const fn when(allowed: bool) -> Self {
        if allowed { Self::All } else { Self::Nothing }
    }
}

impl Actor {
    /// The requests this actor may see.
    #[must_use]
    pub fn requests(&self) -> Scope<Requests> {
        self.requests_for(Action::ViewRequest)
    }

    /// The requests on which this actor may do `action`.
    #[must_use]
    pub fn requests_for(&self, action: Action) -> Scope<Requests> {
        Scope::of(self, self.filter(action))
    }

    /// The comments of a request that this actor may read.
    #[must_use]
    pub fn comments(&self, request: &RequestFacts) -> Scope<Comments> {
        Scope::of(self, self.thread(request))
    }

    /// The history of a request that this actor may read.
    #[must_use]
    pub fn history(&self, request: &RequestFacts) -> Scope<History> {
        Scope::of(self, self.thread(request))
    }

    /// The sites where this actor may do `action` to everything, or anything at all.
    #[must_use]
    pub fn sites(&self, action: Option<Action>) -> Scope<Sites> {
        Scope::of(
            self,
            self.nodes(action.map_or(Actions::ALL, |action| Actions::of(&[action])), action.is_none()),
        )
    }

    /// The company groups in which this actor may do anything at all.
    #[must_use]
    pub fn company_groups(&self) -> Scope<CompanyGroups> {
        Scope::of(self, self.nodes(Actions::ALL, true))
    }

    /// The nodes where this actor may do `action` to everything; or those where they may do anything at all, and
    /// what stands above these.
    #[must_use]
    pub fn pyramid(&self, action: Option<Action>) -> Scope<Pyramid> {
        let nodes = self.sites(action).filter;
        Scope::of(self, Reach { nodes, above: action.is_none() })
    }

    /// The people and teams this actor may assign to a request at the moment `now`.
    #[must_use]
    pub fn candidates(&self, request: &RequestFacts, now: DateTime<Utc>) -> Scope<Candidates> {
        let offer = Offer { place: request.place, now };
        Scope::of(self, self.check(Action::AssignRequest, request).then_some(offer))
    }

    /// The people of whom this actor is told whether they see a request: whoever sees the accounts of its site is
    /// told of everybody, and everybody of themselves.
    #[must_use]
    pub fn viewers(&self, request: &RequestFacts) -> Scope<Viewers> {
        let viewing = if !self.check(Action::ViewRequest, request) {
            Viewing::Nothing
        } else if self.may_at(Action::ViewUsers, Node::Site(request.place)) {
            Viewing::All
        } else {
            Viewing::Own(self.user())
        };
        Scope::of(self, viewing)
    }

    /// This actor's own account.
    #[must_use]
    pub fn own_account(&self) -> Scope<Accounts> {
        Scope::of(self, self.gate().lets_in().then_some(OneUser(self.user())))
    }

    /// This actor's own sessions.
    #[must_use]
    pub fn own_sessions(&self) -> Scope<Sessions> {
        Scope::of(self, self.gate().lets_in().then_some(OneUser(self.user())))
    }

    /// The sessions of somebody whose account this actor may change.
    #[must_use]
    pub fn sessions_of(&self, change: &AccountChange) -> Scope<Sessions> {
        Scope::of(self, self.may_touch_user(change).is_ok().then_some(OneUser(change.target.user)))
    }

    /// The people whose accounts and rights this actor may see.
    #[must_use]
    pub fn people(&self) -> Scope<People> {
        Scope::of(self, self.nodes(PEOPLE, false))
    }

    /// The teams this actor may see.
    #[must_use]
    pub fn seen_teams(&self) -> Scope<Teams> {
        Scope::of(self, self.nodes(PEOPLE.union(Actions::of(&[Action::ManageTeams])), false))
    }

    /// The resources this actor may see: those of whom they see the accounts, and those whom they manage.
    #[must_use]
    pub fn seen_resources(&self) -> Scope<Resources> {
        Scope::of(self, self.nodes(PEOPLE.union(Actions::of(&[Action::ManageResources])), false))
    }

    /// The grants and tag links this actor may see.
    #[must_use]
    pub fn seen_grants(&self) -> Scope<Grants> {
        Scope::of(self, self.nodes(PEOPLE, false))
    }

    /// The roles, for those who deal with people or read the report [PO-10, PP-8].
    #[must_use]
    pub fn roles(&self) -> Scope<Roles> {
        let readers = PEOPLE.union(Actions::of(&[Action::ManageRoles, Action::ReadPermissionReport]));
        let reads = self
            .effective()
            .any(|(_, set)| !set.under(crate::Relation::Any).intersection(readers).is_empty());
        Scope::of(self, AllOrNothing::when(reads))
    }

    /// The tags this actor may come across.
    #[must_use]
    pub fn seen_tags(&self) -> Scope<Tags> {
        let of_requests = self.effective().filter(|(_, set)| !set.somehow().intersection(TAGS).is_empty());
        Scope::of(self, of_requests.map(|(node, _)| node).collect())
    }

    /// The settings, for those who may change them.
    #[must_use]
    pub fn settings(&self) -> Scope<Settings> {
        Scope::of(self, AllOrNothing::when(self.may_at(Action::ChangeSettings, Node::Instance)))
    }

    /// The dead letters, for those who deal with them.
    #[must_use]
    pub fn dead_letters(&self) -> Scope<DeadLetters> {
        Scope::of(self, AllOrNothing::when(self.may_at(Action::ManageDeadLetters, Node::Instance)))
    }

    /// The terms of use: for whoever is let in, to be read and accepted.
    #[must_use]
    pub fn terms(&self) -> Scope<Terms> {
        Scope::of(self, AllOrNothing::when(self.gate().lets_in()))
    }

    /// Who accepted the terms of use, for those who may change the settings.
    #[must_use]
    pub fn acceptances(&self) -> Scope<Acceptances> {
        Scope::of(self, AllOrNothing::when(self.may_at(Action::ChangeSettings, Node::Instance)))
    }

    /// What happened, for those who may consult it [PP-12]; what happened to requests only for who sees all of all.
    #[must_use]
    pub fn audit(&self) -> Scope<Audit> {
        let everywhere = |action: Action| self.may_at(action, Node::Instance);
        let told = match (everywhere(Action::ViewAudit), ALL_OF_REQUESTS.iter().all(everywhere)) {
            (true, true) => Told::All,
            (true, false) => Told::WithoutRequests,
            (false, _) => Told::Nothing,
        };
        Scope::of(self, told)
    }

    fn thread(&self, request: &RequestFacts) -> Thread {
        let allowed = self.allowed_on(request);
        Thread {
            request: allowed.contains(Action::ViewRequest).then_some(request.id),
            working: allowed.contains(Action::ViewWorking),
        }
    }

    /// The highest nodes at which one of `actions` is permitted: on everything, or `somehow`.
    fn nodes(&self, actions: Actions, somehow: bool) -> Vec<Node> {
        let held = |set: crate::Permissions| {
            let held = if somehow { set.somehow() } else { set.under(crate::Relation::Any) };
            !held.intersection(actions).is_empty()
        };
        let here = self.effective().filter(|&(_, set)| held(set)).map(|(node, _)| node);
        here.filter(|node| !node.parent().is_some_and(|above| held(self.permissions_at(above)))).collect()
    }
}

/// Dealing with people: seeing them, changing their accounts, giving them rights.
const PEOPLE: Actions = Actions::of(&[Action::ViewUsers, Action::ChangeUser, Action::GrantRights]);

/// Seeing everything of a request.
const ALL_OF_REQUESTS: Actions =
    Actions::of(&[Action::ViewRequest, Action::ViewWorking, Action::ViewTags, Action::ViewCosts]);

/// Dealing with tags.
const TAGS: Actions =
    Actions::of(&[Action::ViewTags, Action::TagRequest, Action::ManageTags, Action::GrantRights]);
