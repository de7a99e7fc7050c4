//! Teams: who belongs to them and what they give.

mod deletion;
mod members;
mod page;
mod team_form;
mod team_page;
mod words;

pub use page::TeamsPage;
pub use team_page::TeamPage;
