//! Lists by name: what comes after a name, and which names hold a text.

use sea_orm::{
    ColumnTrait, IntoSimpleExpr,
    sea_query::{Expr, ExprTrait, IntoColumnRef, LikeExpr},
};
use uuid::Uuid;

/// The rows after `(name, id)` in that order.
#[must_use]
pub fn after(name_column: impl IntoColumnRef, id_column: impl ColumnTrait, name: &str, id: Uuid) -> Expr {
    let key = Expr::tuple([Expr::col(name_column), id_column.into_simple_expr()]);
    key.gt(Expr::tuple([Expr::val(name), Expr::val(id)]))
}

/// Whether a text holds `part`, taken literally.
#[must_use]
pub fn holds(column: impl IntoColumnRef, part: &str) -> Expr {
    let literal = part.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    Expr::col(column).like(LikeExpr::new(format!("%{literal}%")).escape('\\'))
}
