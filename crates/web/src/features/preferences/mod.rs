//! How somebody wants the screens and the mails [PP-9, PL-8]: their own to choose, or chosen by who looks after them.

mod mails;
mod screens;
mod sites;
mod whose;

pub use mails::Notifications;
pub use screens::Preferences;
pub use whose::Whose;
