//! One's own account.

mod cancel_my_email_change;
mod change_my_email;
mod change_my_language;
mod change_my_password;
mod end_my_other_sessions;
mod end_my_session;
mod list_my_sessions;
mod read_me;
mod store;
mod update_me;
mod wire;

use domain::UserId;
use utoipa_actix_web::service_config::ServiceConfig;

pub use list_my_sessions::list_sessions;
pub use wire::{Me, SessionList, ShownSession};

use crate::{
    app::App,
    http::{Answer, Kind, Problem},
    identity::{Hall, current},
};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(read_me::read_me)
        .service(update_me::update_me)
        .service(change_my_language::change_my_language)
        .service(change_my_password::change_my_password)
        .service(change_my_email::change_my_email)
        .service(list_my_sessions::list_my_sessions)
        .service(end_my_session::end_my_session)
        .service(cancel_my_email_change::cancel_my_email_change)
        .service(end_my_other_sessions::end_my_other_sessions);
}

/// The account of one who has just proven to be that person.
///
/// # Errors
/// 401 when it is gone or inactive.
pub async fn me_of(app: &App, user: UserId) -> Answer<Me> {
    let actor = current::<Hall>(app, user).await?;
    store::find_me(&app.db, &actor, app.clock.now())
        .await?
        .ok_or_else(|| Problem::new(Kind::NotAuthenticated))
}
