//! Accounts from a file: read, judged line by line as the single operations would, and made so.

mod account;
mod cells;
mod claims;
mod columns;
mod directory;
mod facts;
mod file;
mod judge;
mod names;
mod rights;
mod run;
mod senders;
mod steps;
mod template;
mod turns;
mod verdict;
mod wanted;
mod wire;

pub use run::{Mode, run};
pub use template::TEMPLATE;
pub use turns::Turns;
pub use wire::{UserFile, UserImport};
