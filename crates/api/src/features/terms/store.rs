use std::net::IpAddr;

use authz::{
    Acceptances, Actor, Permit, Terms as TermsScope,
    acts::{AcceptTerms, ChangeSettings},
};
use chrono::{DateTime, Utc};
use domain::Language;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel, IntoSimpleExpr,
    JoinType, Order, QueryFilter, QueryOrder, QuerySelect, RelationDef,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use serde_json::json;
use uuid::Uuid;

use super::wire::{Terms, TermsText, TermsTexts, TermsVersion};
use crate::{
    audit::Happened,
    db::{
        Db, DbError, Scoped, Tx,
        entities::{instance_settings, terms_acceptance, terms_text, terms_version, user_account},
    },
    features::requests::full_name,
    http::PageStart,
    random::Random,
    wire::LanguageWord,
};

/// The terms in force in the language of `actor`, else in that of the instance.
pub async fn read(db: &Db, actor: &Actor) -> Result<Option<Terms>, DbError> {
    let to_version: RelationDef = terms_text::Entity::belongs_to(terms_version::Entity)
        .from(terms_text::Column::VersionId)
        .to(terms_version::Column::Id)
        .into();
    let user = actor.user().0;
    let theirs = Query::select()
        .column(user_account::Column::Language)
        .from(user_account::Entity)
        .and_where(user_account::Column::Id.eq(user))
        .to_owned();
    let instance = Query::select()
        .column(instance_settings::Column::Language)
        .from(instance_settings::Entity)
        .to_owned();
    let accepted = Query::select()
        .column(terms_acceptance::Column::AcceptedAt)
        .from(terms_acceptance::Entity)
        .and_where(terms_acceptance::Column::UserId.eq(user))
        .and_where(
            Expr::col((terms_acceptance::Entity, terms_acceptance::Column::VersionId))
                .equals((terms_text::Entity, terms_text::Column::VersionId)),
        )
        .to_owned();
    let spoken = |language| terms_text::Column::Language.into_simple_expr().eq(scalar(language));
    let texts = db.visible::<terms_text::Entity, TermsScope>(&actor.terms()).narrow(|texts| {
        texts
            .column(terms_version::Column::Number)
            .column(terms_version::Column::PublishedAt)
            .expr_as(scalar(accepted), "accepted_at")
            .join(JoinType::InnerJoin, to_version)
            .order_by_desc(terms_version::Column::Number)
            .order_by(spoken(theirs), Order::Desc)
            .order_by(spoken(instance), Order::Desc)
    });
    Ok(texts.row::<ReadRow>().await?.map(Into::into))
}

fn scalar(query: SelectStatement) -> Expr {
    Expr::SubQuery(None, Box::new(query.into()))
}

#[derive(Debug, FromQueryResult)]
struct ReadRow {
    version_id: Uuid,
    number: i32,
    published_at: DateTime<Utc>,
    language: String,
    markdown: String,
    accepted_at: Option<DateTime<Utc>>,
}

impl From<ReadRow> for Terms {
    fn from(row: ReadRow) -> Self {
        Self {
            version_id: row.version_id,
            number: row.number,
            published_at: row.published_at,
            language: LanguageWord::stored(&row.language),
            markdown: row.markdown,
            accepted_at: row.accepted_at,
        }
    }
}

/// The version that must be accepted.
pub async fn in_force(tx: &Tx, actor: &Actor) -> Result<Option<terms_version::Model>, DbError> {
    let versions = tx.visible::<terms_version::Entity, TermsScope>(&actor.terms());
    versions.narrow(|versions| versions.order_by_desc(terms_version::Column::Number)).one().await
}

/// One version.
pub async fn find(tx: &Tx, actor: &Actor, id: Uuid) -> Result<Option<terms_version::Model>, DbError> {
    one(tx.visible(&actor.terms()), id).await
}

/// One version, read outside a transaction.
pub async fn seen(db: &Db, actor: &Actor, id: Uuid) -> Result<Option<terms_version::Model>, DbError> {
    one(db.visible(&actor.terms()), id).await
}

