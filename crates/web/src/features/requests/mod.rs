//! Requests: the table, one request, a new one.

mod actions;
mod chooser;
mod conflict;
mod conversation;
mod draft;
mod edit_form;
mod filter;
mod filters;
mod known;
mod layer;
mod new_page;
mod panel;
mod picker;
mod reason;
mod request_page;
mod requests_page;
mod row;
mod sharing;
mod site_facet;
mod subject;
mod table;
mod tagging;
mod thread;
mod timeline;
mod wording;

pub use edit_form::EditForm;
pub use new_page::NewRequestPage;
pub use request_page::RequestPage;
pub use requests_page::RequestsPage;
