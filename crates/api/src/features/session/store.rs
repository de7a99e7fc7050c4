use authz::{Permit, acts::ChangeOwnAccount};
use chrono::{DateTime, Duration, Utc};
use domain::{SessionId, UserId};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, QueryFilter, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;
use uuid::Uuid;

use crate::{
    audit::Happened,
    db::{
        Db, DbError, Tx, Writer,
        entities::{refresh_token, session, user_account},
        unfenced::Because,
    },
    features::links::Tools,
    identity::{facts::is_let_in, username::login_key},
    random::{Random, digest},
};

/// How long a session lives without being used, when its user asked to stay.
pub const STAY: Duration = Duration::days(30);

/// How long it lives otherwise.
const DO_NOT_STAY: Duration = Duration::hours(12);

/// However often it is used, its user logs in again after this (OWASP ASVS 5, 7.3.2).
const AT_MOST: Duration = Duration::days(90);

/// Two tabs that refresh at once send the same token twice; a second use within this is theirs, not a thief's.
const GRACE: Duration = Duration::seconds(30);

/// The account that a username or an email address names.
///
/// # Errors
/// When the database fails.
pub async fn find_account(db: &Db, login: &str) -> Result<Option<user_account::Model>, DbError> {
    let key = login_key(login);
    let named = Condition::any()
        .add(user_account::Column::UsernameKey.eq(&key))
        .add(user_account::Column::EmailKey.eq(&key));
    let db = db.unfenced(Because::NobodyIsKnownYet);
    Ok(db.find::<user_account::Entity>().filter(named).one(db.connection()).await?)
}

/// A new session, and the first of its refresh tokens.
#[derive(Debug)]
pub struct NewSession {
    pub user: UserId,
    pub stay: bool,
    pub device: Option<String>,
    pub address: Option<String>,
}

/// Opens a session for somebody who proved the password behind `proven`; answers it with its refresh token. `None`: the
/// account has another password by now, or is closed.
pub async fn open_session(
    db: &Db,
    random: &dyn Random,
    now: DateTime<Utc>,
    new: NewSession,
    proven: Option<&str>,
) -> Result<Option<(SessionId, String)>, DbError> {
    let tx = db.begin().await?;
    if !still_stands(&tx, new.user, proven, now).await? {
        return Ok(None);
    }
    let id = random.id(now);
    let row = session::ActiveModel {
        id: Set(id),
        user_id: Set(new.user.0),
        stay: Set(new.stay),
        device: Set(new.device),
        address: Set(new.address),
        created_at: Set(now),
        last_used_at: Set(now),
        expires_at: Set(now + lifetime(new.stay)),
        ended_at: Set(None),
    };
    tx.unfenced(Because::NobodyIsKnownYet).insert(row).await?;
    let token = issue(&tx, random, now, id).await?;
    tx.commit().await?;
    Ok(Some((SessionId(id), token)))
}

/// Whether an account is let in with the password that was proven: held, so that whoever changes it comes after.
async fn still_stands(
    tx: &Tx,
    user: UserId,
    proven: Option<&str>,
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    let unfenced = tx.unfenced(Because::NobodyIsKnownYet);
    let account = unfenced.find::<user_account::Entity>().filter(user_account::Column::Id.eq(user.0));
    let account = account.lock_shared().one(unfenced.connection()).await?;
    Ok(account.is_some_and(|it| it.password_hash.as_deref() == proven && is_let_in(&it, now)))
}

/// What became of a refresh token.
#[derive(Debug)]
pub enum Refreshed {
    /// The session goes on, with a new token.
    Goes { session: SessionId, user: UserId, stay: bool, token: String },
    /// Unknown, ended or expired.
    Ended,
    /// Used before: somebody has a copy, so the session has been ended.
    Stolen,
}

/// Trades a refresh token for the next one.
pub async fn rotate(
    db: &Db,
    random: &dyn Random,
    now: DateTime<Utc>,
    token: &str,
) -> Result<Refreshed, DbError> {
    let tx = db.begin().await?;
    let hash = digest(token);
    let Some((used_at, session)) = session_of(&tx, &hash, now).await? else { return Ok(Refreshed::Ended) };
    if used_at.is_some_and(|used| now - used > GRACE) {
        end(&tx, now, session::Column::Id.eq(session.id).into()).await?;
        tx.commit().await?;
        return Ok(Refreshed::Stolen);
    }
    let unfenced = tx.unfenced(Because::NobodyIsKnownYet);
    if used_at.is_none() {
        let used = unfenced
            .update_many::<refresh_token::Entity>()
            .col_expr(refresh_token::Column::UsedAt, Expr::value(now));
        used.filter(refresh_token::Column::Hash.eq(&hash)).exec(unfenced.connection()).await?;
    }
    let alive = unfenced
        .update_many::<session::Entity>()
        .col_expr(session::Column::LastUsedAt, Expr::value(now))
        .col_expr(session::Column::ExpiresAt, Expr::value(expiry(now, &session)));
    alive.filter(session::Column::Id.eq(session.id)).exec(unfenced.connection()).await?;
    let token = issue(&tx, random, now, session.id).await?;
    tx.commit().await?;
    Ok(Refreshed::Goes {
        session: SessionId(session.id),
        user: UserId(session.user_id),
        stay: session.stay,
        token,
    })
}