async fn one<C: ConnectionTrait>(
    versions: Scoped<'_, C, terms_version::Entity>,
    id: Uuid,
) -> Result<Option<terms_version::Model>, DbError> {
    versions.narrow(|versions| versions.filter(terms_version::Column::Id.eq(id))).one().await
}

/// When `actor` accepted a version.
pub async fn acceptance(
    tx: &Tx,
    actor: &Actor,
    version: Uuid,
) -> Result<Option<terms_acceptance::Model>, DbError> {
    let own = tx.visible::<terms_acceptance::Entity, _>(&actor.own_account());
    own.narrow(|own| own.filter(terms_acceptance::Column::VersionId.eq(version))).one().await
}

/// Accepts a version for whom the permit is.
pub async fn accept(
    tx: &Tx,
    permit: Permit<AcceptTerms>,
    random: &dyn Random,
    now: DateTime<Utc>,
    version: &terms_version::Model,
    address: Option<IpAddr>,
) -> Result<terms_acceptance::Model, DbError> {
    let writer = tx.by(&permit);
    let row = terms_acceptance::ActiveModel {
        user_id: Set(permit.on().0),
        version_id: Set(version.id),
        accepted_at: Set(now),
        address: Set(address.map(|address| address.to_string())),
    };
    let row = writer.insert(row).await?;
    let happened = happened("accept_terms", version.id, json!({ "number": version.number }));
    happened.record(writer, random, now, permit.by()).await?;
    Ok(row)
}

/// A page of the versions, latest first.
pub async fn list(db: &Db, actor: &Actor, page: &PageStart) -> Result<Vec<VersionRow>, DbError> {
    let (at, id) = (terms_version::Column::PublishedAt, terms_version::Column::Id);
    let to_user: RelationDef = terms_version::Entity::belongs_to(user_account::Entity)
        .from(terms_version::Column::PublishedBy)
        .to(user_account::Column::Id)
        .into();
    let versions = db.visible::<terms_version::Entity, TermsScope>(&actor.terms()).narrow(|versions| {
        versions
            .columns([user_account::Column::FirstName, user_account::Column::LastName])
            .expr_as(Expr::cust(IN_FORCE), "in_force")
            .expr_as(Expr::cust(ACCEPTED), "accepted")
            .expr_as(Expr::cust(WAITING), "waiting")
            .join(JoinType::InnerJoin, to_user)
            .filter(Condition::all().add_option(page.before_moment(at, id)))
            .order_by_desc(at)
            .order_by_desc(id)
            .limit(page.fetch())
    });
    versions.rows().await
}

const IN_FORCE: &str = "(terms_version.number = (SELECT MAX(newest.number) FROM terms_version AS newest))";

const ACCEPTED: &str =
    "(SELECT COUNT(*) FROM terms_acceptance AS held WHERE held.version_id = terms_version.id)";

const WAITING: &str = "(SELECT COUNT(*) FROM user_account AS account WHERE account.active AND NOT EXISTS \
                       (SELECT 1 FROM terms_acceptance AS held JOIN terms_version AS taken \
                       ON taken.id = held.version_id WHERE held.user_id = account.id \
                       AND taken.number >= terms_version.number))";

/// A version, as read.
#[derive(Debug, FromQueryResult)]
pub struct VersionRow {
    pub id: Uuid,
    pub number: i32,
    pub published_at: DateTime<Utc>,
    pub first_name: String,
    pub last_name: String,
    pub in_force: bool,
    pub accepted: i64,
    pub waiting: i64,
}

impl From<VersionRow> for TermsVersion {
    fn from(row: VersionRow) -> Self {
        Self {
            id: row.id,
            number: row.number,
            published_at: row.published_at,
            published_by: full_name(&row.first_name, &row.last_name),
            in_force: row.in_force,
            accepted: row.accepted,
            waiting: row.waiting,
        }
    }
}

