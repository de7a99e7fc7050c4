//! Where a page of a list starts, as a condition on its rows (keyset pagination).

use sea_orm::{
    ColumnTrait, IntoSimpleExpr,
    sea_query::{Expr, ExprTrait},
};

use crate::http::{Cursor, PageStart};

impl PageStart {
    /// The rows after the start, in the order of a name and an id.
    pub fn after_name(&self, name: impl ColumnTrait, id: impl ColumnTrait) -> Option<Expr> {
        let Some(Cursor::Named(text, last)) = &self.after else { return None };
        Some(pair(name, id).gt(Expr::tuple([Expr::val(text), Expr::val(*last)])))
    }

    /// The rows after the start where the oldest come first.
    pub fn after_moment(&self, at: impl ColumnTrait, id: impl ColumnTrait) -> Option<Expr> {
        self.moment().map(|start| pair(at, id).gt(start))
    }

    /// The rows after the start where the latest come first.
    pub fn before_moment(&self, at: impl ColumnTrait, id: impl ColumnTrait) -> Option<Expr> {
        self.moment().map(|start| pair(at, id).lt(start))
    }

    /// The rows after the start where the latest come first, of those of one moment the last in the chain.
    pub fn before_chained(&self, at: impl ColumnTrait, seq: impl ColumnTrait) -> Option<Expr> {
        let Some(Cursor::Chained(moment, last)) = &self.after else { return None };
        Some(pair(at, seq).lt(Expr::tuple([Expr::val(*moment), Expr::val(*last)])))
    }

    fn moment(&self) -> Option<Expr> {
        let Some(Cursor::At(at, last)) = &self.after else { return None };
        Some(Expr::tuple([Expr::val(*at), Expr::val(*last)]))
    }
}

fn pair(key: impl ColumnTrait, id: impl ColumnTrait) -> Expr {
    Expr::tuple([key.into_simple_expr(), id.into_simple_expr()])
}
