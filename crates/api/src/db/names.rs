//! Lists by name: which names hold a text.

use domain::fold_case;
use sea_orm::{
    ColumnTrait, IntoSimpleExpr,
    sea_query::{Expr, ExprTrait, LikeExpr},
};
use uuid::Uuid;

/// By what things are told apart that live at nodes: the name, upper and lower case alike, and the node. Who cannot see a
/// node learns nothing about what stands there.
#[must_use]
pub fn key_of(name: &str, node: Uuid) -> String {
    format!("{} {}", fold_case(name), node.simple())
}

/// What to look for in folded names, if a query asks for anything.
#[must_use]
pub fn sought(asked: Option<&str>) -> Option<String> {
    asked.map(fold_case).filter(|name| !name.is_empty())
}

/// Whether a text holds `part`, taken literally.
#[must_use]
pub fn holds(column: impl ColumnTrait, part: &str) -> Expr {
    like(column, part, "")
}

/// Whether the name in a key of [`key_of`] holds `part`: the 33 characters of the node do not count.
#[must_use]
pub fn key_holds(column: impl ColumnTrait, part: &str) -> Expr {
    like(column, part, &"_".repeat(33))
}

fn like(column: impl ColumnTrait, part: &str, end: &str) -> Expr {
    let literal = part.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    column.into_simple_expr().like(LikeExpr::new(format!("%{literal}%{end}")).escape('\\'))
}
