//! One actix application: the API, its documentation, the embedded app, and what surrounds every request.

use actix_web::{
    App as Actix, HttpRequest, HttpResponse, ResponseError,
    body::MessageBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    guard::{self, Guard},
    http::header,
    middleware::from_fn,
    web,
};
use utoipa_actix_web::AppExt;
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::{
    app::{App, routes},
    http::{Kind, MAX_BODY_BYTES, Problem, middleware},
    spa,
};

/// Where the contract is served.
const CONTRACT: &str = "/api/openapi.json";

/// Where a supervisor asks whether the server lives.
const HEALTH: &str = "/healthz";

/// The whole server, as one worker thread runs it.
pub fn service(
    app: web::Data<App>,
) -> Actix<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = actix_web::Error,
        InitError = (),
    >,
> {
    let (actix, _) = Actix::new().into_utoipa_app().configure(routes).split_for_parts();
    actix
        .app_data(app)
        .app_data(web::PayloadConfig::new(MAX_BODY_BYTES))
        .service(web::resource(CONTRACT).guard(reads()).to(contract))
        .service(web::redirect("/api/docs", "/api/docs/"))
        .service(SwaggerUi::new("/api/docs/{_:.*}").config(Config::new([CONTRACT]).use_base_layout()))
        .service(web::resource(HEALTH).guard(reads()).to(HttpResponse::NoContent))
        .default_service(web::to(fallback))
        .wrap(from_fn(middleware::harden))
        .wrap(from_fn(middleware::name_request))
}

/// Other methods go to [`fallback`], which names those that are taken.
fn reads() -> impl Guard {
    guard::Any(guard::Get()).or(guard::Head())
}

async fn contract(app: web::Data<App>) -> HttpResponse {
    HttpResponse::Ok().json(app.contract.document())
}

/// A wrong path of the API is a problem; any other wrong path is one that the app may know.
async fn fallback(request: HttpRequest, app: web::Data<App>) -> HttpResponse {
    let path = request.path();
    let methods =
        if [CONTRACT, HEALTH].contains(&path) { vec!["get", "head"] } else { app.contract.methods(path) };
    if !methods.is_empty() {
        let mut answer = Problem::new(Kind::MethodNotAllowed).error_response();
        if let Ok(value) = header::HeaderValue::from_str(&methods.join(", ").to_uppercase()) {
            answer.headers_mut().insert(header::ALLOW, value);
        }
        return answer;
    }
    if path == "/api" || path.starts_with("/api/") || path.starts_with("/.well-known/") {
        return Problem::not_found().error_response();
    }
    spa::serve(&request)
}
