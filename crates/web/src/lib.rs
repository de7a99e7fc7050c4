//! The palier app: Leptos in the browser.
//!
//! Logic is in plain functions that are tested where they stand; what needs a browser stays thin.

pub mod app;
pub mod browser;
pub mod client;
pub mod contract;
pub mod dates;
pub mod features;
pub mod keyboard;
pub mod language;
pub mod lazy;
pub mod load;
pub mod rule;
pub mod session;
pub mod shell;
pub mod text;
pub mod theme;
pub mod ui;

include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));
