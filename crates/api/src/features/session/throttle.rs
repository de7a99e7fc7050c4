//! Slows guessing down: per account and per address. Nobody is locked out for good.

use std::net::{IpAddr, Ipv6Addr};

use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, QueryFilter,
    sea_query::{CaseStatement, Expr, ExprTrait, OnConflict},
};

use crate::{
    db::{Db, DbError, Tx, entities::throttle, unfenced::Because},
    http::{Answer, Kind, Problem},
    random::digest,
};

/// Failures are forgotten this long after the first of them.
const WINDOW: Duration = Duration::minutes(15);
const PER_ACCOUNT: i32 = 10;
const PER_ADDRESS: i32 = 100;

/// The counters that one attempt touches.
#[derive(Debug)]
pub struct Throttle {
    counters: Vec<(String, i32)>,
}

impl Throttle {
    /// `account` is the folded login, known or not; keys are hashed, so that no name is kept.
    pub fn new(account: &str, address: Option<IpAddr>) -> Self {
        Self::counting(&[(format!("account {account}"), PER_ACCOUNT), (of("address", address), PER_ADDRESS)])
    }

    /// Counts what one account does, wherever it does it from.
    pub fn of_account(what: &str) -> Self {
        Self::counting(&[(format!("account {what}"), PER_ACCOUNT)])
    }

    /// Counts what comes from one address, whomever it concerns.
    pub fn of_address(what: &str, address: Option<IpAddr>) -> Self {
        Self::counting(&[(of(what, address), PER_ADDRESS)])
    }

    fn counting(counters: &[(String, i32)]) -> Self {
        Self { counters: counters.iter().map(|(key, limit)| (digest(key), *limit)).collect() }
    }

    /// Counts an attempt as failed, before its password is looked at: of many at once, none slips through.
    ///
    /// # Errors
    /// 429 while one of the two has failed too often.
    pub async fn admit(&self, db: &Db, now: DateTime<Utc>) -> Answer<()> {
        // Whoever is refused already costs no write.
        for row in self.rows(db).await? {
            self.refuse_when(&row, now, |failures, limit| failures >= limit)?;
        }
        let tx = db.begin().await?;
        let mut counted = Vec::new();
        for (key, _) in &self.counters {
            counted.push(count(&tx, key, now).await?);
        }
        tx.commit().await?;
        counted.iter().try_for_each(|row| self.refuse_when(row, now, |failures, limit| failures > limit))
    }

    /// The attempt was no failure: forgets those of the account, and takes this one back from the address.
    pub async fn forgive(&self, db: &Db) -> Result<(), DbError> {
        let [(account, _), others @ ..] = self.counters.as_slice() else { return Ok(()) };
        let tx = db.begin().await?;
        let unfenced = tx.unfenced(Because::NobodyIsKnownYet);
        let forgotten = unfenced.delete_many::<throttle::Entity>().filter(throttle::Column::Key.eq(account));
        forgotten.exec(unfenced.connection()).await?;
        let Some((address, _)) = others.first() else { return tx.commit().await };
        let one_less = Expr::col(throttle::Column::Failures).sub(1);
        let taken_back =
            unfenced.update_many::<throttle::Entity>().col_expr(throttle::Column::Failures, one_less);
        let taken_back =
            taken_back.filter(throttle::Column::Key.eq(address)).filter(throttle::Column::Failures.gt(0));
        taken_back.exec(unfenced.connection()).await?;
        tx.commit().await
    }

    fn refuse_when(
        &self,
        row: &throttle::Model,
        now: DateTime<Utc>,
        too_many: impl Fn(i32, i32) -> bool,
    ) -> Answer<()> {
        let limit =
            self.counters.iter().find(|(key, _)| *key == row.key).map_or(i32::MAX, |(_, limit)| *limit);
        let until = row.since + WINDOW;
        if until <= now || !too_many(row.failures, limit) {
            return Ok(());
        }
        let seconds = u64::try_from((until - now).num_seconds()).unwrap_or(0) + 1;
        Err(Problem::because(Kind::Throttled, "wait a while, then try again").retry_after(seconds))
    }

    async fn rows(&self, db: &Db) -> Result<Vec<throttle::Model>, DbError> {
        let db = db.unfenced(Because::NobodyIsKnownYet);
        let keys = self.counters.iter().map(|(key, _)| key.as_str());
        Ok(db
            .find::<throttle::Entity>()
            .filter(throttle::Column::Key.is_in(keys))
            .all(db.connection())
            .await?)
    }
}

fn of(what: &str, address: Option<IpAddr>) -> String {
    let address = address.map_or_else(|| "unknown".to_owned(), |address| subscriber(address).to_string());
    format!("{what} {address}")
}

/// What one subscriber holds: an IPv6 network of 64 bits is a single home, and has more addresses than could be counted.
fn subscriber(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => address.into(),
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into(),
    }
}

/// One more failure, in one statement: two servers that count at once both count.
async fn count(tx: &Tx, key: &str, now: DateTime<Utc>) -> Result<throttle::Model, DbError> {
    let column = |column| Expr::col((throttle::Entity, column));
    let recent = || column(throttle::Column::Since).gt(now - WINDOW);
    let failures = CaseStatement::new().case(recent(), column(throttle::Column::Failures).add(1)).finally(1);
    let since = CaseStatement::new().case(recent(), column(throttle::Column::Since)).finally(now);
    let again = OnConflict::column(throttle::Column::Key)
        .value(throttle::Column::Failures, failures)
        .value(throttle::Column::Since, since)
        .to_owned();
    let first = throttle::ActiveModel { key: Set(key.to_owned()), failures: Set(1), since: Set(now) };
    tx.unfenced(Because::NobodyIsKnownYet).upsert_returning(first, again).await
}
