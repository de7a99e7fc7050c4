//! The instance: what everybody may know of it, and its first set-up.

mod complete_setup;
pub mod link;
mod read_instance;
mod store;
mod test_setup_mail;
mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

pub use store::{NewAdministrator, add_administrator};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(read_instance::read_instance)
        .service(complete_setup::complete_setup)
        .service(test_setup_mail::test_setup_mail);
}
