//! `Idempotency-Key`: a creation that is sent twice happens once.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use chrono::{DateTime, Utc};
use domain::UserId;
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    db::{DbError, Tx, entities::idempotency, unfenced::Because},
    http::{Answer, Kind, Problem},
    random::digest,
};

/// The longest key that is taken.
const MAX_KEY: usize = 255;

/// The key that came along, if any.
#[derive(Debug, Clone)]
pub struct IdempotencyKey(Option<String>);

impl FromRequest for IdempotencyKey {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Some(value) = request.headers().get("idempotency-key") else { return ready(Ok(Self(None))) };
        let key = value.to_str().ok().filter(|key| (1..=MAX_KEY).contains(&key.len()));
        ready(key.map(|key| Self(Some(key.to_owned()))).ok_or_else(|| {
            Problem::because(Kind::Malformed, "`Idempotency-Key` must be 1 to 255 visible ASCII characters")
        }))
    }
}

/// One creation: who asks for what, under which key.
#[derive(Debug)]
pub struct Once {
    key_hash: Option<String>,
    body_hash: String,
}

impl IdempotencyKey {
    /// What identifies this creation.
    #[must_use]
    pub fn once<B: Serialize>(&self, operation: &str, by: UserId, body: &B) -> Once {
        let key_hash = self.0.as_ref().map(|key| digest(&format!("{by} {operation} {key}")));
        Once { key_hash, body_hash: digest(&serde_json::to_string(body).unwrap_or_default()) }
    }
}

impl Once {
    /// What an earlier sending made.
    ///
    /// # Errors
    /// 422 when the key came with another body before.
    pub async fn made_before(&self, tx: &Tx) -> Answer<Option<Uuid>> {
        let Some(key) = &self.key_hash else { return Ok(None) };
        let unfenced = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
        let known = unfenced.find::<idempotency::Entity>().filter(idempotency::Column::KeyHash.eq(key));
        let Some(known) = known.one(unfenced.connection()).await.map_err(DbError::from)? else { return Ok(None) };
        if known.body_hash == self.body_hash {
            return Ok(Some(known.made_id));
        }
        Err(Problem::because(Kind::InvalidBody, "this `Idempotency-Key` was sent with another body; take a new key"))
    }

    /// Keeps what was made, in the transaction that made it.
    ///
    /// # Errors
    /// When the database fails, or the same key is being used right now.
    pub async fn keep(self, tx: &Tx, made: Uuid, now: DateTime<Utc>) -> Result<(), DbError> {
        let Some(key_hash) = self.key_hash else { return Ok(()) };
        let row = idempotency::ActiveModel {
            key_hash: Set(key_hash),
            body_hash: Set(self.body_hash),
            made_id: Set(made),
            at: Set(now),
        };
        tx.unfenced(Because::ItBelongsToWhatIsPermitted).insert(row).await.map(drop)
    }
}
