//! Resources: the workers that are assigned and planned, with or without an account.

mod invitation;
mod login;
mod page;
mod portrait;
mod resource_form;
mod resource_page;
mod words;

pub use page::ResourcesPage;
pub use resource_page::ResourcePage;
