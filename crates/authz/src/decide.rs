use domain::UserId;

use crate::{Action, Actions, Actor, Node, Permissions, Stamp};

mod sealed {
    /// Only this crate says what an act is: one made elsewhere could judge itself allowed.
    pub trait Sealed {}
}

/// Something that is done, as a type, so that a permit for one cannot pass for another.
pub trait Act: sealed::Sealed {
    /// What a decision about it looks at.
    type On;

    /// Whether `actor` may do it.
    ///
    /// # Errors
    /// [`Refused`], with the rule and what is lacking.
    fn judge(actor: &Actor, on: &Self::On) -> Result<(), Refused>;
}

/// Leave to do one thing once. Only [`decide`] makes one, and the store function that acts consumes it.
#[derive(Debug)]
#[must_use = "a permit that nothing consumes changed nothing"]
pub struct Permit<A: Act> {
    on: A::On,
    by: UserId,
    stamp: Stamp,
}

impl<A: Act> Permit<A> {
    /// What the permit is for.
    #[must_use]
    pub const fn on(&self) -> &A::On {
        &self.on
    }

    /// Who acts.
    #[must_use]
    pub const fn by(&self) -> UserId {
        self.by
    }

    /// The state of the rights it was decided by: the transaction that acts must hold them in it.
    #[must_use]
    pub const fn stamp(&self) -> Stamp {
        self.stamp
    }
}

/// What may be seen may still not be done: the rule that says so, and what is lacking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The permission that it would take.
    #[error("you may not do this here: it takes the permission `{}`", .0.word())]
    Lacks(Action),
    /// Nobody gives, takes or acts with more than they have.
    #[error("this goes beyond your own permissions: you lack `{}`", first(*.lacking))]
    Beyond { lacking: Permissions, node: Node },
    /// Nor for longer than they have it.
    #[error("this would last longer than your own permissions: let it end when they do, or earlier")]
    Outlasts,
    /// Tagging is sharing [CT-3].
    #[error("a link of this tag would open requests to others: giving that takes `{}`, which you lack", .0.word())]
    Sharing(Action),
    /// One's own account is one's own.
    #[error("this belongs to somebody else")]
    NotYours,
    /// [PL-6].
    #[error("only administrators give, take or change what makes an administrator")]
    AdministratorsOnly,
    /// [CT-5].
    #[error("only another super administrator may do this")]
    SuperAdministratorsOnly,
    /// [CT-5].
    #[error("there must always be an active super administrator: name another one first")]
    LastSuperAdministrator,
    /// [CT-5].
    #[error("a super administrator cannot be shut out: another one must take that status away first")]
    SuperAdministratorStays,
    /// Whoever shut themselves out could not undo it.
    #[error("you cannot shut yourself out: ask somebody else to")]
    NotYourself,
    /// Administrator permits everything, now and later.
    #[error("the role Administrator cannot be changed: copy it, and change the copy")]
    FixedRole,
}

impl Refused {
    /// The actions that it would take; none where a rule has nothing to do with them.
    #[must_use]
    pub fn lacking(self) -> Actions {
        match self {
            Self::Lacks(action) | Self::Sharing(action) => Actions::of(&[action]),
            Self::Beyond { lacking, .. } => lacking.somehow(),
            _ => Actions::NONE,
        }
    }
}

fn first(lacking: Permissions) -> &'static str {
    lacking.iter().next().map_or("nothing", |permission| permission.action.word())
}

/// Decides whether `actor` may do `A` on what `on` describes.
///
/// # Errors
/// [`Refused`], with the rule and what is lacking.
pub fn decide<A: Act>(actor: &Actor, on: A::On) -> Result<Permit<A>, Refused> {
    A::judge(actor, &on).map(|()| Permit { on, by: actor.user(), stamp: actor.stamp() })
}

/// What is done, as types.
pub mod acts {
    use domain::{RequestStatus, UserId};

    use super::{Act, Refused, sealed::Sealed};
    use crate::{
        AccountChange, Action,
        Action::{CancelRequest as Cancel, ChangeRequestStatus as Move, ReopenRequest as Reopen},
        Actor, Departure, Enrolment, Gate, Node, Place, RequestFacts, ResourceChange, ResourceLink, Right,
        RoleChange, SiteMove, SuperStatus, TagMerge, TeamChange,
    };

