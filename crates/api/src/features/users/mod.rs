//! Accounts, as those see them who deal with people.

mod list_users;
mod store;
mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

pub use store::{find_user, name_of};

pub fn routes(config: &mut ServiceConfig) {
    config.service(list_users::list_users);
}
