//! Lists by name: which names hold a text.

use domain::fold_case;
use sea_orm::{
    ColumnTrait, IntoSimpleExpr,
    sea_query::{Expr, ExprTrait, LikeExpr},
};

/// What to look for in folded names, if a query asks for anything.
#[must_use]
pub fn sought(asked: Option<&str>) -> Option<String> {
    asked.map(fold_case).filter(|name| !name.is_empty())
}

/// Whether a text holds `part`, taken literally.
#[must_use]
pub fn holds(column: impl ColumnTrait, part: &str) -> Expr {
    let literal = part.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    column.into_simple_expr().like(LikeExpr::new(format!("%{literal}%")).escape('\\'))
}
