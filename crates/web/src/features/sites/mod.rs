//! The pyramid: the instance, its company groups, and the sites that stand in them.

mod all;
mod desk;
mod find_sites;
mod group_form;
mod layer;
mod move_form;
mod node_field;
mod opened;
mod page;
mod site_form;
mod travel;
mod tree;
mod words;

pub use all::{all_groups, all_nodes, all_sites, instance_node, placed};
pub use find_sites::find_sites;
pub use node_field::NodeField;
pub use page::SitesPage;
pub use words::{NodeName, level_icon, level_text};
