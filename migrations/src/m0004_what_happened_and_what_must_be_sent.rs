use sea_orm_migration::{prelude::*, schema};

use crate::columns::{
    count, id, id_null, index, moment, moment_null, refers, table, text, text_null, word, yes_or_no,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(audit()).await?;
        manager.create_index(index("audit", &["subject_id", "at", "id"])).await?;
        manager.create_table(outbox()).await?;
        manager.create_index(index("outbox", &["state", "due_at"])).await?;
        manager.create_table(instance_settings()).await
    }
}

/// Written in the transaction of the change. `working`: only for those who see the working version.
fn audit() -> TableCreateStatement {
    table("audit")
        .col(id("id").primary_key())
        .col(moment("at"))
        .col(id_null("actor_id"))
        .col(text("operation"))
        .col(text("subject"))
        .col(id("subject_id"))
        .col(yes_or_no("working"))
        .col(schema::json("detail"))
        .foreign_key(&mut refers("audit", "actor_id", "user_account"))
        .to_owned()
}

/// `claimed_until`: a worker is at it until then; whoever died over it is overtaken afterwards.
fn outbox() -> TableCreateStatement {
    table("outbox")
        .col(id("id").primary_key())
        .col(word("state", &["waiting", "sent", "dead"]))
        .col(schema::json("message"))
        .col(moment("created_at"))
        .col(moment("due_at"))
        .col(moment_null("claimed_until"))
        .col(count("attempts"))
        .col(text_null("last_error"))
        .col(moment_null("sent_at"))
        .to_owned()
}

/// One row. The password of the mail server is sealed with the key in the data folder.
fn instance_settings() -> TableCreateStatement {
    table("instance_settings")
        .col(id("id").primary_key())
        .col(text("organisation_name"))
        .col(word("language", &["fr", "en"]))
        .col(yes_or_no("mail_team_on_new_request"))
        .col(yes_or_no("confirm_to_requester"))
        .col(yes_or_no("publish_on_entry"))
        .col(schema::json_null("mail_server"))
        .col(text_null("sealed_mail_password"))
        .col(yes_or_no("demo"))
        .col(count("version"))
        .to_owned()
}
