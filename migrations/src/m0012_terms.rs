use sea_orm_migration::prelude::*;

use crate::{
    columns::{count, id, index, moment, refers, table, text, text_null, yes_or_no},
    triggers,
};

/// Terms of use in versions, who accepted them, and passwords that somebody else has set [CT-7, PO-9].
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(terms_version()).await?;
        manager.create_table(terms_text()).await?;
        manager.create_table(terms_acceptance()).await?;
        manager.create_index(index("terms_acceptance", &["version_id"])).await?;
        let provisional = yes_or_no("password_provisional").default(false).to_owned();
        manager.alter_table(Table::alter().table("user_account").add_column(provisional).to_owned()).await?;
        triggers::add_the_gate(manager).await
    }
}

/// Numbered from 1; the highest number is what must be accepted.
fn terms_version() -> TableCreateStatement {
    table("terms_version")
        .col(id("id").primary_key())
        .col(count("number").unique_key())
        .col(moment("published_at"))
        .col(id("published_by"))
        .foreign_key(&mut refers("terms_version", "published_by", "user_account"))
        .to_owned()
}

/// One language of a version; correcting it asks nobody to accept anything again.
fn terms_text() -> TableCreateStatement {
    table("terms_text")
        .col(id("version_id"))
        .col(text("language"))
        .col(text("markdown"))
        .col(count("version"))
        .col(moment("changed_at"))
        .primary_key(Index::create().col("version_id").col("language"))
        .foreign_key(&mut refers("terms_text", "version_id", "terms_version"))
        .to_owned()
}

/// Kept for good: the proof of who accepted what, when and from where.
fn terms_acceptance() -> TableCreateStatement {
    table("terms_acceptance")
        .col(id("user_id"))
        .col(id("version_id"))
        .col(moment("accepted_at"))
        .col(text_null("address"))
        .primary_key(Index::create().col("user_id").col("version_id"))
        .foreign_key(&mut refers("terms_acceptance", "user_id", "user_account"))
        .foreign_key(&mut refers("terms_acceptance", "version_id", "terms_version"))
        .to_owned()
}
