//! The names of people and things that lines of the audit speak of, as they are now.

use std::collections::{BTreeSet, HashMap};

use domain::Reference;
use sea_orm::{
    ConnectionTrait,
    sea_query::{Expr, ExprTrait, Query, SelectStatement, UnionType},
};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    db::{Db, DbError, entities::audit, unfenced::Because},
    features::requests::full_name,
};

pub type Names = HashMap<Uuid, String>;

/// Where names stand: a table, and two columns that make one.
const NAMED: [(&str, &str, &str); 7] = [
    ("user_account", "first_name", "last_name"),
    ("team", "''", "name"),
    ("role", "''", "name"),
    ("node", "''", "name"),
    ("tag", "''", "name"),
    ("tag_category", "''", "name"),
    ("request", "CAST(year AS TEXT)", "CAST(number AS TEXT)"),
];

/// The names of all whom and what these lines speak of: one statement.
pub async fn names_in(db: &Db, lines: impl Iterator<Item = &audit::Model>) -> Result<Names, DbError> {
    let mut ids = BTreeSet::new();
    for line in lines {
        ids.extend([Some(line.subject_id), line.actor_id, line.concerns_id].into_iter().flatten());
        ids_in(&line.detail, &mut ids);
    }
    let mut named = NAMED.into_iter().map(|table| these(table, &ids));
    let Some(mut all) = named.next().filter(|_| !ids.is_empty()) else { return Ok(Names::new()) };
    for other in named {
        all.union(UnionType::All, other);
    }
    let unfenced = db.unfenced(Because::ItBelongsToWhatIsPermitted);
    let mut names = Names::new();
    for row in unfenced.connection().query_all(&all).await? {
        let (kind, first, last): (String, String, String) =
            (row.try_get("", "kind")?, row.try_get("", "first")?, row.try_get("", "last")?);
        names.insert(row.try_get("", "id")?, spelt(&kind, &first, &last));
    }
    Ok(names)
}

fn these(
    (table, first, last): (&'static str, &'static str, &'static str),
    ids: &BTreeSet<Uuid>,
) -> SelectStatement {
    Query::select()
        .column("id")
        .expr_as(Expr::val(table), "kind")
        .expr_as(Expr::cust(first), "first")
        .expr_as(Expr::cust(last), "last")
        .from(table)
        .and_where(Expr::col("id").is_in(ids.iter().copied()))
        .to_owned()
}

fn spelt(kind: &str, first: &str, last: &str) -> String {
    match (kind, first.parse(), last.parse()) {
        ("request", Ok(year), Ok(number)) => Reference { year, number }.to_string(),
        _ => full_name(first, last),
    }
}

/// Every id that a detail holds, however deep.
fn ids_in(detail: &Value, ids: &mut BTreeSet<Uuid>) {
    match detail {
        Value::String(text) => ids.extend(text.parse::<Uuid>().ok().filter(|_| text.len() == 36)),
        Value::Array(items) => items.iter().for_each(|item| ids_in(item, ids)),
        Value::Object(fields) => fields.values().for_each(|field| ids_in(field, ids)),
        _ => {}
    }
}
