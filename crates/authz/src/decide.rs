use domain::UserId;

use crate::{Action, Actor};

mod sealed {
    /// Only this crate says what an action is: one made elsewhere could judge itself allowed.
    pub trait Sealed {}
}

/// An action as a type, so that a permit for one cannot pass for another.
pub trait Act: sealed::Sealed {
    /// What a decision about it looks at.
    type On;
    const ACTION: Action;

    /// Whether `actor` may do it.
    fn judge(actor: &Actor, on: &Self::On) -> bool;
}

/// Leave to do one thing once. Only [`decide`] makes one, and the store function that acts consumes it.
#[derive(Debug)]
#[must_use = "a permit that nothing consumes changed nothing"]
pub struct Permit<A: Act> {
    on: A::On,
    by: UserId,
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
}

/// What may be seen may still not be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("you may not do this here: it takes the permission `{}`", .0.word())]
pub struct Refused(pub Action);

/// Decides whether `actor` may do `A` on what `on` describes.
///
/// # Errors
/// [`Refused`], with the permission that it would take.
pub fn decide<A: Act>(actor: &Actor, on: A::On) -> Result<Permit<A>, Refused> {
    if A::judge(actor, &on) { Ok(Permit { on, by: actor.user() }) } else { Err(Refused(A::ACTION)) }
}

/// The actions as types.
pub mod acts {
    use domain::UserId;

    use super::{Act, sealed::Sealed};
    use crate::{Action, Actor, Node, Place, RequestFacts};

    macro_rules! acts {
        ($($(#[$doc:meta])+ $name:ident on $on:ty: $judge:expr),+ $(,)?) => {$(
            $(#[$doc])+
            #[derive(Debug)]
            pub enum $name {}
            impl Sealed for $name {}
            impl Act for $name {
                type On = $on;
                const ACTION: Action = Action::$name;
                fn judge(actor: &Actor, on: &Self::On) -> bool {
                    let judge: fn(&Actor, &$on) -> bool = $judge;
                    judge(actor, on)
                }
            }
        )+};
    }

    acts! {
        /// Entering a request; judged at the site.
        CreateRequest on Place: |actor, place| actor.may_at(Action::CreateRequest, Node::Site(*place)),
        /// Saying who does the work.
        AssignRequest on RequestFacts: |actor, request| actor.allowed_on(request).contains(Action::AssignRequest),
        /// Moving along the life cycle.
        ChangeRequestStatus on RequestFacts:
            |actor, request| actor.allowed_on(request).contains(Action::ChangeRequestStatus),
        /// Answering in public.
        CommentOnRequest on RequestFacts:
            |actor, request| actor.allowed_on(request).contains(Action::CommentOnRequest),
        /// Noting something for the team.
        RemarkOnRequest on RequestFacts: |actor, request| actor.allowed_on(request).contains(Action::RemarkOnRequest),
        /// Changing the settings of the instance.
        ChangeSettings on (): |actor, ()| actor.may_at(Action::ChangeSettings, Node::Instance),
        /// Adding or changing a node of the pyramid.
        ChangeSite on Node: |actor, node| actor.may_at(Action::ChangeSite, *node),
        /// Sending a dead letter again.
        ManageDeadLetters on (): |actor, ()| actor.may_at(Action::ManageDeadLetters, Node::Instance),
        /// Changing one's own account.
        ChangeOwnAccount on UserId: |actor, user| {
            actor.user() == *user && actor.allowed_anywhere().contains(Action::ChangeOwnAccount)
        },
    }
}
