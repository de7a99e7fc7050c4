//! The first page: one loud button, and what became of one's requests.

mod mine;
mod page;

pub use page::HomePage;
