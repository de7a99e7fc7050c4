use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::features::account::Me;

/// What the login form sends.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// Username or email address, upper and lower case alike.
    #[schema(min_length = 1, max_length = 254, pattern = r"^[^\x00]*$")]
    pub login: String,
    #[schema(min_length = 1, max_length = 256, format = Password)]
    pub password: String,
    /// Stay logged in on this device after the browser closes.
    #[serde(default)]
    #[schema(default = false)]
    pub stay: bool,
}

/// An open session. The refresh token travels apart, in an HttpOnly cookie.
#[derive(Debug, Serialize, ToSchema)]
pub struct Session {
    /// A JWT (EdDSA) for the `Authorization` header.
    pub access_token: String,
    /// How long it lives, in seconds.
    pub expires_in: i64,
    pub user: Me,
}

/// The public keys that check access tokens (RFC 7517).
#[derive(Debug, Serialize, ToSchema)]
pub struct SigningKeys {
    pub keys: Vec<SigningKey>,
}

/// A public key (RFC 8037).
#[derive(Debug, Serialize, ToSchema)]
pub struct SigningKey {
    #[schema(example = "OKP")]
    pub kty: &'static str,
    #[schema(example = "Ed25519")]
    pub crv: &'static str,
    #[schema(example = "EdDSA")]
    pub alg: &'static str,
    #[serde(rename = "use")]
    #[schema(example = "sig")]
    pub usage: &'static str,
    pub kid: String,
    /// The key, base64url.
    pub x: String,
}
