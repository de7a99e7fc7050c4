use sea_orm_migration::prelude::*;

use crate::columns::{count, id, index, moment, moment_null, refers, table, text, text_null, yes_or_no};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(session()).await?;
        manager.create_index(index("session", &["user_id"])).await?;
        manager.create_table(refresh_token()).await?;
        manager.create_index(index("refresh_token", &["session_id"])).await?;
        manager.create_table(signing_key()).await?;
        manager.create_table(throttle()).await?;
        manager.create_table(setup_link()).await
    }
}

fn session() -> TableCreateStatement {
    table("session")
        .col(id("id").primary_key())
        .col(id("user_id"))
        .col(yes_or_no("stay"))
        .col(text_null("device"))
        .col(text_null("address"))
        .col(moment("created_at"))
        .col(moment("last_used_at"))
        .col(moment("expires_at"))
        .col(moment_null("ended_at"))
        .foreign_key(&mut refers("session", "user_id", "user_account"))
        .to_owned()
}

/// Only the SHA-256 of a token is kept. Used once; a second use outside the grace ends the session.
fn refresh_token() -> TableCreateStatement {
    table("refresh_token")
        .col(text("hash").primary_key())
        .col(id("session_id"))
        .col(moment("issued_at"))
        .col(moment_null("used_at"))
        .foreign_key(&mut refers("refresh_token", "session_id", "session"))
        .to_owned()
}

/// The private half is sealed with the key in the data folder.
fn signing_key() -> TableCreateStatement {
    table("signing_key")
        .col(id("id").primary_key())
        .col(text("sealed_private"))
        .col(text("public"))
        .col(moment("created_at"))
        .to_owned()
}

fn throttle() -> TableCreateStatement {
    table("throttle").col(text("key").primary_key()).col(count("failures")).col(moment("since")).to_owned()
}

fn setup_link() -> TableCreateStatement {
    table("setup_link").col(text("hash").primary_key()).col(moment("expires_at")).to_owned()
}
