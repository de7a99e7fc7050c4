use std::future::{Ready, ready};

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::header::{self, HeaderName},
};

use super::{Kind, Problem};

/// The version that an update changes, from `If-Match` (RFC 9110, 13.1.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IfMatch {
    Any,
    Version(i32),
    /// A tag that none of ours equals.
    Foreign,
}

impl IfMatch {
    /// Compares with the version that is stored now.
    ///
    /// # Errors
    /// 412 when somebody changed it since the caller read it.
    pub fn check(self, current: i32) -> Result<(), Problem> {
        match self {
            Self::Any => Ok(()),
            Self::Version(version) if version == current => Ok(()),
            _ => Err(Problem::because(Kind::PreconditionFailed, "read it again, then repeat your change")),
        }
    }

    fn parse(value: &str) -> Self {
        let value = value.trim();
        if value == "*" {
            return Self::Any;
        }
        let version = value
            .strip_prefix('"')
            .and_then(|value| value.strip_suffix('"'))
            .and_then(|tag| tag.parse().ok());
        version.map_or(Self::Foreign, Self::Version)
    }
}

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let value = request.headers().get(header::IF_MATCH).and_then(|value| value.to_str().ok());
        ready(value.map(Self::parse).ok_or_else(|| {
            Problem::because(Kind::PreconditionRequired, "send the `ETag` you read in an `If-Match` header")
        }))
    }
}

/// The `ETag` header of a version.
#[must_use]
pub fn etag(version: i32) -> (HeaderName, String) {
    (header::ETAG, format!("\"{version}\""))
}

#[cfg(test)]
mod tests {
    use super::IfMatch;

    #[test]
    fn only_the_very_version_matches() {
        assert!(IfMatch::parse("\"7\"").check(7).is_ok());
        assert!(IfMatch::parse("*").check(7).is_ok());
        for stale in ["\"6\"", "W/\"7\"", "7", ""] {
            assert!(IfMatch::parse(stale).check(7).is_err(), "{stale}");
        }
    }
}
