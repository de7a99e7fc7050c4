//! The doors: links that came by mail, a password that was forgotten, one that was given and must be changed.

mod chosen;
mod closed;
mod confirm;
mod forgotten;
mod frame;
mod gate;
mod link;
mod words;

pub use forgotten::ForgottenPage;
pub use gate::PasswordPage;
pub use link::LinkPage;
