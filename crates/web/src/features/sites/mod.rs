//! Sites and the company groups they stand in.

mod all;
mod group_form;
mod node_field;
mod page;
mod site_form;
mod words;

pub use all::{all_groups, all_nodes, all_sites};
pub use node_field::NodeField;
pub use page::SitesPage;
pub use words::{NodeName, level_icon, level_text};
