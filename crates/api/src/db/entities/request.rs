//! Work asked for at a site.

use sea_orm::entity::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "request")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub year: i32,
    pub number: i32,
    pub site_id: Uuid,
    pub group_id: Uuid,
    pub owner_id: Uuid,
    pub entered_by_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub requester_first_name: String,
    #[sea_orm(column_type = "Text")]
    pub requester_last_name: String,
    #[sea_orm(column_type = "Text")]
    pub requester_key: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub requester_email: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub requester_phone: Option<String>,
    pub confirm_by_mail: bool,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub text: String,
    pub noticed_on: Date,
    #[sea_orm(column_type = "Text")]
    pub status: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub status_reason: Option<String>,
    pub published: bool,
    pub public_comments: i32,
    pub internal_comments: i32,
    pub entered_at: DateTimeUtc,
    pub changed_at: DateTimeUtc,
    pub version: i32,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
