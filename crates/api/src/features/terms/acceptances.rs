//! Who accepted a version, and who has yet to.

use authz::{Acceptances, Actor};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationDef, Select,
    sea_query::{Expr, ExprTrait, IntoCondition, Query},
};
use uuid::Uuid;

use super::wire::{AcceptanceQuery, Consent, TermsAcceptance};
use crate::{
    db::{
        Db, DbError,
        entities::{terms_acceptance, terms_version, user_account},
        names,
    },
    features::requests::full_name,
    http::PageStart,
};

/// Somebody, and when they accepted.
#[derive(Debug, FromQueryResult)]
pub struct AcceptanceRow {
    pub id: Uuid,
    pub first_name: String,
    pub last_name: String,
    pub username: String,
    pub accepted_at: Option<DateTime<Utc>>,
    pub address: Option<String>,
}

/// A page of them by last name, or all.
pub async fn list(
    db: &Db,
    actor: &Actor,
    version: Uuid,
    query: &AcceptanceQuery,
    page: Option<&PageStart>,
) -> Result<Vec<AcceptanceRow>, DbError> {
    let (last_name, id) = (user_account::Column::LastName, user_account::Column::Id);
    let named = names::sought(query.name.as_deref());
    let named = named.map(|name| {
        Condition::any()
            .add(names::holds(user_account::Column::NameKey, &name))
            .add(names::holds(user_account::Column::UsernameKey, &name))
    });
    let people = db.visible::<user_account::Entity, Acceptances>(&actor.acceptances()).narrow(|people| {
        let after = page.and_then(|page| page.after_name(last_name, id));
        with_acceptance(people, version)
            .filter(concerned(version, query.state).add_option(named).add_option(after))
            .order_by_asc(last_name)
            .order_by_asc(id)
            .limit(page.map(PageStart::fetch))
    });
    people.rows().await
}

fn with_acceptance(people: Select<user_account::Entity>, version: Uuid) -> Select<user_account::Entity> {
    let mut to_acceptance: RelationDef = user_account::Entity::belongs_to(terms_acceptance::Entity)
        .from(user_account::Column::Id)
        .to(terms_acceptance::Column::UserId)
        .into();
    to_acceptance = to_acceptance.on_condition(move |_, acceptance| {
        Expr::col((acceptance, terms_acceptance::Column::VersionId)).eq(version).into_condition()
    });
    people
        .select_only()
        .columns([
            user_account::Column::Id,
            user_account::Column::FirstName,
            user_account::Column::LastName,
            user_account::Column::Username,
        ])
        .column(terms_acceptance::Column::AcceptedAt)
        .column(terms_acceptance::Column::Address)
        .join(JoinType::LeftJoin, to_acceptance)
}

/// Whoever accepted it, and the active accounts that accepted neither it nor a later one.
fn concerned(version: Uuid, state: Option<Consent>) -> Condition {
    let accepted = terms_acceptance::Column::UserId.is_not_null();
    let this = Query::select()
        .column(terms_version::Column::Number)
        .from(terms_version::Entity)
        .and_where(terms_version::Column::Id.eq(version))
        .to_owned();
    let later = Query::select()
        .expr(Expr::val(1))
        .from_as(terms_acceptance::Entity, "held")
        .join_as(
            JoinType::InnerJoin,
            terms_version::Entity,
            "taken",
            Expr::col(("taken", terms_version::Column::Id))
                .equals(("held", terms_acceptance::Column::VersionId)),
        )
        .and_where(
            Expr::col(("held", terms_acceptance::Column::UserId))
                .equals((user_account::Entity, user_account::Column::Id)),
        )
        .and_where(
            Expr::col(("taken", terms_version::Column::Number))
                .gte(Expr::SubQuery(None, Box::new(this.into()))),
        )
        .to_owned();
    let later = Expr::not_exists(later);
    let waiting = Condition::all().add(user_account::Column::Active.eq(true)).add(later);
    Condition::all().add(match state {
        Some(Consent::Accepted) => Condition::all().add(accepted),
        Some(Consent::Waiting) => waiting,
        None => Condition::any().add(accepted).add(waiting),
    })
}

impl From<AcceptanceRow> for TermsAcceptance {
    fn from(row: AcceptanceRow) -> Self {
        Self {
            id: row.id,
            name: full_name(&row.first_name, &row.last_name),
            username: row.username,
            accepted_at: row.accepted_at,
            address: row.address,
        }
    }
}
