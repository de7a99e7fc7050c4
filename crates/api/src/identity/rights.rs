//! The actors that operations are given, compiled once and kept for as long as they hold.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use authz::{Actor, Stamp};
use chrono::{DateTime, Utc};
use domain::UserId;
use sea_orm::ConnectionTrait;

use super::facts::{Whose, subjects};
use crate::db::{DbError, unfenced::Unfenced};

/// How many compiled actors are kept; one takes about a kilobyte.
const KEPT: usize = 50_000;

/// The actors that were compiled lately, each good for as long as its stamp holds.
#[derive(Debug, Default)]
pub struct Rights(Mutex<HashMap<UserId, Arc<Actor>>>);

impl Rights {
    /// The actor behind an account whose rights are in the state `stamp`. `None`: there is no such account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn actor<C: ConnectionTrait>(
        &self,
        db: &Unfenced<'_, C>,
        user: UserId,
        stamp: Stamp,
        now: DateTime<Utc>,
    ) -> Result<Option<Arc<Actor>>, DbError> {
        if let Some(known) = self.known(user, stamp, now) {
            return Ok(Some(known));
        }
        let Some(subject) = subjects(db, Whose::These(&[user.0])).await?.pop() else { return Ok(None) };
        let actor = Arc::new(Actor::compile(&subject, now, stamp));
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(user, Arc::clone(&actor));
        Ok(Some(actor))
    }

    fn known(&self, user: UserId, stamp: Stamp, now: DateTime<Utc>) -> Option<Arc<Actor>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let actor = kept.get(&user)?;
        let good = actor.stamp() == stamp && actor.valid_until().is_none_or(|until| now < until);
        good.then(|| Arc::clone(actor))
    }
}
