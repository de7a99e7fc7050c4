//! The terms of use: read and accepted by everybody, kept by those who change the settings [CT-7].

mod acceptances;
mod editor;
mod reader;
mod settings_page;
mod versions;

pub use reader::{TermsDialog, TermsPage};
pub use settings_page::TermsSettingsPage;
