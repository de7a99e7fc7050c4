//! Sites and the company groups they stand in.

mod all;
mod group_form;
mod page;
mod site_form;

pub use all::{all_groups, all_sites};
pub use page::SitesPage;
