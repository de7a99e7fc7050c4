//! Who forgot a password is noted at once and answered later, so that the time of an answer tells nothing.

use std::net::IpAddr;

use chrono::{DateTime, Duration, Utc};
use domain::UserId;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{LockBehavior, LockType},
};
use serde_json::json;

use super::store::{Kind, Letter, Tools, send_to_whoever_asked};
use crate::{
    audit::Happened,
    db::{Db, DbError, Tx, entities::password_reset_ask, unfenced::Because},
    features::{session, settings},
    identity::facts::is_let_in,
    random::Random,
    sealing::Sealing,
};

/// Whoever waited longer has given up.
const PATIENCE: Duration = Duration::hours(1);

/// How many are answered at once.
const AT_ONCE: u64 = 20;

/// Notes that somebody asked.
pub async fn note(
    db: &Db,
    random: &dyn Random,
    now: DateTime<Utc>,
    login: &str,
    address: Option<IpAddr>,
) -> Result<(), DbError> {
    let row = password_reset_ask::ActiveModel {
        id: Set(random.id(now)),
        login: Set(login.to_owned()),
        address: Set(address.map(|address| address.to_string())),
        created_at: Set(now),
    };
    let tx = db.begin().await?;
    tx.unfenced(Because::NobodyIsKnownYet).insert(row).await?;
    tx.commit().await
}

/// Answers those who asked: a link for each that has an account which is let in.
///
/// # Errors
/// When the database fails.
pub async fn answer_asks(
    db: &Db,
    sealing: &Sealing,
    random: &dyn Random,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let unfenced = db.unfenced(Because::TheServerWorksByItself);
    if unfenced.find::<password_reset_ask::Entity>().one(unfenced.connection()).await?.is_none() {
        return Ok(());
    }
    let tx = db.begin().await?;
    let asks = claimed(&tx).await?;
    for ask in &asks {
        if now - ask.created_at < PATIENCE {
            answer(db, &tx, Tools { random, sealing, now }, ask).await?;
        }
    }
    let done = password_reset_ask::Column::Id.is_in(asks.iter().map(|ask| ask.id));
    let unfenced = tx.unfenced(Because::TheServerWorksByItself);
    unfenced.delete_many::<password_reset_ask::Entity>().filter(done).exec(unfenced.connection()).await?;
    tx.commit().await
}

async fn claimed(tx: &Tx) -> Result<Vec<password_reset_ask::Model>, DbError> {
    let unfenced = tx.unfenced(Because::TheServerWorksByItself);
    let asks = unfenced
        .find::<password_reset_ask::Entity>()
        .order_by_asc(password_reset_ask::Column::Id)
        .limit(AT_ONCE)
        // Dropped on SQLite, whose transaction holds everything.
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    Ok(asks.all(unfenced.connection()).await?)
}

async fn answer(db: &Db, tx: &Tx, tools: Tools<'_>, ask: &password_reset_ask::Model) -> Result<(), DbError> {
    let Some(account) = session::find_account(db, &ask.login).await? else { return Ok(()) };
    if !is_let_in(&account, tools.now) {
        return Ok(());
    }
    let organisation = settings::switches(tx).await?.organisation_name;
    // Only to the address that was proven or set by whoever manages the account [CVE-2023-7028].
    let to = &account.email;
    let letter =
        Letter { kind: Kind::PasswordReset, account: &account, to, by: None, organisation: &organisation };
    send_to_whoever_asked(tx, tools, letter).await?;
    let detail = json!({ "from": ask.address });
    let operation = "ask_password_reset";
    let line = Happened { operation, subject: "user", id: account.id, working: true, detail };
    let because = Because::TheServerWorksByItself;
    line.record_unfenced(tx, because, tools.random, tools.now, None::<UserId>);
    Ok(())
}
