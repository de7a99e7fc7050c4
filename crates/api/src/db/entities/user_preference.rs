//! How somebody wants the screens and the mails; without a row, as the product ships them.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user_preference")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub start_screen: String,
    /// As the settings say, where absent.
    #[sea_orm(column_type = "Text", nullable)]
    pub unplanned_work: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub site_tree_top: String,
    /// Ids.
    #[sea_orm(column_type = "Json")]
    pub site_order: Json,
    /// Ids.
    #[sea_orm(column_type = "Json")]
    pub preselected_sites: Json,
    /// Kinds of mail.
    #[sea_orm(column_type = "Json")]
    pub unwanted_mails: Json,
    pub version: i32,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
