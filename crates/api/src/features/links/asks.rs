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

use super::store::{Kind, Letter, Tools, account as account_of, has_fresh, send_to_whoever_asked};
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

/// How many are answered in a row.
const AT_ONCE: usize = 20;

/// Who asks again earlier is sent nothing new: strangers neither flood a mailbox nor take away the link that is in it.
const AGAIN_AFTER: Duration = Duration::minutes(5);

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
    for _ in 0..AT_ONCE {
        // Each in a transaction of its own: what fails for one fails for nobody else, and stops no mail.
        match answer_one(db, Tools { random, sealing, now }).await {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                tracing::warn!(error = ?error, "a forgotten password is answered later");
                break;
            }
        }
    }
    Ok(())
}

/// Answers whoever has waited the longest; `false` when nobody waits.
async fn answer_one(db: &Db, tools: Tools<'_>) -> Result<bool, DbError> {
    let tx = db.begin().await?;
    let Some(ask) = claimed(&tx).await? else { return Ok(false) };
    let tx = tx.from(ask.address.clone());
    if tools.now - ask.created_at < PATIENCE {
        answer(db, &tx, tools, &ask).await?;
    }
    let unfenced = tx.unfenced(Because::TheServerWorksByItself);
    let done = unfenced.delete_many::<password_reset_ask::Entity>();
    done.filter(password_reset_ask::Column::Id.eq(ask.id)).exec(unfenced.connection()).await?;
    tx.commit().await?;
    Ok(true)
}

async fn claimed(tx: &Tx) -> Result<Option<password_reset_ask::Model>, DbError> {
    let unfenced = tx.unfenced(Because::TheServerWorksByItself);
    let asks = unfenced
        .find::<password_reset_ask::Entity>()
        .order_by_asc(password_reset_ask::Column::Id)
        // Dropped on SQLite, whose transaction holds everything.
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    Ok(asks.one(unfenced.connection()).await?)
}

async fn answer(db: &Db, tx: &Tx, tools: Tools<'_>, ask: &password_reset_ask::Model) -> Result<(), DbError> {
    let Some(account) = session::find_account(db, &ask.login).await? else { return Ok(()) };
    // Held as it is now: an address that changes meanwhile gets no link.
    let Some(account) = account_of(tx, UserId(account.id)).await? else { return Ok(()) };
    let asked_already = has_fresh(tx, account.id, Kind::PasswordReset, tools.now - AGAIN_AFTER).await?;
    if !is_let_in(&account, tools.now) || asked_already {
        return Ok(());
    }
    let organisation = settings::switches(tx).await?.organisation_name;
    // Only to the address that was proven or set by whoever manages the account [CVE-2023-7028].
    let to = &account.email;
    let letter =
        Letter { kind: Kind::PasswordReset, account: &account, to, by: None, organisation: &organisation };
    send_to_whoever_asked(tx, tools, letter).await?;
    let detail = json!({});
    let operation = "ask_password_reset";
    let line = Happened { operation, subject: "user", id: account.id, working: true, detail };
    let because = Because::TheServerWorksByItself;
    line.record_unfenced(tx, because, tools.random, tools.now, None::<UserId>);
    Ok(())
}
