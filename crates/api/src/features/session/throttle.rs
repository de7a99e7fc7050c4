//! Slows guessing down: per account and per address. Nobody is locked out for good.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, sea_query::OnConflict};

use crate::{
    db::{Db, DbError, entities::throttle, unfenced::Because},
    http::{Answer, Kind, Problem},
    random::digest,
};

/// Failures are forgotten this long after the first of them.
const WINDOW: Duration = Duration::minutes(15);
const PER_ACCOUNT: i32 = 10;
const PER_ADDRESS: i32 = 100;

/// The two counters that one attempt touches.
#[derive(Debug)]
pub struct Throttle {
    counters: [(String, i32); 2],
}

impl Throttle {
    /// `account` is the folded login, known or not; keys are hashed, so that no name is kept.
    pub fn new(account: &str, address: Option<std::net::IpAddr>) -> Self {
        let address = address.map_or_else(|| "unknown".to_owned(), |address| address.to_string());
        let counters = [(format!("account {account}"), PER_ACCOUNT), (format!("address {address}"), PER_ADDRESS)];
        Self { counters: counters.map(|(key, limit)| (digest(&key), limit)) }
    }

    /// # Errors
    /// 429 while one of the two has failed too often.
    pub async fn check(&self, db: &Db, now: DateTime<Utc>) -> Answer<()> {
        for row in self.rows(db).await? {
            let limit = self.counters.iter().find(|(key, _)| *key == row.key).map_or(i32::MAX, |(_, limit)| *limit);
            let until = row.since + WINDOW;
            if row.failures >= limit && until > now {
                let seconds = u64::try_from((until - now).num_seconds()).unwrap_or(0) + 1;
                return Err(Problem::because(Kind::Throttled, "wait a while, then try again").retry_after(seconds));
            }
        }
        Ok(())
    }

    /// Counts a failure on both.
    pub async fn count(&self, db: &Db, now: DateTime<Utc>) -> Result<(), DbError> {
        let known = self.rows(db).await?;
        for (key, _) in &self.counters {
            let row = known.iter().find(|row| row.key == *key && row.since + WINDOW > now);
            let (failures, since) = row.map_or((1, now), |row| (row.failures + 1, row.since));
            put(db, throttle::Model { key: key.clone(), failures, since }).await?;
        }
        Ok(())
    }

    /// Forgets the failures of the account: it logged in.
    pub async fn forgive(&self, db: &Db) -> Result<(), DbError> {
        let db = db.unfenced(Because::NobodyIsKnownYet);
        let account = throttle::Column::Key.eq(&self.counters[0].0);
        db.delete_many::<throttle::Entity>().filter(account).exec(db.connection()).await?;
        Ok(())
    }

    async fn rows(&self, db: &Db) -> Result<Vec<throttle::Model>, DbError> {
        let db = db.unfenced(Because::NobodyIsKnownYet);
        let keys = self.counters.iter().map(|(key, _)| key.as_str());
        Ok(db.find::<throttle::Entity>().filter(throttle::Column::Key.is_in(keys)).all(db.connection()).await?)
    }
}

async fn put(db: &Db, row: throttle::Model) -> Result<(), DbError> {
    let row = throttle::ActiveModel { key: Set(row.key), failures: Set(row.failures), since: Set(row.since) };
    let newer = OnConflict::column(throttle::Column::Key)
        .update_columns([throttle::Column::Failures, throttle::Column::Since])
        .to_owned();
    db.unfenced(Because::NobodyIsKnownYet).upsert(row, newer).await
}
