//! From credentials to an [`authz::Actor`].

mod caller;
pub mod facts;
mod keys;
pub mod password;
pub mod rights;
mod token;
pub mod username;

pub use caller::{Acting, Caller, Door, Front, Hall, Newcomer, current, waits};
pub use keys::{KeyRing, KeyRingError};
pub use token::{ACCESS_TOKEN_SECONDS, Claims};
