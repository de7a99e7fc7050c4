//! Tags, and the axes along which they classify.

mod all;
mod find_tags;

pub use find_tags::{colours, find_tags};
