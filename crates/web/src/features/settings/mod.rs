//! What holds for the whole instance: its name, its mails.

mod dead_letters;
mod mail_fields;
mod mail_form;
mod page;
mod test_mail;

pub use mail_fields::{MailFields, MailServerFields};
pub use page::SettingsPage;
pub use test_mail::{MailAnswer, TestMailForm};
