//! People with an account.

mod access;
mod credentials;
mod dialogs;
mod effective;
mod email_form;
mod fields;
mod filter;
mod filters;
mod find_people;
mod head;
mod identity;
mod importing;
mod invitation;
mod locked;
mod memberships;
mod new_page;
mod page;
mod password_form;
mod profile_form;
mod profile_part;
mod sessions;
mod sheet;
mod standing;
mod standing_form;
mod super_status;
mod table;
mod user_page;
mod username_field;
mod words;

pub use access::UserAccess;
pub use find_people::find_people;
pub use importing::ImportPage;
pub use new_page::NewUserPage;
pub use page::UsersPage;
pub use sheet::UserHistory;
pub use user_page::{UserGrant, UserPage};
