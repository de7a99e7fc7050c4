//! A person with an account.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user_account")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub username: String,
    #[sea_orm(column_type = "Text")]
    pub username_key: String,
    #[sea_orm(column_type = "Text")]
    pub email: String,
    #[sea_orm(column_type = "Text")]
    pub email_key: String,
    #[sea_orm(column_type = "Text")]
    pub first_name: String,
    #[sea_orm(column_type = "Text")]
    pub last_name: String,
    /// First and last name, folded, to find people by.
    #[sea_orm(column_type = "Text")]
    pub name_key: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub phone: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub language: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub password_hash: Option<String>,
    /// Set by somebody else: its owner chooses another before anything else.
    pub password_provisional: bool,
    pub active: bool,
    pub default_site_id: Option<Uuid>,
    /// Where the account lives: who manages there manages it.
    pub home_node_id: Option<Uuid>,
    pub suspended_until: Option<DateTimeUtc>,
    pub ends_at: Option<DateTimeUtc>,
    pub super_administrator: bool,
    /// The key by which another system knows them.
    #[sea_orm(column_type = "Text", nullable)]
    pub external_id: Option<String>,
    /// What the username looks like: two that are confusable have the same.
    #[sea_orm(column_type = "Text")]
    pub username_skeleton: String,
    /// Since when nothing is left of the account but what the history needs.
    pub deleted_at: Option<DateTimeUtc>,
    /// Counted by triggers.
    pub authz_version: i64,
    pub version: i32,
    pub created_at: DateTimeUtc,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
