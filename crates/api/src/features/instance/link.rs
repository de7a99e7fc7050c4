//! The one-time set-up link of an empty instance.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use secrecy::{ExposeSecret, SecretString};

use crate::{
    db::{
        Db, DbError, Tx,
        entities::{node, setup_link},
        unfenced::Because,
    },
    http::{Answer, Kind, Problem},
    random::{Random, digest},
};

/// How long a link is good for; every start makes a new one.
const GOOD_FOR: Duration = Duration::hours(24);

/// Whether the instance has been set up: it has its node at the top.
///
/// # Errors
/// When the database fails.
pub async fn is_set_up(db: &Db) -> Result<bool, DbError> {
    let unfenced = db.unfenced(Because::TheInstanceIsBeingSetUp);
    Ok(unfenced.find::<node::Entity>().one(unfenced.connection()).await?.is_some())
}

/// Makes the link's token and cancels those before it.
///
/// # Errors
/// When the database fails.
pub async fn make(db: &Db, random: &dyn Random, now: DateTime<Utc>) -> Result<String, DbError> {
    let tx = db.begin().await?;
    let unfenced = tx.unfenced(Because::TheInstanceIsBeingSetUp);
    unfenced.delete_many::<setup_link::Entity>().exec(unfenced.connection()).await?;
    let token = random.token();
    let row = setup_link::ActiveModel { hash: Set(digest(&token)), expires_at: Set(now + GOOD_FOR) };
    unfenced.insert(row).await?;
    tx.commit().await?;
    Ok(token)
}

/// Leave to set the instance up: the link was presented, and nobody has used it before.
///
/// # Errors
/// 409 when the instance is set up, 403 for a wrong or expired link.
pub async fn check(db: &Db, token: &SecretString, now: DateTime<Utc>) -> Answer<()> {
    if is_set_up(db).await? {
        return Err(done_already());
    }
    let unfenced = db.unfenced(Because::TheInstanceIsBeingSetUp);
    let found =
        unfenced.find::<setup_link::Entity>().filter(presented(token, now)).one(unfenced.connection()).await;
    found.map_err(DbError::from)?.map(drop).ok_or_else(wrong)
}

/// Uses the link up, in the transaction of the set-up: of two at once, one finds it gone.
///
/// # Errors
/// 403 when it is wrong, expired or used.
pub async fn consume(tx: &Tx, token: &SecretString, now: DateTime<Utc>) -> Answer<()> {
    let unfenced = tx.unfenced(Because::TheInstanceIsBeingSetUp);
    let gone = unfenced.delete_many::<setup_link::Entity>().filter(presented(token, now));
    let gone = gone.exec(unfenced.connection()).await.map_err(DbError::from)?;
    if gone.rows_affected == 1 { Ok(()) } else { Err(wrong()) }
}

fn presented(token: &SecretString, now: DateTime<Utc>) -> sea_orm::Condition {
    sea_orm::Condition::all()
        .add(setup_link::Column::Hash.eq(digest(token.expose_secret())))
        .add(setup_link::Column::ExpiresAt.gt(now))
}

fn done_already() -> Problem {
    Problem::because(Kind::AlreadySetUp, "log in instead")
}

fn wrong() -> Problem {
    Problem::because(Kind::Refused, "this set-up link is not valid; start the server again to get a new one")
}
