//! Who may do what with something, and why, in words a person understands.

mod access;
mod answer;
mod at_place;
mod folded;
mod mine;
mod my_rights;
mod reason;
mod viewers;
mod words;

pub use access::{Asked, RequestAccess};
pub use at_place::AtPlace;
pub use my_rights::MyRights;
pub(crate) use reason::floor;
pub(crate) use words::place_text;
