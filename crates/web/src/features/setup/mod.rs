//! The first start: from the link on the server's terminal to the first login.

mod answers;
mod page;
mod steps;

pub use page::SetupPage;
