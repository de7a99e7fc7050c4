//! Who may do what, and which rows are theirs. Pure: no I/O, no clock, no database. Builds for wasm.
//!
//! INVARIANT: only this crate makes a [`Scope`] or a [`Permit`]. The server cannot read a row without
//! the one or write a row without the other, so an operation that forgets to ask does not compile.
//!
//! INVARIANT: rights only add up; nothing here takes one away. No grant means no row and no permit.

mod action;
mod actor;
mod decide;
mod filter;
mod permissions;
mod place;
mod role;
mod scope;

pub use action::{Action, Actions};
pub use actor::{Actor, Grant};
pub use decide::{Act, Permit, Refused, acts, decide};
pub use filter::{Clause, Filter};
pub use permissions::{Permissions, Relation};
pub use place::{Node, Place, RequestFacts};
pub use role::Role;
pub use scope::{
    Accounts, AllOrNothing, Candidates, Comments, CompanyGroups, DeadLetters, History, OneUser, Requests,
    Rows, Scope, Settings, Sites, Thread,
};
