//! Mails that could not be sent.

mod list_dead_letters;
mod retry_dead_letter;
mod store;
mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(config: &mut ServiceConfig) {
    config.service(list_dead_letters::list_dead_letters).service(retry_dead_letter::retry_dead_letter);
}
