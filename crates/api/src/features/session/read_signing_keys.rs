use actix_web::{
    get,
    web::{Data, Json},
};

use super::wire::{SigningKey, SigningKeys};
use crate::app::App;

/// The public keys that check access tokens (RFC 7517).
#[utoipa::path(
    tag = "session",
    security(()),
    responses((status = 200, description = "The keys", body = SigningKeys))
)]
#[get("/jwks.json")]
pub async fn read_signing_keys(app: Data<App>) -> Json<SigningKeys> {
    let key = |(id, x): (uuid::Uuid, String)| SigningKey {
        kty: "OKP",
        crv: "Ed25519",
        alg: "EdDSA",
        usage: "sig",
        kid: id.to_string(),
        x,
    };
    Json(SigningKeys { keys: app.keys.public().into_iter().map(key).collect() })
}
