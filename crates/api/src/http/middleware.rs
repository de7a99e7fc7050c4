//! What happens around every request.

use std::sync::Arc;

use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::header::{self, HeaderName, HeaderValue},
    middleware::Next,
    web,
};

use crate::app::App;

tokio::task_local! {
    static REQUEST_ID: Arc<str>;
}

/// The id of the request being answered: in its problem document, its header and the log.
#[must_use]
pub fn current_request_id() -> String {
    REQUEST_ID.try_with(ToString::to_string).unwrap_or_default()
}

/// Gives each request an id, which the answer carries.
///
/// # Errors
/// What the service answers.
pub async fn name_request(
    app: web::Data<App>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let id: Arc<str> = app.random.id(app.clock.now()).to_string().into();
    let header = HeaderValue::from_str(&id).unwrap_or_else(|_| HeaderValue::from_static(""));
    let method = request.method().clone();
    let path = request.path().to_owned();
    let answer = REQUEST_ID.scope(Arc::clone(&id), next.call(request)).await;
    let mut answer = answer?;
    tracing::info!(request_id = %id, %method, path, status = answer.status().as_u16(), "answered");
    answer.headers_mut().insert(HeaderName::from_static("x-request-id"), header);
    Ok(answer)
}

/// No exception but the one that WASM needs.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' blob: data:; connect-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'self'; \
     base-uri 'none'; frame-ancestors 'none'";

/// Puts the headers that browsers need on every answer.
///
/// # Errors
/// What the service answers.
pub async fn harden(
    app: web::Data<App>,
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let mut answer = next.call(request).await?;
    let headers = answer.headers_mut();
    let mut put = |name: HeaderName, value: &'static str| {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    };
    put(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY);
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(header::REFERRER_POLICY, "no-referrer");
    put(header::X_FRAME_OPTIONS, "DENY");
    put(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    put(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    put(HeaderName::from_static("permissions-policy"), "camera=(self), geolocation=(), microphone=()");
    put(header::CACHE_CONTROL, "no-store");
    if app.config.is_https() {
        put(header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains");
    }
    Ok(answer)
}
