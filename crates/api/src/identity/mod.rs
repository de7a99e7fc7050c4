//! From credentials to an [`authz::Actor`].

mod caller;
mod keys;
pub mod password;
mod token;

pub use caller::{Caller, actor_of, fold_case};
pub use keys::{KeyRing, KeyRingError};
pub use token::{ACCESS_TOKEN_SECONDS, Claims};
