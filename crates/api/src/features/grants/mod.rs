//! What is given to whom, where, and for how long: roles and permissions (grants), and tag links [PP-6, CT-3].

mod create_grant;
mod create_tag_grant;
mod delete_grant;
mod delete_tag_grant;
mod links;
mod list_grants;
mod list_tag_grants;
mod recipient;
mod store;
mod switches;
mod taken_along;
mod update_grant;
mod update_tag_grant;
mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

pub use links::{
    Linked, Loaded as LoadedLink, delete as unlink, insert as link, linked_to_myself,
    of_many as links_of_many, right as right_of_link, update as relink,
};
pub use store::{
    Loaded as LoadedGrant, Written, delete as take, given_to_myself, insert as give,
    of_many as grants_of_many,
};
pub use switches::Meant;
pub use taken_along::taken_along;
pub use wire::{Grant, TagGrant, TagGrantInput};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_grants::list_grants)
        .service(create_grant::create_grant)
        .service(update_grant::update_grant)
        .service(delete_grant::delete_grant)
        .service(list_tag_grants::list_tag_grants)
        .service(create_tag_grant::create_tag_grant)
        .service(update_tag_grant::update_tag_grant)
        .service(delete_tag_grant::delete_tag_grant);
}
