//! One folder a feature: `mod.rs` its routes, one file an operation, `wire.rs` its JSON, `store.rs` all its SQL.

pub mod account;
pub mod audit;
pub mod authorization;
pub mod dead_letters;
pub mod grants;
pub mod instance;
pub mod links;
pub mod my_data;
pub mod pictures;
pub mod preferences;
pub mod requests;
pub mod resources;
pub mod roles;
pub mod session;
pub mod settings;
pub mod sites;
pub mod tags;
pub mod teams;
pub mod terms;
pub mod users;
