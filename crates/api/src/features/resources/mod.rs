//! Resources: workers, with or without a login, who are assigned and planned [PL-1].

mod create_resource;
mod link_resource;
mod list_resources;
mod read_resource;
mod read_resource_photo;
mod remove_resource_photo;
mod set_resource_photo;
mod store;
mod update_resource;
mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_resources::list_resources)
        .service(create_resource::create_resource)
        .service(read_resource::read_resource)
        .service(update_resource::update_resource)
        .service(link_resource::link_resource)
        .service(read_resource_photo::read_resource_photo)
        .service(set_resource_photo::set_resource_photo)
        .service(remove_resource_photo::remove_resource_photo);
}
