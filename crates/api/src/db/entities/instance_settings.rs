//! The settings of the instance: one row.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "instance_settings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub organisation_name: String,
    #[sea_orm(column_type = "Text")]
    pub language: String,
    pub mail_team_on_new_request: bool,
    pub confirm_to_requester: bool,
    pub publish_on_entry: bool,
    #[sea_orm(column_type = "Json", nullable)]
    pub mail_server: Option<Json>,
    #[sea_orm(column_type = "Text", nullable)]
    pub sealed_mail_password: Option<String>,
    pub demo: bool,
    /// The general role of those whose account is made from now on.
    pub default_role_id: Option<Uuid>,
    /// Where the planning puts work that no resource is planned for.
    #[sea_orm(column_type = "Text")]
    pub unplanned_work: String,
    pub version: i32,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
