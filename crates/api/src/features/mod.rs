//! One folder a feature: `mod.rs` its routes, one file an operation, `wire.rs` its JSON, `store.rs` all its SQL.

pub mod account;
pub mod dead_letters;
pub mod instance;
pub mod requests;
pub mod roles;
pub mod session;
pub mod settings;
pub mod sites;
pub mod tags;
