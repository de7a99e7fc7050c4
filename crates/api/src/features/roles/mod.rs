//! Roles: named sets of permissions, as data [PP-5].

mod create_role;
mod delete_role;
mod list_permissions;
mod list_roles;
mod preview_role;
mod report_permissions_by_role;
mod shipped;
mod store;
mod update_role;
mod wire;
mod words;

use utoipa_actix_web::service_config::ServiceConfig;

pub use create_role::meant;
pub use shipped::{id_of, ship, shipped_rows};
pub use store::{Loaded as LoadedRole, all_within, lock as find_role};
pub use wire::PermissionPair;
pub use words::role_words;

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_permissions::list_permissions)
        .service(list_roles::list_roles)
        .service(create_role::create_role)
        .service(update_role::update_role)
        .service(delete_role::delete_role)
        .service(preview_role::preview_role)
        .service(report_permissions_by_role::report_permissions_by_role);
}
