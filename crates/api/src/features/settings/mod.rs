//! The settings of the instance [OP-10].

mod mail_server;
mod read_settings;
mod store;
mod test_mail;
mod update_settings;
mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

pub use mail_server::ConfiguredMail;
pub use store::{Fresh, Switches, insert, name_of_instance, switches, unplanned_work};
pub use wire::{MailServerInput, MailTest};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(read_settings::read_settings)
        .service(update_settings::update_settings)
        .service(test_mail::test_mail);
}
