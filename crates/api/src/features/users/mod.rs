//! Accounts, as those see them who deal with people [PO-5, PO-6].

mod change_super_administrator;
mod change_user_standing;
mod check_username;
mod create_user;
mod list_users;
mod read_user;
mod store;
mod update_user;
mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

pub use store::{find_user, name_of};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_users::list_users)
        .service(create_user::create_user)
        .service(check_username::check_username)
        .service(read_user::read_user)
        .service(update_user::update_user)
        .service(change_user_standing::change_user_standing)
        .service(change_super_administrator::change_super_administrator);
}
