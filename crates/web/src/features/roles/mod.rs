//! Roles: what each permits, as one matrix.

mod choices;
mod column;
mod desk;
mod draft;
mod impact;
mod matrix;
mod page;
mod role_form;
mod words;

pub use page::RolesPage;
pub(crate) use words::{drawn, said};
