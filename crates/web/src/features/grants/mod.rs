//! What is given to people and teams: roles, single permissions, tag links.

mod board;
mod custom;
mod draft;
mod editor;
mod fields;
mod given;
mod grantable;
mod levels;
mod link_form;
mod links;
mod read;
mod refusal;
mod role_pick;
mod row;
mod switches;
mod validity;
mod words;

pub use editor::GrantEditor;
pub use given::Given;
pub(crate) use grantable::held_at;
pub use levels::Levels;
pub use links::TagLinks;
pub use read::Giving;
pub(crate) use read::all_actions;
pub use refusal::Refusal;
pub use validity::{ends, last_day};
pub(crate) use words::relation_text;
