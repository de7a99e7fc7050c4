use sea_orm_migration::{prelude::*, schema};

use crate::columns::{count, id, index, moment, refers, table, text, text_null, word, yes_or_no};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(reference_counter()).await?;
        manager.create_table(request()).await?;
        manager.create_index(index("request", &["year", "number"]).unique().to_owned()).await?;
        for stream in [&[][..], &["site_id"], &["group_id"], &["owner_id"]] {
            let columns = [stream, &["entered_at", "id"]].concat();
            manager.create_index(index("request", &columns)).await?;
        }
        manager.create_table(request_assignee()).await?;
        manager.create_index(index("request_assignee", &["user_id", "request_id"])).await?;
        manager.create_table(request_comment()).await?;
        manager.create_index(index("request_comment", &["request_id", "written_at", "id"])).await?;
        manager.create_table(idempotency()).await
    }
}

/// The last number given in a year; references are `R-<year>-<number>`.
fn reference_counter() -> TableCreateStatement {
    table("reference_counter").col(schema::integer("year").primary_key()).col(count("last")).to_owned()
}

/// `requester_*` is what the form said and stays editable; `owner_id` is the account it belongs to, never empty.
fn request() -> TableCreateStatement {
    let statuses = ["awaiting_assignment", "in_progress", "on_hold", "done", "rejected", "cancelled"];
    table("request")
        .col(id("id").primary_key())
        .col(count("year"))
        .col(count("number"))
        .col(id("site_id"))
        .col(id("group_id"))
        .col(id("owner_id"))
        .col(id("entered_by_id"))
        .col(text("requester_first_name"))
        .col(text("requester_last_name"))
        .col(text("requester_key"))
        .col(text_null("requester_email"))
        .col(text_null("requester_phone"))
        .col(yes_or_no("confirm_by_mail"))
        .col(text("title"))
        .col(text("text"))
        .col(schema::date("noticed_on"))
        .col(word("status", &statuses))
        .col(text_null("status_reason"))
        .col(yes_or_no("published"))
        .col(count("public_comments"))
        .col(count("internal_comments"))
        .col(moment("entered_at"))
        .col(moment("changed_at"))
        .col(count("version"))
        .foreign_key(&mut site_and_group())
        .foreign_key(&mut refers("request", "owner_id", "user_account"))
        .foreign_key(&mut refers("request", "entered_by_id", "user_account"))
        .to_owned()
}

/// A site that moves to another group takes its requests along.
fn site_and_group() -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name("request_site_and_group")
        .from(Alias::new("request"), (Alias::new("site_id"), Alias::new("group_id")))
        .to(Alias::new("site"), (Alias::new("id"), Alias::new("group_id")))
        .on_update(ForeignKeyAction::Cascade)
        .on_delete(ForeignKeyAction::Restrict)
        .to_owned()
}

fn request_assignee() -> TableCreateStatement {
    table("request_assignee")
        .col(id("request_id"))
        .col(id("user_id"))
        .primary_key(Index::create().col(Alias::new("request_id")).col(Alias::new("user_id")))
        .foreign_key(&mut refers("request_assignee", "request_id", "request"))
        .foreign_key(&mut refers("request_assignee", "user_id", "user_account"))
        .to_owned()
}

fn request_comment() -> TableCreateStatement {
    table("request_comment")
        .col(id("id").primary_key())
        .col(id("request_id"))
        .col(id("author_id"))
        .col(yes_or_no("internal"))
        .col(text("text"))
        .col(moment("written_at"))
        .foreign_key(&mut refers("request_comment", "request_id", "request"))
        .foreign_key(&mut refers("request_comment", "author_id", "user_account"))
        .to_owned()
}

/// What a creation with an `Idempotency-Key` made, so that its repetition makes nothing new.
fn idempotency() -> TableCreateStatement {
    table("idempotency")
        .col(text("key_hash").primary_key())
        .col(text("body_hash"))
        .col(id("made_id"))
        .col(moment("at"))
        .to_owned()
}
