use caseless::Caseless as _;
use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, prelude::Uuid},
};
use unicode_normalization::UnicodeNormalization as _;
use unicode_security::confusable_detection::skeleton;

use crate::columns::{id, id_null, index, moment, moment_null, refers, table, text, text_null, word};

/// Accounts from invitation to departure: the links that open them, the role that they begin with, the key by which
/// other systems know them, and what is left of them in the end [PP-2, PP-10, PO-9, CT-8, CT-9].
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [
            text_null("external_id"),
            text("username_skeleton").default("").to_owned(),
            moment_null("deleted_at"),
        ] {
            let altered = Table::alter().table("user_account").add_column(column).to_owned();
            manager.alter_table(altered).await?;
        }
        manager.create_index(index("user_account", &["external_id"]).unique().to_owned()).await?;
        manager.create_index(index("user_account", &["username_skeleton"])).await?;
        fold_usernames(manager).await?;
        default_role(manager).await?;
        manager.create_table(account_link()).await?;
        manager.create_index(index("account_link", &["user_id", "kind"])).await?;
        manager.create_table(password_reset_ask()).await
    }
}

/// What is sent by mail to open an account, to choose another password, to prove an address. Only the SHA-256 of the
/// token is kept. `email` is where it was sent.
fn account_link() -> TableCreateStatement {
    table("account_link")
        .col(id("id").primary_key())
        .col(id("user_id"))
        .col(word("kind", &["invitation", "password_reset", "email_change"]))
        .col(text("hash").unique_key())
        .col(text("email"))
        .col(id_null("created_by"))
        .col(moment("created_at"))
        .col(moment("expires_at"))
        .col(moment_null("opened_at"))
        .col(moment_null("used_at"))
        .col(moment_null("cancelled_at"))
        .col(id("outbox_id"))
        .foreign_key(&mut refers("account_link", "user_id", "user_account"))
        .to_owned()
}

/// Whoever forgot a password: answered by the server on its own time, the same for names that nobody has.
fn password_reset_ask() -> TableCreateStatement {
    table("password_reset_ask")
        .col(id("id").primary_key())
        .col(text("login"))
        .col(text_null("address"))
        .col(moment("created_at"))
        .to_owned()
}

/// The general role of those whose account is made from now on [PP-6]: Basic user, where it is still there.
async fn default_role(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let column = id_null("default_role_id");
    manager.alter_table(Table::alter().table("instance_settings").add_column(column).to_owned()).await?;
    let basic =
        "UPDATE instance_settings SET default_role_id = (SELECT id FROM role WHERE shipped = 'basic_user')";
    manager.get_connection().execute_unprepared(basic).await.map(drop)
}

/// Case as Unicode folds it, not only as ASCII does. A name that two would share then stays as it is.
async fn fold_usernames(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let all = Query::select().columns(["id", "username", "username_key"]).from("user_account").to_owned();
    let mut taken = std::collections::HashSet::new();
    for row in connection.query_all(&all).await? {
        let (id, name, before): (Uuid, String, String) =
            (row.try_get("", "id")?, row.try_get("", "username")?, row.try_get("", "username_key")?);
        let folded: String = name.trim().nfkc().default_case_fold().nfkc().collect();
        let key = if taken.contains(&folded) { before } else { folded };
        let update = Query::update()
            .table("user_account")
            .value("username_key", key.clone())
            .value("username_skeleton", skeleton(&key).collect::<String>())
            .and_where(Expr::col("id").eq(id))
            .to_owned();
        connection.execute(&update).await?;
        taken.insert(key);
    }
    Ok(())
}
