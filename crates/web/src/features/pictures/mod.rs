//! Photos and signatures: fetched once, chosen from files, drawn by hand.

mod choose;
mod pad;
mod photo;
mod shrink;
mod signature;
mod words;

pub use choose::ChooseFile;
pub use photo::{PhotoOf, photo};
pub use signature::Signature;
pub use words::picture_text;
