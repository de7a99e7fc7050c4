//! Tags, and the axes along which they classify.

mod all;
mod category_form;
mod deletion;
mod desk;
mod dialogs;
mod find_tags;
mod merge_form;
mod page;
mod preview;
mod shelf;
mod tag_form;
mod words;

pub use find_tags::{colours, find_tags};
pub use page::TagsPage;
pub use words::colour_text;