/// How many active accounts there are.
pub async fn people(db: &Db, actor: &Actor) -> Result<i64, DbError> {
    #[derive(FromQueryResult)]
    struct Counted {
        people: i64,
    }
    let people = db.visible::<user_account::Entity, Acceptances>(&actor.acceptances()).narrow(|people| {
        let active = people.filter(user_account::Column::Active.eq(true));
        active.select_only().column_as(user_account::Column::Id.count(), "people")
    });
    Ok(people.row::<Counted>().await?.map_or(0, |counted| counted.people))
}

/// One version with its texts.
pub async fn with_texts(
    db: &Db,
    actor: &Actor,
    id: Uuid,
) -> Result<Option<(terms_version::Model, Vec<terms_text::Model>)>, DbError> {
    let Some(version) = seen(db, actor, id).await? else { return Ok(None) };
    let texts = db.visible::<terms_text::Entity, TermsScope>(&actor.terms()).narrow(|texts| {
        texts.filter(terms_text::Column::VersionId.eq(id)).order_by_asc(terms_text::Column::Language)
    });
    Ok(Some((version, texts.all().await?)))
}

impl From<terms_text::Model> for TermsText {
    fn from(row: terms_text::Model) -> Self {
        Self {
            language: LanguageWord::stored(&row.language),
            markdown: row.markdown,
            changed_at: row.changed_at,
            version: row.version,
        }
    }
}

/// One language of a version.
pub async fn text(
    db: &Db,
    actor: &Actor,
    id: Uuid,
    language: Language,
) -> Result<Option<terms_text::Model>, DbError> {
    let texts = db.visible::<terms_text::Entity, TermsScope>(&actor.terms());
    texts.narrow(|texts| texts.filter(this_text(id, language))).one().await
}

/// One language of a version, held against other writers.
pub async fn lock_text(
    tx: &Tx,
    actor: &Actor,
    id: Uuid,
    language: Language,
) -> Result<Option<terms_text::Model>, DbError> {
    let texts = tx.visible::<terms_text::Entity, TermsScope>(&actor.terms()).locked();
    texts.narrow(|texts| texts.filter(this_text(id, language))).one().await
}

fn this_text(id: Uuid, language: Language) -> Condition {
    Condition::all()
        .add(terms_text::Column::VersionId.eq(id))
        .add(terms_text::Column::Language.eq(language.word()))
}

/// Publishes the version after `last`.
pub async fn publish(
    tx: &Tx,
    permit: Permit<ChangeSettings>,
    random: &dyn Random,
    now: DateTime<Utc>,
    last: Option<terms_version::Model>,
    texts: &TermsTexts,
) -> Result<Uuid, DbError> {
    let writer = tx.by(&permit);
    let (id, number) = (random.id(now), last.map_or(0, |last| last.number) + 1);
    let row = terms_version::Model { id, number, published_at: now, published_by: permit.by().0 };
    writer.insert(row.into_active_model()).await?;
    let text = |&language: &Language| terms_text::ActiveModel {
        version_id: Set(id),
        language: Set(language.word().to_owned()),
        markdown: Set(texts.of(language)),
        version: Set(1),
        changed_at: Set(now),
    };
    writer.insert_all(Language::ALL.iter().map(text).collect()).await?;
    let happened = happened("create_terms_version", id, json!({ "number": number }));
    happened.record(writer, random, now, permit.by()).await?;
    Ok(id)
}

/// Corrects a text in place; what it said before stays in the audit.
pub async fn correct(
    tx: &Tx,
    permit: Permit<ChangeSettings>,
    random: &dyn Random,
    now: DateTime<Utc>,
    text: terms_text::Model,
    markdown: String,
) -> Result<(), DbError> {
    let writer = tx.by(&permit);
    let detail = json!({ "language": text.language, "before": text.markdown, "after": markdown });
    let (id, version) = (text.version_id, text.version + 1);
    let mut row = text.into_active_model();
    row.markdown = Set(markdown);
    row.version = Set(version);
    row.changed_at = Set(now);
    writer.update(row).await?;
    happened("correct_terms", id, detail).record(writer, random, now, permit.by()).await
}

fn happened(operation: &'static str, id: Uuid, detail: serde_json::Value) -> Happened {
    Happened { operation, subject: "terms", id, working: true, detail }
}
