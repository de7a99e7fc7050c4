//! Logging in and out.

mod cookie;
mod log_in;
mod log_out;
mod log_out_everywhere;
mod read_signing_keys;
mod refresh_session;
mod store;
mod throttle;
mod wire;

pub use store::{NewSession, end_all_within, end_by, find_account, open_session, set_own_password};
pub use throttle::Throttle;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(log_in::log_in)
        .service(refresh_session::refresh_session)
        .service(log_out::log_out)
        .service(log_out_everywhere::log_out_everywhere);
}

pub fn well_known(config: &mut ServiceConfig) {
    config.service(read_signing_keys::read_signing_keys);
}
