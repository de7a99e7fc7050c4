//! What happened.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its place in the chain, from one on, without gaps.
    pub seq: i64,
    pub at: DateTimeUtc,
    pub actor_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub operation: String,
    #[sea_orm(column_type = "Text")]
    pub subject: String,
    pub subject_id: Uuid,
    /// A person whom it is about beside its subject.
    pub concerns_id: Option<Uuid>,
    pub working: bool,
    #[sea_orm(column_type = "Json")]
    pub detail: Json,
    /// The address that the change came from.
    #[sea_orm(column_type = "Text")]
    pub origin: Option<String>,
    /// Of this line and of the one before it.
    #[sea_orm(column_type = "Text")]
    pub hash: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
