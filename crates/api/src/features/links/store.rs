use chrono::{DateTime, Duration, Utc};
use domain::{EmailAddress, UserId};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbErr, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use uuid::Uuid;

use super::wire::{LinkState, ShownInvitation};
use crate::{
    audit::Happened,
    db::{
        Db, DbError, Tx, Writer,
        entities::{account_link, outbox, user_account},
        unfenced::{Because, Unfenced},
    },
    features::requests::full_name,
    mail::{self, Mail, Person, Receiver, SealedToken},
    random::{Random, digest},
    sealing::Sealing,
    wire::LanguageWord,
};

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Invitation,
    PasswordReset,
    EmailChange,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Invitation, Self::PasswordReset, Self::EmailChange];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::PasswordReset => "password_reset",
            Self::EmailChange => "email_change",
        }
    }

    /// How long it is good for: five days [PP-10], an hour, a day.
    const fn lasts(self) -> Duration {
        match self {
            Self::Invitation => Duration::days(5),
            Self::PasswordReset => Duration::hours(1),
            Self::EmailChange => Duration::days(1),
        }
    }

    pub(super) fn stored(word: &str) -> Self {
        Self::ALL.into_iter().find(|kind| kind.word() == word).unwrap_or(Self::EmailChange)
    }
}

/// What a link is made with.
#[derive(Debug, Clone, Copy)]
pub struct Tools<'a> {
    pub random: &'a dyn Random,
    pub sealing: &'a Sealing,
    pub now: DateTime<Utc>,
}

/// A link to be sent.
#[derive(Debug, Clone, Copy)]
pub struct Letter<'a> {
    pub kind: Kind,
    pub account: &'a user_account::Model,
    /// Where it goes.
    pub to: &'a str,
    /// Who sends it; nobody who was logged in, where absent.
    pub by: Option<UserId>,
    pub organisation: &'a str,
}

/// A link in the database with its account.
#[derive(Debug, Clone)]
pub struct Followed {
    pub row: account_link::Model,
    pub account: user_account::Model,
}

impl Followed {
    pub fn kind(&self) -> Kind {
        Kind::stored(&self.row.kind)
    }

    /// Where it stands for whoever holds it.
    pub fn state(&self, now: DateTime<Utc>) -> LinkState {
        state(&self.row, now)
    }
}

pub(super) fn state(row: &account_link::Model, now: DateTime<Utc>) -> LinkState {
    match () {
        () if row.used_at.is_some() => LinkState::Used,
        () if row.cancelled_at.is_some() => LinkState::Cancelled,
        () if row.expires_at <= now => LinkState::Expired,
        () if row.opened_at.is_some() => LinkState::Opened,
        () => LinkState::Sent,
    }
}

/// Makes a link and puts the mail that brings it into the outbox; those of its kind before it are cancelled.
///
/// # Errors
/// When the database fails, or the rights are not held.
pub async fn send(writer: Writer<'_>, tools: Tools<'_>, letter: Letter<'_>) -> Result<(), DbError> {
    put(writer, tools, letter, true).await
}

/// A link that is not `delivered` waits like any other, and nobody has its token.
async fn put(
    writer: Writer<'_>,
    tools: Tools<'_>,
    letter: Letter<'_>,
    delivered: bool,
) -> Result<(), DbError> {
    let (link, mail) = rows(tools, letter)?;
    let before = still_good(letter.account.id, &[letter.kind]);
    writer.set::<account_link::Entity>(cancelled(tools.now), before).await?;
    if delivered {
        writer.insert(mail).await?;
    }
    writer.insert(link).await.map(drop)
}