    macro_rules! acts {
        ($($(#[$doc:meta])+ $name:ident on $on:ty: $judge:expr),+ $(,)?) => {$(
            $(#[$doc])+
            #[derive(Debug)]
            pub enum $name {}
            impl Sealed for $name {}
            impl Act for $name {
                type On = $on;
                fn judge(actor: &Actor, on: &Self::On) -> Result<(), Refused> {
                    let judge: fn(&Actor, &$on) -> Result<(), Refused> = $judge;
                    judge(actor, on)
                }
            }
        )+};
    }

    /// A move along the life cycle.
    #[derive(Debug, Clone)]
    pub struct StatusMove {
        pub request: RequestFacts,
        pub from: RequestStatus,
        pub to: RequestStatus,
    }

    /// Tags put on a request or taken off it.
    #[derive(Debug, Clone)]
    pub struct Tagging {
        pub request: RequestFacts,
        /// What the links of the tags that are put on would open at the site: tagging is sharing.
        pub opens: Vec<Right>,
    }

    /// A grant or a tag link that is given, taken or changed.
    #[derive(Debug, Clone)]
    pub struct Giving {
        /// As it was; none for a new one.
        pub before: Option<Right>,
        /// As it will be; none for one that is taken.
        pub after: Option<Right>,
        /// Whether whom it is given to or taken from is an administrator [PL-6].
        pub concerns_administrator: bool,
    }

    acts! {
        /// Entering a request; judged at the site.
        CreateRequest on Place: |actor, place| actor.must(Action::CreateRequest, Node::Site(*place)),
        /// Changing what a request says.
        EditRequest on RequestFacts: |actor, request| on_request(actor, Action::EditRequest, request),
        /// Saying who does the work.
        AssignRequest on RequestFacts: |actor, request| on_request(actor, Action::AssignRequest, request),
        /// Moving along the life cycle: taking back and reopening have permissions of their own.
        ChangeRequestStatus on StatusMove: |actor, step| {
            if actor.may_move(&step.request, step.from, step.to) { Ok(()) } else { Err(Refused::Lacks(needed(step))) }
        },
        /// Answering in public.
        CommentOnRequest on RequestFacts: |actor, request| on_request(actor, Action::CommentOnRequest, request),
        /// Noting something for the team.
        RemarkOnRequest on RequestFacts: |actor, request| on_request(actor, Action::RemarkOnRequest, request),
        /// Putting tags on and taking them off.
        TagRequest on Tagging: |actor, tagging| {
            on_request(actor, Action::TagRequest, &tagging.request)?;
            actor.may_share(&tagging.opens)
        },
        /// Showing a request to all who see the published ones, or keeping it from them.
        PublishRequest on RequestFacts: |actor, request| on_request(actor, Action::PublishRequest, request),
        /// Giving, taking or changing a grant or a tag link.
        GrantRights on Giving: |actor, giving| {
            if giving.concerns_administrator && !actor.is_administrator() {
                return Err(Refused::AdministratorsOnly);
            }
            match (giving.before, giving.after) {
                (before, Some(after)) => actor.may_change(before, &after),
                (Some(before), None) => actor.may_take(&before),
                (None, None) => Ok(()),
            }
        },
        /// Making, changing or deleting a role.
        ManageRoles on RoleChange: |actor, change| actor.may_edit_role(change),
        /// Making, changing or deleting a team; joining and leaving one.
        ManageTeams on TeamChange: |actor, change| actor.may_edit_team(change),
        /// Making a resource or changing it.
        ManageResources on ResourceChange: |actor, change| actor.may_change_resource(change),
        /// Saying whose login a resource is.
        LinkResource on ResourceLink: |actor, link| actor.may_link_resource(link),
        /// Making, changing or deleting a tag or category that lives at the node.
        ManageTags on Node: |actor, node| actor.must(Action::ManageTags, *node),
        /// Making one tag of two.
        MergeTags on TagMerge: |actor, merge| actor.may_merge_tags(merge),
        /// Adding to a node of the pyramid or changing it.
        ManageSites on Node: |actor, node| actor.must(Action::ManageSites, *node),
        /// Moving a site from one company group to another.
        MoveSite on SiteMove: |actor, moved| actor.may_move_site(moved),
        /// Changing the settings of the instance.
        ChangeSettings on (): |actor, ()| actor.must(Action::ChangeSettings, Node::Instance),
        /// Sending a dead letter again.
        ManageDeadLetters on (): |actor, ()| actor.must(Action::ManageDeadLetters, Node::Instance),
        /// Reading what happened [PP-12].
        ViewAudit on (): |actor, ()| actor.must(Action::ViewAudit, Node::Instance),
        /// Making an account.
        CreateUser on Enrolment: |actor, enrolment| actor.may_enrol(enrolment),
        /// Changing somebody's account, or acting as them: setting a password, sending a link, ending sessions.
        ChangeUser on AccountChange: |actor, change| actor.may_touch_user(change),
        /// Deactivating, suspending or ending an account, and undoing that.
        ShutOut on AccountChange: |actor, change| actor.may_shut_out(change),
        /// Deleting an account and handing over what it owns.
        DeleteUser on Departure: |actor, departure| actor.may_delete(departure),
        /// Making somebody a super administrator, or taking that status away.
        SuperAdministrator on SuperStatus: |actor, change| actor.may_change_super_status(*change),
        /// Choosing the language of one's own account; also while something waits at the gate.
        ChangeOwnLanguage on UserId: |actor, user| at_the_gate(actor, *user, Gate::lets_in),
        /// Choosing one's own password; also while something waits at the gate.
        ChangeOwnPassword on UserId: |actor, user| at_the_gate(actor, *user, Gate::lets_in),
        /// Accepting the terms of use: for oneself, and with a password that nobody else knows.
        AcceptTerms on UserId: |actor, user| {
            at_the_gate(actor, *user, |gate| matches!(gate, Gate::Open | Gate::Terms))
        },
        /// Changing one's own account.
        ChangeOwnAccount on UserId: |actor, user| at_the_gate(actor, *user, Gate::is_open),
    }

    fn at_the_gate(actor: &Actor, user: UserId, lets: fn(Gate) -> bool) -> Result<(), Refused> {
        if actor.user() == user && lets(actor.gate()) { Ok(()) } else { Err(Refused::NotYours) }
    }

    fn on_request(actor: &Actor, action: Action, request: &RequestFacts) -> Result<(), Refused> {
        if actor.check(action, request) { Ok(()) } else { Err(Refused::Lacks(action)) }
    }

    fn needed(step: &StatusMove) -> Action {
        if step.to == RequestStatus::Cancelled { Cancel } else { Move }
    }

    impl Actor {
        /// Whether this actor may move a request from one status to another; that the life cycle knows the move is
        /// another question. Only who may cancel takes a request back.
        #[must_use]
        pub fn may_move(&self, request: &RequestFacts, from: RequestStatus, to: RequestStatus) -> bool {
            let allowed = self.allowed_on(request);
            if to == RequestStatus::Cancelled {
                return allowed.contains(Cancel);
            }
            allowed.contains(Move) || (allowed.contains(Reopen) && !from.is_open() && to.is_open())
        }
    }
}
