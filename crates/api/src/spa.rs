//! The app for the browser: files that the bundle made, embedded, precompressed.

use actix_web::{
    HttpRequest, HttpResponse, ResponseError,
    http::{Method, header},
};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::http::{Kind, Problem};

#[derive(RustEmbed)]
#[folder = "../bundle/dist"]
#[allow_missing = true]
struct Bundle;

const INDEX: &str = "index.html";

/// Names under here hold a hash of their content, so browsers may keep them for good.
const IMMUTABLE: &str = "assets/";

/// The encodings that the bundle has files for, best first.
const ENCODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// The file that a path names; the app itself for any other path, for it knows its own addresses.
pub fn serve(request: &HttpRequest) -> HttpResponse {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        let mut answer = Problem::new(Kind::MethodNotAllowed).error_response();
        answer.headers_mut().insert(header::ALLOW, header::HeaderValue::from_static("GET, HEAD"));
        return answer;
    }
    let name = request.path().trim_start_matches('/');
    if !name.is_empty() && Bundle::get(name).is_some() {
        return file(request, name);
    }
    if name.starts_with(IMMUTABLE) {
        return Problem::not_found().error_response();
    }
    file(request, INDEX)
}

fn file(request: &HttpRequest, name: &str) -> HttpResponse {
    let Some((file, encoding)) = chosen(request, name) else {
        let detail = "this server was built without the app; build it with `just serve`";
        return Problem::because(Kind::Unavailable, detail).error_response();
    };
    let etag = format!("\"{}\"", hex(&file.metadata.sha256_hash()[..16]));
    let cache = if name.starts_with(IMMUTABLE) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut answer = HttpResponse::Ok();
    answer.insert_header((header::CACHE_CONTROL, cache));
    answer.insert_header((header::VARY, "accept-encoding"));
    answer.insert_header((header::ETAG, etag.clone()));
    let known = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    if known.is_some_and(|known| known.split(',').any(|known| names(known.trim(), &etag))) {
        return answer.status(actix_web::http::StatusCode::NOT_MODIFIED).finish();
    }
    if let Some(encoding) = encoding {
        answer.insert_header((header::CONTENT_ENCODING, encoding));
    }
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    answer.insert_header((header::CONTENT_TYPE, content_type(&kind))).body(file.data.into_owned())
}

/// Whether a tag of `If-None-Match` is `etag`; a proxy may have made it weak (RFC 9110, 13.1.2).
fn names(known: &str, etag: &str) -> bool {
    known == "*" || known.strip_prefix("W/").unwrap_or(known) == etag
}

/// The smallest form of a file that the browser takes.
fn chosen(request: &HttpRequest, name: &str) -> Option<(EmbeddedFile, Option<&'static str>)> {
    let accepted =
        request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    let takes = |encoding: &str| {
        accepted
            .split(',')
            .map(str::trim)
            .any(|item| item.split(';').next() == Some(encoding) && !item.ends_with("q=0"))
    };
    let compressed = ENCODINGS.into_iter().filter(|(encoding, _)| takes(encoding));
    let mut compressed = compressed
        .filter_map(|(encoding, ending)| Some((Bundle::get(&format!("{name}{ending}"))?, Some(encoding))));
    compressed.next().or_else(|| Some((Bundle::get(name)?, None)))
}

fn content_type(kind: &mime_guess::Mime) -> String {
    if kind.type_() == "text" || kind.subtype() == "javascript" {
        return format!("{}; charset=utf-8", kind.essence_str());
    }
    kind.essence_str().to_owned()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
