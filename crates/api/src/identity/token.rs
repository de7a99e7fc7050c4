use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How long an access token lives [design: API].
pub const ACCESS_TOKEN_SECONDS: i64 = 600;

/// What an access token says (RFC 9068). Numbers are numbers: a token with `exp` as a string does not parse
/// (CVE-2026-25537).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Claims {
    pub iss: String,
    pub aud: String,
    /// The user.
    pub sub: Uuid,
    /// The session, which ends the token with it.
    pub sid: Uuid,
    pub iat: i64,
    pub exp: i64,
}

/// The only audience there is.
pub(super) const AUDIENCE: &str = "palier";
