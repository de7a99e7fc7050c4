//! One's own account.

mod change_my_language;
mod read_me;
mod store;
mod wire;

use domain::UserId;
use utoipa_actix_web::service_config::ServiceConfig;

pub use wire::Me;

use crate::{
    app::App,
    http::{Answer, Kind, Problem},
    identity::{Hall, current},
};

pub fn routes(config: &mut ServiceConfig) {
    config.service(read_me::read_me).service(change_my_language::change_my_language);
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
