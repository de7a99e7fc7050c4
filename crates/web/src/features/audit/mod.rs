//! What happened, consulted [PP-12].

mod filter;
mod filters;
mod list;
mod page;
mod rows;
mod words;

pub use list::AuditList;
pub use page::AuditPage;
