//! The only holder of the connection. Scopes become SQL here and nowhere else.
//!
//! INVARIANT: nothing outside this module starts a query; `clippy.toml` bans the ways to do so. Reads start at
//! `visible`, writes at `by`, and whoever must go round them says why in [`unfenced`].

pub mod entities;
mod error;
mod fence;
mod open;
mod scoped;
mod tx;
pub mod unfenced;

pub use error::DbError;
pub use fence::Fenced;
pub use open::{Db, Engine, Synchronous};
pub use scoped::Scoped;
pub use tx::{Tx, Writer};
