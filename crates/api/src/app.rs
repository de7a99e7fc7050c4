//! What every operation is given, and where every operation hangs.

use std::sync::Arc;

use tokio::sync::Notify;
use utoipa::openapi::OpenApi;
use utoipa_actix_web::{AppExt, scope, service_config::ServiceConfig};

use crate::{
    clock::Clock,
    config::Config,
    contract::Contract,
    db::Db,
    features::{self, links::Tools, users::Turns},
    identity::{KeyRing, password::Passwords, rights::Rights},
    mail::Links,
    pictures::Pictures,
    random::Random,
    sealing::Sealing,
};

/// What every operation is given: no globals, no ambient time, no ambient randomness.
#[derive(Debug)]
pub struct App {
    pub config: Config,
    pub db: Db,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    pub sealing: Sealing,
    pub keys: KeyRing,
    pub rights: Rights,
    pub passwords: Passwords,
    pub pictures: Pictures,
    /// For files of people.
    pub imports: Turns,
    pub contract: Arc<Contract>,
    /// Wakes the outbox worker of this server.
    pub outbox: Arc<Notify>,
}

impl App {
    /// What links are made with.
    #[must_use]
    pub fn tools(&self) -> Tools<'_> {
        Tools { random: &*self.random, sealing: &self.sealing, now: self.clock.now() }
    }

    /// What the links of mails are made of.
    #[must_use]
    pub fn links(&self) -> Links {
        Links { public_url: self.config.public_url.clone(), sealing: self.sealing.clone() }
    }
}

/// Every route of the API, declared once, with its documentation.
pub fn routes(config: &mut ServiceConfig) {
    config.service(scope::scope("/.well-known").configure(features::session::well_known)).service(
        scope::scope("/api/v1").configure(|config: &mut ServiceConfig| {
            features::instance::routes(config);
            features::session::routes(config);
            features::account::routes(config);
            features::links::routes(config);
            features::pictures::routes(config);
            features::terms::routes(config);
            features::roles::routes(config);
            features::my_data::routes(config);
            features::preferences::routes(config);
            features::users::routes(config);
            features::teams::routes(config);
            features::resources::routes(config);
            features::grants::routes(config);
            features::authorization::routes(config);
            features::sites::routes(config);
            features::requests::routes(config);
            features::tags::routes(config);
            features::settings::routes(config);
            features::dead_letters::routes(config);
            features::audit::routes(config);
        }),
    );
}

/// The operations, collected into `document`.
#[must_use]
pub fn operations(document: OpenApi) -> OpenApi {
    let (_, document) =
        actix_web::App::new().into_utoipa_app().openapi(document).configure(routes).split_for_parts();
    document
}