/// Ends one session.
pub async fn end_session(db: &Db, now: DateTime<Utc>, session: SessionId) -> Result<(), DbError> {
    let tx = db.begin().await?;
    end(&tx, now, session::Column::Id.eq(session.0).into()).await?;
    tx.commit().await
}

/// Ends the living sessions of a user but one, if one goes on; answers how many there were.
///
/// # Errors
/// When the database fails, or the rights are not held.
pub async fn end_by(
    writer: Writer<'_>,
    user: UserId,
    but: Option<SessionId>,
    now: DateTime<Utc>,
) -> Result<u64, DbError> {
    let theirs = Condition::all()
        .add(session::Column::UserId.eq(user.0))
        .add(session::Column::EndedAt.is_null())
        .add_option(but.map(|but| session::Column::Id.ne(but.0)));
    writer.set::<session::Entity>([(session::Column::EndedAt, Expr::value(now))], theirs).await
}

/// Ends every session of one's own.
pub async fn end_all_sessions(
    tx: &Tx,
    permit: Permit<ChangeOwnAccount>,
    tools: Tools<'_>,
) -> Result<(), DbError> {
    let (writer, user) = (tx.by(&permit), permit.by());
    let ended = end_by(writer, user, None, tools.now).await?;
    let (operation, detail) = ("log_out_everywhere", json!({ "ended": ended }));
    let line = Happened { operation, subject: "user", id: user.0, working: true, detail };
    line.record(writer, tools.random, tools.now, user).await
}

/// Ends every session of a user, in the transaction that gives them another password [CVE-2026-43911].
///
/// # Errors
/// When the database fails.
pub async fn end_all_within(tx: &Tx, now: DateTime<Utc>, user: UserId) -> Result<(), DbError> {
    end(tx, now, session::Column::UserId.eq(user.0).into()).await
}

/// Keeps the password that somebody chose who proved with a link that the account is theirs.
///
/// # Errors
/// When the database fails.
pub async fn set_own_password(tx: &Tx, user: UserId, hash: String) -> Result<(), DbError> {
    let unfenced = tx.unfenced(Because::NobodyIsKnownYet);
    let chosen = unfenced
        .update_many::<user_account::Entity>()
        .col_expr(user_account::Column::PasswordHash, Expr::value(hash))
        .col_expr(user_account::Column::PasswordProvisional, Expr::value(false))
        .col_expr(user_account::Column::Version, Expr::col(user_account::Column::Version).add(1));
    chosen.filter(user_account::Column::Id.eq(user.0)).exec(unfenced.connection()).await?;
    Ok(())
}

fn expiry(now: DateTime<Utc>, session: &session::Model) -> DateTime<Utc> {
    Ord::min(now + lifetime(session.stay), session.created_at + AT_MOST)
}

const fn lifetime(stay: bool) -> Duration {
    if stay { STAY } else { DO_NOT_STAY }
}

async fn issue(tx: &Tx, random: &dyn Random, now: DateTime<Utc>, session: Uuid) -> Result<String, DbError> {
    let token = random.token();
    let row = refresh_token::ActiveModel {
        hash: Set(digest(&token)),
        session_id: Set(session),
        issued_at: Set(now),
        used_at: Set(None),
    };
    tx.unfenced(Because::NobodyIsKnownYet).insert(row).await?;
    Ok(token)
}

/// When the token was used before, and its session, if that is still alive and its account open.
async fn session_of(
    tx: &Tx,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<Option<(Option<DateTime<Utc>>, session::Model)>, DbError> {
    let unfenced = tx.unfenced(Because::NobodyIsKnownYet);
    let connection = unfenced.connection();
    let Some(token) = unfenced
        .find::<refresh_token::Entity>()
        .filter(refresh_token::Column::Hash.eq(hash))
        .one(connection)
        .await?
    else {
        return Ok(None);
    };
    let alive = Condition::all()
        .add(session::Column::Id.eq(token.session_id))
        .add(session::Column::EndedAt.is_null())
        .add(session::Column::ExpiresAt.gt(now));
    let Some(session) = unfenced.find::<session::Entity>().filter(alive).one(connection).await? else {
        return Ok(None);
    };
    let account =
        unfenced.find::<user_account::Entity>().filter(user_account::Column::Id.eq(session.user_id));
    let account = account.one(connection).await?.filter(|account| is_let_in(account, now));
    Ok(account.map(|_| (token.used_at, session)))
}

async fn end(tx: &Tx, now: DateTime<Utc>, which: Condition) -> Result<(), DbError> {
    let unfenced = tx.unfenced(Because::NobodyIsKnownYet);
    let ended =
        unfenced.update_many::<session::Entity>().col_expr(session::Column::EndedAt, Expr::value(now));
    ended.filter(which).filter(session::Column::EndedAt.is_null()).exec(unfenced.connection()).await?;
    Ok(())
}
