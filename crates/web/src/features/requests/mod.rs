//! Requests: the table, one request, a new one.

mod actions;
mod conflict;
mod conversation;
mod draft;
mod filter;
mod filters;
mod known;
mod new_page;
mod pager;
mod panel;
mod picker;
mod reason;
mod request_page;
mod requests_page;
mod row;
mod subject;
mod table;
mod thread;
mod timeline;

pub use new_page::NewRequestPage;
pub use request_page::RequestPage;
pub use requests_page::RequestsPage;
