//! What is kept about somebody, for themselves to take along: access and portability.

mod export_my_data;
mod store;
mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(config: &mut ServiceConfig) {
    config.service(export_my_data::export_my_data);
}
