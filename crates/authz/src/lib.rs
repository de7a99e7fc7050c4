//! Who may do what, and which rows are theirs. Pure: no I/O, no clock, no database. Builds for wasm.
//!
//! A [`Subject`] is somebody with all stored facts; an [`Actor`] is that subject at a moment, flattened. One
//! definition has many readings: [`Actor::check`] on a record, [`Actor::allowed_on`] for all actions at once,
//! [`Actor::filter`] for rows, [`Subject::explain`] for people, [`who_can`] over many, [`preview`] of a change.
//!
//! INVARIANT: only this crate makes a [`Scope`] or a [`Permit`]. The server cannot read a row without
//! the one or write a row without the other, so an operation that forgets to ask does not compile.
//!
//! INVARIANT: rights only add up; nothing here takes one away. No grant means no row and no permit.

mod accounts;
mod action;
mod actor;
mod decide;
mod delegation;
mod explain;
mod filter;
mod gate;
mod grant;
mod permissions;
mod place;
mod preview;
mod resources;
mod role;
mod scope;
mod subject;
mod tagging;

pub use accounts::{AccountChange, Departure, Enrolment, Stakes, SuperStatus};
pub use action::{Action, Actions, Target};
pub use actor::{Actor, Stamp, TagRight};
pub use decide::{Act, Permit, Refused, acts, decide};
pub use delegation::{Right, RoleChange, SiteMove, TeamChange};
pub use explain::{Explanation, Nearly, On, Reason, who_can};
pub use filter::{Atom, Clause, Filter};
pub use gate::{Gate, Standing};
pub use grant::{Grant, RoleRef, TagGrant, Validity};
pub use permissions::{Permission, Permissions, Relation};
pub use place::{Node, Place, Principal, RequestFacts};
pub use preview::{Preview, Shift, preview};
pub use resources::{ResourceChange, ResourceLink};
pub use role::ShippedRole;
pub use scope::{
    Acceptances, Accounts, AllOrNothing, Audit, Candidates, Comments, CompanyGroups, DeadLetters, Grants,
    History, Offer, OneUser, People, Pyramid, Reach, Requests, Resources, Roles, Rows, Scope, Sessions,
    Settings, Sites, Tags, Teams, Terms, Thread, Told, Viewers, Viewing,
};
pub use subject::Subject;
pub use tagging::TagMerge;
