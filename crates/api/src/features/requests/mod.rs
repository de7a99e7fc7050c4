//! Requests: work asked for at a site.

mod assign_request;
mod change_request_status;
mod comment_on_request;
mod create_request;
mod list_assignee_candidates;
mod list_request_comments;
mod list_request_history;
mod list_requests;
mod mails;
mod publish_request;
mod read_request;
mod reassign_requests;
mod store;
mod tag_request;
mod update_request;
mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

pub use store::{asked_by_myself, count_seen, facts_of, thread::said_by_myself};
pub use wire::{MyComment, Request, full_name};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_requests::list_requests)
        .service(create_request::create_request)
        .service(read_request::read_request)
        .service(update_request::update_request)
        .service(publish_request::publish_request)
        .service(assign_request::assign_request)
        .service(reassign_requests::reassign_requests)
        .service(change_request_status::change_request_status)
        .service(tag_request::tag_request)
        .service(list_request_comments::list_request_comments)
        .service(comment_on_request::comment_on_request)
        .service(list_request_history::list_request_history)
        .service(list_assignee_candidates::list_assignee_candidates);
}
