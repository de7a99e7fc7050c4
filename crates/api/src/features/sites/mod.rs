//! The pyramid as people see it: company groups and their sites.

mod create_company_group;
mod create_site;
mod list_company_groups;
mod list_sites;
mod store;
mod update_site;
mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

pub use store::{find_node, find_place, name_of};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_sites::list_sites)
        .service(create_site::create_site)
        .service(update_site::update_site)
        .service(list_company_groups::list_company_groups)
        .service(create_company_group::create_company_group);
}
