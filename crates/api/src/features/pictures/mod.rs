//! Photos and signatures of people, each as we made it from what was sent [PP-3].

mod answer;
mod own;
mod read_my_photo;
mod read_my_signature;
mod read_user_photo;
mod remove_my_photo;
mod remove_my_signature;
mod remove_user_photo;
mod set_my_photo;
mod set_my_signature;
mod set_user_photo;
mod store;
mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

pub use answer::{IfNoneMatch, sent, shown};
pub use store::{Holder, remove, replace};
pub use wire::{KeptPicture, PictureFile};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(read_my_photo::read_my_photo)
        .service(set_my_photo::set_my_photo)
        .service(remove_my_photo::remove_my_photo)
        .service(read_my_signature::read_my_signature)
        .service(set_my_signature::set_my_signature)
        .service(remove_my_signature::remove_my_signature)
        .service(read_user_photo::read_user_photo)
        .service(set_user_photo::set_user_photo)
        .service(remove_user_photo::remove_user_photo);
}
