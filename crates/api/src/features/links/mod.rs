//! Links that are sent by mail: to open an account, to choose another password, to prove an address [PP-10, PL-3].
//!
//! INVARIANT: of a token only the hash can be read at rest; it is used once, in one conditional update.

mod ask_password_reset;
mod asks;
mod choose_password;
mod confirm_email;
mod many;
mod open_link;
mod redeem;
mod store;
mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

pub use asks::answer_asks;
pub use choose_password::{flaw_at, known_of};
pub use many::{Sent, sent_to};
pub use store::{
    Kind, Letter, Tools, after_new_password, ask_to_confirm, cancel_all, cancel_email_change,
    latest_invitation, pending_email, send,
};
pub use wire::{LinkState, ShownInvitation};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(open_link::open_link)
        .service(choose_password::choose_password)
        .service(confirm_email::confirm_email)
        .service(ask_password_reset::ask_password_reset);
}
