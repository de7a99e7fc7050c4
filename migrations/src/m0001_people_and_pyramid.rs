use sea_orm_migration::prelude::*;

use crate::columns::{count, id, id_null, index, moment, refers, table, text, text_null, word, yes_or_no};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(node()).await?;
        manager.create_index(index("node", &["parent_id"])).await?;
        manager.create_table(site()).await?;
        manager.create_index(index("site", &["id", "group_id"]).unique().to_owned()).await?;
        manager.create_index(index("site", &["group_id"])).await?;
        manager.create_table(user_account()).await?;
        manager.create_table(role_grant()).await?;
        let one_of_each = index("role_grant", &["user_id", "node_id", "role"]).unique().to_owned();
        manager.create_index(one_of_each).await?;
        manager.create_index(index("role_grant", &["node_id"])).await
    }
}

/// The pyramid [PP-4]: one instance, company groups below it, sites below those.
fn node() -> TableCreateStatement {
    table("node")
        .col(id("id").primary_key())
        .col(word("level", &["instance", "company_group", "site"]))
        .col(id_null("parent_id"))
        .col(text("name"))
        .col(moment("created_at"))
        .foreign_key(&mut refers("node", "parent_id", "node"))
        .check(Expr::cust("(level = 'instance') = (parent_id IS NULL)"))
        .to_owned()
}

/// What only sites have. `group_id` repeats the parent, so that a request can carry it [design: it stays fast].
fn site() -> TableCreateStatement {
    table("site")
        .col(id("id").primary_key())
        .col(id("group_id"))
        .col(text("mail_address"))
        .col(text_null("company"))
        .col(text_null("location"))
        .col(count("version"))
        .foreign_key(&mut refers("site", "id", "node"))
        .foreign_key(&mut refers("site", "group_id", "node"))
        .to_owned()
}

/// `*_key` columns are the case-folded forms that must be unique [PP-2].
fn user_account() -> TableCreateStatement {
    table("user_account")
        .col(id("id").primary_key())
        .col(text("username"))
        .col(text("username_key").unique_key())
        .col(text("email"))
        .col(text("email_key").unique_key())
        .col(text("first_name"))
        .col(text("last_name"))
        .col(text_null("phone"))
        .col(word("language", &["fr", "en"]))
        .col(text_null("password_hash"))
        .col(yes_or_no("active"))
        .col(id_null("default_site_id"))
        .col(count("version"))
        .col(moment("created_at"))
        .foreign_key(&mut refers("user_account", "default_site_id", "site"))
        .to_owned()
}

fn role_grant() -> TableCreateStatement {
    table("role_grant")
        .col(id("id").primary_key())
        .col(id("user_id"))
        .col(id("node_id"))
        .col(word("role", &["visitor", "manager", "administrator"]))
        .col(moment("created_at"))
        .foreign_key(&mut refers("role_grant", "user_id", "user_account"))
        .foreign_key(&mut refers("role_grant", "node_id", "node"))
        .to_owned()
}
