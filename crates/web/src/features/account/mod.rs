//! My account: who one is, how one gets in and from where, what one may do, how the screens look.

mod choices;
mod device;
mod email;
mod export;
mod leave;
mod looks;
mod page;
mod part;
mod password;
mod portrait;
mod profile;
mod profile_form;
mod session_row;
mod sessions;

pub use choices::{MyNotifications, MyPreferences};
pub use page::AccountPage;
