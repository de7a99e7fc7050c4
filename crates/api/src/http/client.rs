use std::net::IpAddr;

use actix_web::HttpRequest;

use crate::config::Config;

/// Who is at the other end. `X-Forwarded-For` counts only from a trusted proxy, and then its last entry.
#[must_use]
pub fn client_address(request: &HttpRequest, config: &Config) -> Option<IpAddr> {
    let peer = request.peer_addr()?.ip();
    if !config.trusted_proxies.contains(&peer) {
        return Some(peer);
    }
    let forwarded = request.headers().get("x-forwarded-for").and_then(|value| value.to_str().ok());
    forwarded.and_then(|list| list.rsplit(',').next()?.trim().parse().ok()).or(Some(peer))
}
