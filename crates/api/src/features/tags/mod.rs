//! Tags classify requests along several axes [CT-1], and share what bears them with whom they are linked to [CT-3].

mod create_tag;
mod create_tag_category;
mod delete_tag;
mod delete_tag_category;
mod list_tag_categories;
mod list_tags;
mod merge_tags;
mod store;
mod update_tag;
mod update_tag_category;
mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

pub use store::links::{NamedTag, all_seen, find_for, links_of};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_tag_categories::list_tag_categories)
        .service(create_tag_category::create_tag_category)
        .service(update_tag_category::update_tag_category)
        .service(delete_tag_category::delete_tag_category)
        .service(list_tags::list_tags)
        .service(create_tag::create_tag)
        .service(update_tag::update_tag)
        .service(delete_tag::delete_tag)
        .service(merge_tags::merge_tags);
}
