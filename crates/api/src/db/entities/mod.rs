//! The tables, one file each. Only stores and `db` use them.

pub mod audit;
pub mod idempotency;
pub mod instance_settings;
pub mod node;
pub mod outbox;
pub mod reference_counter;
pub mod refresh_token;
pub mod request;
pub mod request_assignee;
pub mod request_comment;
pub mod role_grant;
pub mod session;
pub mod setup_link;
pub mod signing_key;
pub mod site;
pub mod throttle;
pub mod user_account;
