//! The pyramid: the instance, its company groups, and the sites that stand in them.

mod all;
mod desk;
mod group_form;
mod layer;
mod move_form;
mod opened;
mod page;
mod site_form;
mod travel;
mod tree;

pub use all::{all_groups, all_sites};
pub use page::SitesPage;
