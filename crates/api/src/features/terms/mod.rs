//! The terms of use: versions that everybody must accept before anything else [CT-7].

mod accept_terms;
mod acceptances;
mod correct_terms;
mod create_terms_version;
mod list_terms_acceptances;
mod list_terms_versions;
mod read_terms;
mod read_terms_version;
mod store;
mod wire;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(read_terms::read_terms)
        .service(accept_terms::accept_terms)
        .service(list_terms_versions::list_terms_versions)
        .service(create_terms_version::create_terms_version)
        .service(read_terms_version::read_terms_version)
        .service(correct_terms::correct_terms)
        .service(list_terms_acceptances::list_terms_acceptances);
}