/// Asks an address to confirm that it is somebody's, tells the one they have, and writes down who did it [PP-2]. One
/// that is `taken` is asked nothing; all else is the same, so that nobody learns of it.
///
/// # Errors
/// When the database fails, or the rights are not held.
pub async fn ask_to_confirm(
    writer: Writer<'_>,
    tools: Tools<'_>,
    (account, email, taken): (&user_account::Model, &str, bool),
    (by, operation): (UserId, &'static str),
    organisation: &str,
) -> Result<(), DbError> {
    let letter = Letter { kind: Kind::EmailChange, account, to: email, by: Some(by), organisation };
    put(writer, tools, letter, !taken).await?;
    let told = Mail::EmailChanging {
        receiver: receiver(&account.email, account, organisation)?,
        person: person(account),
        address: email.to_owned(),
    };
    mail::outbox::put(&writer, tools.random, tools.now, &told).await?;
    let detail = json!({ "confirmed": false });
    let line = Happened { operation, subject: "user", id: account.id, working: true, detail };
    let line = line.personal("email", Some(&account.email), Some(email));
    line.record(writer, tools.random, tools.now, by).await
}

/// The mail to somebody whose password is another one now.
///
/// # Errors
/// When their address is none.
pub fn password_changed(account: &user_account::Model, organisation: &str) -> Result<Mail, DbError> {
    let receiver = receiver(&account.email, account, organisation)?;
    Ok(Mail::PasswordChanged { receiver, person: person(account) })
}

/// What follows a new password: no link that was sent opens the account any more, and its owner is told.
///
/// # Errors
/// When the database fails, or the rights are not held.
pub async fn after_new_password(
    writer: Writer<'_>,
    tools: Tools<'_>,
    account: &user_account::Model,
    organisation: &str,
) -> Result<(), DbError> {
    cancel_all(writer, account.id, tools.now).await?;
    let letter = password_changed(account, organisation)?;
    mail::outbox::put(&writer, tools.random, tools.now, &letter).await.map(drop)
}

/// Sends a link to somebody who is not logged in, and asked for it themselves.
pub async fn send_to_whoever_asked(tx: &Tx, tools: Tools<'_>, letter: Letter<'_>) -> Result<(), DbError> {
    let unfenced = tx.unfenced(Because::NobodyIsKnownYet);
    let (link, mail) = rows(tools, letter)?;
    cancel(tx, still_good(letter.account.id, &[letter.kind]), tools.now).await?;
    unfenced.insert(mail).await?;
    unfenced.insert(link).await.map(drop)
}

fn rows(
    tools: Tools<'_>,
    letter: Letter<'_>,
) -> Result<(account_link::ActiveModel, outbox::ActiveModel), DbError> {
    let token = tools.random.token();
    let mail_id = domain::OutboxId(tools.random.id(tools.now));
    let sealed = SealedToken(tools.sealing.seal(token.as_bytes(), tools.random));
    let mail = mail::outbox::row(mail_id, tools.now, &written(letter, sealed)?)?;
    let link = account_link::ActiveModel {
        id: Set(tools.random.id(tools.now)),
        user_id: Set(letter.account.id),
        kind: Set(letter.kind.word().to_owned()),
        hash: Set(digest(&token)),
        email: Set(letter.to.to_owned()),
        created_by: Set(letter.by.map(|by| by.0)),
        created_at: Set(tools.now),
        expires_at: Set(tools.now + letter.kind.lasts()),
        opened_at: Set(None),
        used_at: Set(None),
        cancelled_at: Set(None),
        outbox_id: Set(mail_id.0),
    };
    Ok((link, mail))
}

fn written(letter: Letter<'_>, link: SealedToken) -> Result<Mail, DbError> {
    let receiver = receiver(letter.to, letter.account, letter.organisation)?;
    let person = person(letter.account);
    Ok(match letter.kind {
        Kind::Invitation => Mail::Invitation { receiver, person, link },
        Kind::PasswordReset => Mail::PasswordReset { receiver, person, link },
        Kind::EmailChange => Mail::EmailChange { receiver, person, link },
    })
}

/// To whom a mail about an account goes, in the language of its owner.
///
/// # Errors
/// When `to` is no address.
fn receiver(to: &str, account: &user_account::Model, organisation: &str) -> Result<Receiver, DbError> {
    let to: EmailAddress =
        to.parse().map_err(|_| DbError::Broken(DbErr::Custom("an address that is none".to_owned())))?;
    let language = LanguageWord::stored(&account.language).into();
    Ok(Receiver { to, language, organisation: organisation.to_owned() })
}

/// Whose account a mail is about.
fn person(account: &user_account::Model) -> Person {
    Person { name: full_name(&account.first_name, &account.last_name), username: account.username.clone() }
}

fn cancelled(now: DateTime<Utc>) -> [(account_link::Column, Expr); 1] {
    [(account_link::Column::CancelledAt, Expr::value(now))]
}

/// The links of somebody that nobody used or cancelled.
fn still_good(user: Uuid, kinds: &[Kind]) -> Condition {
    Condition::all()
        .add(account_link::Column::UserId.eq(user))
        .add(account_link::Column::Kind.is_in(kinds.iter().map(|kind| kind.word())))
        .add(account_link::Column::UsedAt.is_null())
        .add(account_link::Column::CancelledAt.is_null())
}

async fn cancel(tx: &Tx, which: Condition, now: DateTime<Utc>) -> Result<(), DbError> {
    let unfenced = tx.unfenced(Because::NobodyIsKnownYet);
    let gone = unfenced.update_many::<account_link::Entity>();
    let gone = gone.col_expr(account_link::Column::CancelledAt, Expr::value(now)).filter(which);
    gone.exec(unfenced.connection()).await?;
    Ok(())
}

/// Cancels every link of somebody: whoever has a new password has no use for them, and others must not.
///
/// # Errors
/// When the database fails, or the rights are not held.
pub async fn cancel_all(writer: Writer<'_>, user: Uuid, now: DateTime<Utc>) -> Result<(), DbError> {
    writer.set::<account_link::Entity>(cancelled(now), still_good(user, &Kind::ALL)).await.map(drop)
}

/// Cancels the link to an address that was to be somebody's; how many there were.
///
/// # Errors
/// When the database fails, or the rights are not held.
pub async fn cancel_email_change(writer: Writer<'_>, user: Uuid, now: DateTime<Utc>) -> Result<u64, DbError> {
    writer.set::<account_link::Entity>(cancelled(now), still_good(user, &[Kind::EmailChange])).await
}

/// The same for somebody who followed a link.
pub async fn cancel_the_rest(tx: &Tx, user: Uuid, now: DateTime<Utc>) -> Result<(), DbError> {
    cancel(tx, still_good(user, &Kind::ALL), now).await
}

/// The account of a link, held against other writers until the transaction ends.
pub async fn account(tx: &Tx, user: UserId) -> Result<Option<user_account::Model>, DbError> {
    let unfenced = tx.unfenced(Because::NobodyIsKnownYet);
    let account = unfenced.find::<user_account::Entity>().filter(user_account::Column::Id.eq(user.0));
    Ok(account.lock_exclusive().one(unfenced.connection()).await?)
}

/// Whether somebody was sent a link of a kind since then which is good still.
pub async fn has_fresh(tx: &Tx, user: Uuid, kind: Kind, since: DateTime<Utc>) -> Result<bool, DbError> {
    let unfenced = tx.unfenced(Because::TheServerWorksByItself);
    let fresh = unfenced
        .find::<account_link::Entity>()
        .filter(still_good(user, &[kind]))
        .filter(account_link::Column::CreatedAt.gt(since));
    Ok(fresh.one(unfenced.connection()).await?.is_some())
}

/// The link of a token.
pub async fn find(db: &Db, token: &SecretString) -> Result<Option<Followed>, DbError> {
    let unfenced = db.unfenced(Because::NobodyIsKnownYet);
    let hash = digest(token.expose_secret());
    let row = unfenced.find::<account_link::Entity>().filter(account_link::Column::Hash.eq(hash));
    let Some(row) = row.one(unfenced.connection()).await? else { return Ok(None) };
    let account = unfenced.find::<user_account::Entity>().filter(user_account::Column::Id.eq(row.user_id));
    Ok(account.one(unfenced.connection()).await?.map(|account| Followed { row, account }))
}

/// Notes that somebody followed the link, the first time.
pub async fn note_opened(db: &Db, link: Uuid, now: DateTime<Utc>) -> Result<(), DbError> {
    let tx = db.begin().await?;
    let unfenced = tx.unfenced(Because::NobodyIsKnownYet);
    let opened = unfenced.update_many::<account_link::Entity>();
    let opened = opened.col_expr(account_link::Column::OpenedAt, Expr::value(now));
    let opened =
        opened.filter(account_link::Column::Id.eq(link)).filter(account_link::Column::OpenedAt.is_null());
    opened.exec(unfenced.connection()).await?;
    tx.commit().await
}

/// Uses a link up, in one conditional update: of a hundred at once, one finds it good.
pub async fn consume(tx: &Tx, link: Uuid, now: DateTime<Utc>) -> Result<bool, DbError> {
    let unfenced = tx.unfenced(Because::NobodyIsKnownYet);
    let used = unfenced.update_many::<account_link::Entity>();
    let used = used
        .col_expr(account_link::Column::UsedAt, Expr::value(now))
        .filter(account_link::Column::Id.eq(link))
        .filter(account_link::Column::UsedAt.is_null())
        .filter(account_link::Column::CancelledAt.is_null())
        .filter(account_link::Column::ExpiresAt.gt(now));
    Ok(used.exec(unfenced.connection()).await?.rows_affected == 1)
}

/// The latest invitation of somebody, as those see it who deal with them.
///
/// # Errors
/// When the database fails.
pub async fn latest_invitation(
    db: &Db,
    user: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<ShownInvitation>, DbError> {
    let unfenced = db.unfenced(Because::ItBelongsToWhatIsPermitted);
    let Some(row) = latest(&unfenced, user, Kind::Invitation).await? else { return Ok(None) };
    let mail = unfenced.find::<outbox::Entity>().filter(outbox::Column::Id.eq(row.outbox_id));
    let mail = mail.one(unfenced.connection()).await?;
    let state = match state(&row, now) {
        LinkState::Sent => mail.as_ref().map_or(LinkState::Sent, of_mail),
        other => other,
    };
    Ok(Some(ShownInvitation {
        state,
        email: row.email,
        asked_at: row.created_at,
        sent_at: mail.and_then(|mail| mail.sent_at),
        expires_at: row.expires_at,
    }))
}

fn of_mail(mail: &outbox::Model) -> LinkState {
    match mail.state.as_str() {
        mail::outbox::SENT => LinkState::Sent,
        mail::outbox::DEAD => LinkState::Failed,
        _ => LinkState::Waiting,
    }
}

/// The address that waits to be proven as somebody's.
///
/// # Errors
/// When the database fails.
pub async fn pending_email(db: &Db, user: Uuid, now: DateTime<Utc>) -> Result<Option<String>, DbError> {
    let unfenced = db.unfenced(Because::ItBelongsToWhatIsPermitted);
    let row = latest(&unfenced, user, Kind::EmailChange).await?;
    let good = |row: &account_link::Model| matches!(state(row, now), LinkState::Sent | LinkState::Opened);
    Ok(row.filter(good).map(|row| row.email))
}

async fn latest<C: ConnectionTrait>(
    db: &Unfenced<'_, C>,
    user: Uuid,
    kind: Kind,
) -> Result<Option<account_link::Model>, DbError> {
    let rows = db
        .find::<account_link::Entity>()
        .filter(account_link::Column::UserId.eq(user))
        .filter(account_link::Column::Kind.eq(kind.word()))
        .order_by_desc(account_link::Column::CreatedAt)
        .order_by_desc(account_link::Column::Id);
    Ok(rows.one(db.connection()).await?)
}
