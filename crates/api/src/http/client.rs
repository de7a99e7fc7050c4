use std::net::IpAddr;

use actix_web::HttpRequest;

use crate::config::Config;

/// Who is at the other end. `X-Forwarded-For` counts only from trusted proxies: of all its lines, the last entry that
/// is none of them. What stands before it, anybody could have written.
#[must_use]
pub fn client_address(request: &HttpRequest, config: &Config) -> Option<IpAddr> {
    let trusted =
        |address: &IpAddr| config.trusted_proxies.iter().any(|proxy| proxy.to_canonical() == *address);
    let peer = request.peer_addr()?.ip().to_canonical();
    if !trusted(&peer) {
        return Some(peer);
    }
    let lines: Vec<_> =
        request.headers().get_all("x-forwarded-for").filter_map(|line| line.to_str().ok()).collect();
    let entries = lines.iter().rev().flat_map(|line| line.rsplit(','));
    let addresses =
        entries.map_while(|entry| entry.trim().parse::<IpAddr>().ok()).map(|address| address.to_canonical());
    addresses.into_iter().find(|address| !trusted(address)).or(Some(peer))
}
