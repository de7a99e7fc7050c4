//! What is given to people and teams: roles, single permissions, tag links.

mod draft;
mod editor;
mod fields;
mod given;
mod link_form;
mod links;
mod read;
mod refusal;
mod row;
mod switches;
mod validity;
mod words;

pub use editor::GrantEditor;
pub use given::Given;
pub use links::TagLinks;
pub use read::Giving;
pub use refusal::Refusal;
pub use validity::{ends, last_day};
