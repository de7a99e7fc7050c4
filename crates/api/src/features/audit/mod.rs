//! What happened to people, rights and settings, consulted [PP-12]. It is written elsewhere: see `crate::audit`.

mod changes;
mod export;
mod list_audit;
mod names;
mod store;
mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

pub use store::about_myself;
pub use wire::MyLine;

pub fn routes(config: &mut ServiceConfig) {
    config.service(list_audit::list_audit);
}
