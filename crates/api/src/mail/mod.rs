//! Mail: what is said, kept until it is sent, and sent.
//!
//! INVARIANT: nothing here sends a mail that no outbox row stands for, but [`smtp::try_out`], which somebody waits for.

mod backoff;
mod clean;
#[cfg(test)]
mod fake;
pub mod message;
pub mod outbox;
mod queue;
pub mod render;
pub mod smtp;
mod words;
pub mod worker;

pub use message::{Mail, Person, PublicFace, Receiver, SealedToken};
pub use render::Links;
pub use smtp::try_out;
pub use worker::{MailServers, Worker};
