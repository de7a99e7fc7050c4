use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
    http::header,
};

use super::store::STAY;
use crate::{
    config::Config,
    http::{Answer, Kind, Problem},
};

/// The cookie that holds the refresh token. Without TLS, on loopback only, it cannot have the `__Host-` prefix.
const fn name(config_is_https: bool) -> &'static str {
    if config_is_https { "__Host-palier-refresh" } else { "palier-refresh" }
}

/// Hands the refresh token to the browser, out of the reach of scripts and of other sites.
pub fn hold(config: &Config, token: String, stay: bool) -> Cookie<'static> {
    let mut cookie = Cookie::build(name(config.is_https()), token)
        .path("/")
        .http_only(true)
        .secure(config.is_https())
        .same_site(SameSite::Strict)
        .finish();
    if stay {
        cookie.set_max_age(Duration::seconds(STAY.num_seconds()));
    }
    cookie
}

/// Makes the browser forget the refresh token.
pub fn forget(config: &Config) -> Cookie<'static> {
    let mut cookie = hold(config, String::new(), false);
    cookie.make_removal();
    cookie
}

/// The refresh token that came along; refused when another site's page sent it.
///
/// # Errors
/// 401 without a cookie, 403 from a foreign origin.
pub fn take(request: &HttpRequest, config: &Config) -> Answer<String> {
    let origin = request.headers().get(header::ORIGIN).and_then(|value| value.to_str().ok());
    let ours = config.public_url.origin().ascii_serialization();
    if origin.is_some_and(|origin| origin != ours) {
        return Err(Problem::because(Kind::Refused, "this may only be asked by the app itself"));
    }
    let cookie = request.cookie(name(config.is_https()));
    cookie.map(|cookie| cookie.value().to_owned()).ok_or_else(|| Problem::new(Kind::NotAuthenticated))
}
