use sea_orm_migration::{prelude::*, schema};

use crate::columns::{count, id, refers, table, word};

/// How somebody wants the screens and the mails, and where the planning puts what nobody is planned for [PP-9, PL-8].
#[derive(DeriveMigrationName)]
pub struct Migration;

const UNPLANNED: [&str; 2] = ["top", "bottom"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(user_preference()).await?;
        let own = word("unplanned_work", &UNPLANNED).default("top").to_owned();
        manager.alter_table(Table::alter().table("instance_settings").add_column(own).to_owned()).await
    }
}

/// No row: all is as the product ships it. Lists hold ids and words; a site that is gone or out of sight is left out
/// on reading.
fn user_preference() -> TableCreateStatement {
    table("user_preference")
        .col(id("user_id").primary_key())
        .col(word("start_screen", &["home", "requests"]))
        .col(word("unplanned_work", &UNPLANNED).null())
        .col(word("site_tree_top", &["site", "location", "company", "company_group"]))
        .col(schema::json("site_order"))
        .col(schema::json("preselected_sites"))
        .col(schema::json("unwanted_mails"))
        .col(count("version"))
        .foreign_key(&mut refers("user_preference", "user_id", "user_account"))
        .to_owned()
}
