//! `Idempotency-Key`: a creation that is sent twice happens once.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use chrono::{DateTime, Utc};
use domain::UserId;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    db::{DbError, Tx, entities::idempotency, unfenced::Because},
    http::{Answer, Kind, Problem},
    random::digest,
};

/// The longest key that is taken.
const MAX_KEY: usize = 255;

/// The key in the contract: visible ASCII.
#[derive(Debug, ToSchema)]
#[schema(value_type = String, min_length = 1, max_length = 255, pattern = r"^[!-~]{1,255}$")]
pub struct IdempotencyKeyText(#[expect(dead_code, reason = "only its schema is used")] String);

/// The key that came along, if any.
#[derive(Debug, Clone)]
pub struct IdempotencyKey(Option<String>);

impl FromRequest for IdempotencyKey {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Some(value) = request.headers().get("idempotency-key") else { return ready(Ok(Self(None))) };
        let visible = |key: &&str| {
            (1..=MAX_KEY).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic())
        };
        let key = value.to_str().ok().filter(visible);
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
    /// What an earlier sending made. Waits for one that is under way; from then on the key is held.
    ///
    /// # Errors
    /// 422 when the key came with another body before.
    pub async fn made_before(&self, tx: &Tx, now: DateTime<Utc>) -> Answer<Option<Uuid>> {
        let Some(key) = &self.key_hash else { return Ok(None) };
        let row = idempotency::ActiveModel {
            key_hash: Set(key.clone()),
            body_hash: Set(self.body_hash.clone()),
            made_id: Set(Uuid::nil()),
            at: Set(now),
        };
        // A no-op on the row that is there, unlike `DO NOTHING`, locks and answers it.
        let otherwise = OnConflict::column(idempotency::Column::KeyHash)
            .update_column(idempotency::Column::KeyHash)
            .to_owned();
        let known = tx.unfenced(Because::ItBelongsToWhatIsPermitted).upsert_returning(row, otherwise).await?;
        if known.body_hash == self.body_hash {
            return Ok(Some(known.made_id).filter(|made| !made.is_nil()));
        }
        Err(Problem::because(
            Kind::InvalidBody,
            "this `Idempotency-Key` was sent with another body; take a new key",
        ))
    }

    /// Keeps what was made, in the transaction that made it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep(self, tx: &Tx, made: Uuid) -> Result<(), DbError> {
        let Some(key) = self.key_hash else { return Ok(()) };
        let unfenced = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
        let held = unfenced.update_many::<idempotency::Entity>().filter(idempotency::Column::KeyHash.eq(key));
        held.col_expr(idempotency::Column::MadeId, Expr::value(made)).exec(unfenced.connection()).await?;
        Ok(())
    }
}
