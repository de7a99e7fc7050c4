use std::marker::PhantomData;

use domain::{RequestId, UserId};

use crate::{Action, Actor, Filter, Node, Place, RequestFacts};

/// A kind of rows, with the words in which a scope over them is said.
pub trait Rows {
    type Filter: std::fmt::Debug + Clone;
}

/// The rows of one kind that one actor may read. Every read starts from one; only this crate makes them.
#[derive(Debug, Clone)]
pub struct Scope<R: Rows> {
    filter: R::Filter,
    rows: PhantomData<R>,
}

impl<R: Rows> Scope<R> {
    const fn of(filter: R::Filter) -> Self {
        Self { filter, rows: PhantomData }
    }

    /// What the database must add to its `WHERE`.
    #[must_use]
    pub const fn filter(&self) -> &R::Filter {
        &self.filter
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
    /// People who can be offered as assignees at a place, if any.
    Candidates: Option<Place>,
    /// One's own account, if it is active.
    Accounts: Option<OneUser>,
    /// The settings of the instance.
    Settings: AllOrNothing,
    /// Mails that could not be sent.
    DeadLetters: AllOrNothing,
}

/// What of a request's conversation or history may be read; `None`: nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thread {
    pub request: Option<RequestId>,
    /// With what only those see who see the working version.
    pub working: bool,
}

/// The account of one user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OneUser(pub UserId);

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
        Scope::of(Filter::visible_to(self))
    }

    /// The comments of a request that this actor may read.
    #[must_use]
    pub fn comments(&self, request: &RequestFacts) -> Scope<Comments> {
        Scope::of(self.thread(request))
    }

    /// The history of a request that this actor may read.
    #[must_use]
    pub fn history(&self, request: &RequestFacts) -> Scope<History> {
        Scope::of(self.thread(request))
    }

    /// The sites where this actor may do `action`, or anything at all.
    #[must_use]
    pub fn sites(&self, action: Option<Action>) -> Scope<Sites> {
        Scope::of(self.nodes(action))
    }

    /// The company groups in which this actor may do anything at all.
    #[must_use]
    pub fn company_groups(&self) -> Scope<CompanyGroups> {
        Scope::of(self.nodes(None))
    }

    /// The people this actor may assign to a request.
    #[must_use]
    pub fn candidates(&self, request: &RequestFacts) -> Scope<Candidates> {
        let may = self.allowed_on(request).contains(Action::AssignRequest);
        Scope::of(may.then_some(request.place))
    }

    /// This actor's own account.
    #[must_use]
    pub fn own_account(&self) -> Scope<Accounts> {
        Scope::of(self.is_active().then_some(OneUser(self.user())))
    }

    /// The settings, for those who may change them.
    #[must_use]
    pub fn settings(&self) -> Scope<Settings> {
        Scope::of(AllOrNothing::when(self.may_at(Action::ChangeSettings, Node::Instance)))
    }

    /// The dead letters, for those who deal with them.
    #[must_use]
    pub fn dead_letters(&self) -> Scope<DeadLetters> {
        Scope::of(AllOrNothing::when(self.may_at(Action::ManageDeadLetters, Node::Instance)))
    }

    fn thread(&self, request: &RequestFacts) -> Thread {
        let allowed = self.allowed_on(request);
        Thread {
            request: allowed.contains(Action::ViewRequest).then_some(request.id),
            working: allowed.contains(Action::ViewWorking),
        }
    }

    fn nodes(&self, action: Option<Action>) -> Vec<Node> {
        let permits = |node| match action {
            None => true,
            Some(action) => self.may_at(action, node),
        };
        self.grants().iter().map(|grant| grant.node).filter(|&node| permits(node)).collect()
    }
}
