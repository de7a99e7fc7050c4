//! Where the audit ends: one row.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_head")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    pub seq: i64,
    #[sea_orm(column_type = "Text")]
    pub hash: String,
    /// Of both, with a key that is not in the database; empty: nobody vouches for them.
    #[sea_orm(column_type = "Text")]
    pub seal: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
