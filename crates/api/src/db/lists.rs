//! Long lists of ids as one bound value: three thousand literals take the planner longer than the query.

use sea_orm::{ColumnTrait, sea_query::Expr};
use uuid::Uuid;

use super::Engine;

/// How many ids stand in the statement as they are.
const A_FEW: usize = 8;

/// Whether a column holds one of `ids`; of none, `FALSE`.
pub fn one_of(column: impl ColumnTrait, ids: &[Uuid], engine: Engine) -> Expr {
    if ids.len() <= A_FEW {
        return column.is_in(ids.iter().copied());
    }
    let parts = [Expr::col(column.as_column_ref()), Expr::val(as_json(ids, engine))];
    match engine {
        Engine::Postgres => {
            Expr::cust_with_exprs("$1 = ANY(ARRAY(SELECT json_array_elements_text($2::json)::uuid))", parts)
        }
        Engine::Sqlite => Expr::cust_with_exprs("? IN (SELECT unhex(value) FROM json_each(?))", parts),
    }
}

/// The ids as the database unfolds them: SQLite keeps them as bytes, which JSON has not.
pub fn as_json(ids: &[Uuid], engine: Engine) -> String {
    let spelt = ids.iter().map(|id| match engine {
        Engine::Postgres => format!("\"{id}\""),
        Engine::Sqlite => format!("\"{}\"", id.simple()),
    });
    format!("[{}]", spelt.collect::<Vec<_>>().join(","))
}
