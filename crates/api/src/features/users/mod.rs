//! Accounts, as those see them who deal with people [PO-5, PO-6].

mod change_super_administrator;
mod change_user_email;
mod change_user_standing;
mod check_username;
mod create_user;
mod delete_user;
mod end_user_sessions;
mod import_users;
mod importing;
mod invite_user;
mod list_user_sessions;
mod list_users;
mod plan_user_import;
mod read_import_template;
mod read_user;
mod send_password_reset;
mod set_user_password;
mod store;
mod touch;
mod update_user;
mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

pub use create_user::has_site;
pub use importing::Turns;
pub use store::{change_held, change_of_login, find_user, is_taken, name_of, places, set_proven_email};
pub use touch::{Touched, judge_first, touch};
pub use wire::Names;

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_users::list_users)
        .service(create_user::create_user)
        .service(check_username::check_username)
        .service(plan_user_import::plan_user_import)
        .service(import_users::import_users)
        .service(read_import_template::read_import_template)
        .service(read_user::read_user)
        .service(update_user::update_user)
        .service(change_user_standing::change_user_standing)
        .service(change_user_email::change_user_email)
        .service(delete_user::delete_user)
        .service(set_user_password::set_user_password)
        .service(send_password_reset::send_password_reset)
        .service(invite_user::invite_user)
        .service(list_user_sessions::list_user_sessions)
        .service(end_user_sessions::end_user_sessions)
        .service(change_super_administrator::change_super_administrator);
}
