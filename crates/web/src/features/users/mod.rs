//! People with an account.

mod find_people;

pub use find_people::find_people;
