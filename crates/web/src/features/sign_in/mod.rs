//! Logging in.

mod demo;
mod page;

pub use page::{LoginPage, Speak, Stairs};
