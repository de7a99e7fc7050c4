//! Every component in its states, in both themes, for those who build and check the screens.

mod basics;
mod conversation;
mod feedback;
mod forms;
mod page;

pub use page::GalleryPage;
