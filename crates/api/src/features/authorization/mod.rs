//! Who may do what, and why: the engine's answers, told.

mod explain_authorization;
mod labels;
mod read_effective_permissions;
mod read_request_access;
mod store;
mod telling;
mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(read_request_access::read_request_access)
        .service(read_effective_permissions::read_effective_permissions)
        .service(explain_authorization::explain_authorization);
}
