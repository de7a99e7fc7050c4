use std::sync::{Arc, RwLock};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Utc};
use ed25519_dalek::{SigningKey, pkcs8::EncodePrivateKey};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use sea_orm::{ActiveValue::Set, QueryOrder};
use uuid::Uuid;

use super::token::{ACCESS_TOKEN_SECONDS, AUDIENCE, Claims};
use crate::{
    db::{Db, DbError, entities::signing_key, unfenced::Because},
    random::Random,
    sealing::{CannotOpen, Sealing},
};

/// A key signs for this long; its successor is made at the start after that.
const SIGNS_FOR: Duration = Duration::days(90);

/// The keys that sign and check access tokens. Several servers on one database share them.
#[derive(Debug, Clone)]
pub struct KeyRing {
    issuer: String,
    keys: Arc<RwLock<Vec<Key>>>,
}

#[derive(Clone)]
struct Key {
    id: Uuid,
    public: String,
    encoding: EncodingKey,
    decoding: DecodingKey,
    created_at: DateTime<Utc>,
}

/// The keys cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum KeyRingError {
    #[error(transparent)]
    Database(#[from] DbError),
    #[error(transparent)]
    Sealed(#[from] CannotOpen),
    #[error("a signing key in the database is damaged; delete it, and everybody logs in again")]
    Damaged,
}

impl KeyRing {
    /// Reads the keys; makes one when there is none young enough.
    ///
    /// # Errors
    /// When the database fails or the keys were sealed with another key file.
    pub async fn open(
        db: &Db,
        sealing: &Sealing,
        random: &dyn Random,
        now: DateTime<Utc>,
        issuer: &str,
    ) -> Result<Self, KeyRingError> {
        let ring = Self { issuer: issuer.to_owned(), keys: Arc::default() };
        ring.reload(db, sealing).await?;
        let young = ring.newest().is_some_and(|key| now - key.created_at < SIGNS_FOR);
        if !young {
            make(db, sealing, random, now).await?;
            ring.reload(db, sealing).await?;
        }
        Ok(ring)
    }

    /// Reads the keys again: another server may have made one.
    ///
    /// # Errors
    /// When the database fails or the keys were sealed with another key file.
    pub async fn reload(&self, db: &Db, sealing: &Sealing) -> Result<(), KeyRingError> {
        let db = db.unfenced(Because::NobodyIsKnownYet);
        let newest_first = db.find::<signing_key::Entity>().order_by_desc(signing_key::Column::CreatedAt);
        let rows = newest_first.all(db.connection()).await.map_err(DbError::from)?;
        let keys = rows.into_iter().map(|row| Key::read(row, sealing)).collect::<Result<Vec<_>, _>>()?;
        *self.keys.write().unwrap_or_else(std::sync::PoisonError::into_inner) = keys;
        Ok(())
    }

    /// Whether a token names a key that this ring has not seen.
    #[must_use]
    pub fn knows(&self, token: &str) -> bool {
        self.named_in(token).is_some()
    }

    /// An access token for one session of one user.
    ///
    /// # Errors
    /// [`KeyRingError::Damaged`] when the newest key cannot sign.
    pub fn issue(&self, user: Uuid, session: Uuid, now: DateTime<Utc>) -> Result<String, KeyRingError> {
        let key = self.newest().ok_or(KeyRingError::Damaged)?;
        let mut header = Header::new(Algorithm::EdDSA);
        header.kid = Some(key.id.to_string());
        header.typ = Some("at+jwt".to_owned());
        let iat = now.timestamp();
        let claims = Claims {
            iss: self.issuer.clone(),
            aud: AUDIENCE.to_owned(),
            sub: user,
            sid: session,
            iat,
            exp: iat + ACCESS_TOKEN_SECONDS,
        };
        jsonwebtoken::encode(&header, &claims, &key.encoding).map_err(|_| KeyRingError::Damaged)
    }

    /// What a token says, if one of our keys signed it for us and it has not run out at `now`.
    #[must_use]
    pub fn read(&self, token: &str, now: DateTime<Utc>) -> Option<Claims> {
        let key = self.named_in(token)?;
        let mut rules = Validation::new(Algorithm::EdDSA);
        rules.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        rules.set_issuer(&[&self.issuer]);
        rules.set_audience(&[AUDIENCE]);
        // The clock that was passed in decides, below.
        rules.validate_exp = false;
        let claims = jsonwebtoken::decode::<Claims>(token, &key.decoding, &rules).ok()?.claims;
        (claims.exp > now.timestamp()).then_some(claims)
    }

    /// The public halves (RFC 7517, RFC 8037).
    #[must_use]
    pub fn public(&self) -> Vec<(Uuid, String)> {
        self.all().into_iter().map(|key| (key.id, key.public)).collect()
    }

    fn named_in(&self, token: &str) -> Option<Key> {
        let header = jsonwebtoken::decode_header(token).ok()?;
        let ours = header.alg == Algorithm::EdDSA && header.typ.as_deref() == Some("at+jwt");
        let kid: Uuid = header.kid.filter(|_| ours)?.parse().ok()?;
        self.all().into_iter().find(|key| key.id == kid)
    }

    fn newest(&self) -> Option<Key> {
        self.all().into_iter().next()
    }

    fn all(&self) -> Vec<Key> {
        self.keys.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }
}

impl Key {
    fn read(row: signing_key::Model, sealing: &Sealing) -> Result<Self, KeyRingError> {
        let seed: [u8; 32] =
            sealing.unseal(&row.sealed_private)?.try_into().map_err(|_| KeyRingError::Damaged)?;
        let private = SigningKey::from_bytes(&seed);
        let der = private.to_pkcs8_der().map_err(|_| KeyRingError::Damaged)?;
        Ok(Self {
            id: row.id,
            public: row.public,
            encoding: EncodingKey::from_ed_der(der.as_bytes()),
            decoding: DecodingKey::from_ed_der(private.verifying_key().as_bytes()),
            created_at: row.created_at,
        })
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Key({})", self.id)
    }
}

async fn make(db: &Db, sealing: &Sealing, random: &dyn Random, now: DateTime<Utc>) -> Result<(), DbError> {
    let mut seed = [0; 32];
    random.fill(&mut seed);
    let public = SigningKey::from_bytes(&seed).verifying_key();
    let row = signing_key::ActiveModel {
        id: Set(random.id(now)),
        sealed_private: Set(sealing.seal(&seed, random)),
        public: Set(URL_SAFE_NO_PAD.encode(public.as_bytes())),
        created_at: Set(now),
    };
    db.unfenced(Because::NobodyIsKnownYet).insert(row).await.map(drop)
}
