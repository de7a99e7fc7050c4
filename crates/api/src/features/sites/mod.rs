//! The pyramid as people see it: company groups and their sites.

mod create_company_group;
mod create_site;
mod list_company_groups;
mod list_nodes;
mod list_sites;
mod move_site;
mod nodes;
mod store;
mod update_company_group;
mod update_site;
mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

pub use nodes::{all_nodes, find_node, node_at};
pub use store::{all_places, among, find_place, instance_id, name_of, unknown_among};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_sites::list_sites)
        .service(create_site::create_site)
        .service(update_site::update_site)
        .service(move_site::move_site)
        .service(list_nodes::list_nodes)
        .service(list_company_groups::list_company_groups)
        .service(create_company_group::create_company_group)
        .service(update_company_group::update_company_group);
}
