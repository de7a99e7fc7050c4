//! How somebody wants the screens and the mails [PP-9, PL-8].

mod read_my_preferences;
mod read_user_preferences;
mod store;
mod update_my_preferences;
mod update_user_preferences;
mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

pub use store::{Screens, find_own, preselected, to_preferences, unwanted_mails, with_screens};
pub use wire::{MailKind, Preferences, SiteTreeTop, StartScreen};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(read_my_preferences::read_my_preferences)
        .service(update_my_preferences::update_my_preferences)
        .service(read_user_preferences::read_user_preferences)
        .service(update_user_preferences::update_user_preferences);
}
