//! People from a file: what it would do, line by line, and how far that is done.

mod desk;
mod drop;
mod page;
mod plan;
mod sheet;
mod words;

pub use page::ImportPage;
