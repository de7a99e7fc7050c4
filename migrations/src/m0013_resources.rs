use sea_orm_migration::{prelude::*, sea_orm::ConnectionTrait};

use crate::columns::{
    count, counter, id, id_null, index, moment, refers, table, text, text_null, word, yes_or_no,
};

/// Workers with or without a login, who are assigned like people and teams; and pictures of people [PL-1, PP-3].
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(resource()).await?;
        manager.create_index(index("resource", &["home_node_id"])).await?;
        manager.create_table(picture()).await?;
        for holder in ["user_id", "resource_id"] {
            manager.create_index(index("picture", &[holder, "kind"]).unique().to_owned()).await?;
        }
        assign_resources(manager).await?;
        let permit = "INSERT INTO role_permission (role_id, action, relation) \
                      SELECT id, 'manage_resources', 'any' FROM role WHERE shipped = 'manager'";
        manager.get_connection().execute_unprepared(permit).await.map(drop)
    }
}

/// `code_key` tells codes apart at a node; `hourly_rate` is in the smallest unit of the currency.
fn resource() -> TableCreateStatement {
    table("resource")
        .col(id("id").primary_key())
        .col(id("home_node_id"))
        .col(id_null("user_id").unique_key())
        .col(text("first_name"))
        .col(text("last_name"))
        .col(text("name_key"))
        .col(text_null("code"))
        .col(text_null("code_key").unique_key())
        .col(count("colour").null().check(Expr::col("colour").between(1, 12)))
        .col(counter("hourly_rate").null().check(Expr::col("hourly_rate").gte(0)))
        .col(yes_or_no("active"))
        .col(count("version"))
        .col(moment("created_at"))
        .foreign_key(&mut refers("resource", "home_node_id", "node"))
        .foreign_key(&mut refers("resource", "user_id", "user_account"))
        .to_owned()
}

/// Of a person or of a resource, one of each kind.
fn picture() -> TableCreateStatement {
    table("picture")
        .col(id("id").primary_key())
        .col(word("kind", &["photo", "signature"]))
        .col(id_null("user_id"))
        .col(id_null("resource_id"))
        .col(text("media_type"))
        .col(ColumnDef::new("bytes").blob().not_null())
        .col(count("width"))
        .col(count("height"))
        .col(moment("created_at"))
        .check(Expr::cust("(user_id IS NULL) <> (resource_id IS NULL)"))
        .foreign_key(&mut refers("picture", "user_id", "user_account"))
        .foreign_key(&mut refers("picture", "resource_id", "resource"))
        .to_owned()
}

/// Made anew with one more kind of assignee: SQLite changes no check of a table that is there.
async fn assign_resources(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    connection.execute_unprepared("CREATE TABLE held AS SELECT * FROM request_assignment").await?;
    manager.drop_table(Table::drop().table("request_assignment").to_owned()).await?;
    manager.create_table(request_assignment()).await?;
    connection
        .execute_unprepared(
            "INSERT INTO request_assignment (request_id, assignee_id, user_id, team_id, entered_at) \
             SELECT request_id, assignee_id, user_id, team_id, entered_at FROM held",
        )
        .await?;
    manager.drop_table(Table::drop().table("held").to_owned()).await?;
    for column in ["user_id", "team_id", "resource_id"] {
        manager.create_index(index("request_assignment", &[column, "entered_at", "request_id"])).await?;
    }
    Ok(())
}

/// `assignee_id` is that of the user, the team or the resource without a login; `entered_at` is the request's.
fn request_assignment() -> TableCreateStatement {
    let holds = |column: &str| format!("CASE WHEN {column} IS NULL THEN 0 ELSE 1 END");
    let one = ["user_id", "team_id", "resource_id"].map(holds).join(" + ");
    table("request_assignment")
        .col(id("request_id"))
        .col(id("assignee_id"))
        .col(id_null("user_id"))
        .col(id_null("team_id"))
        .col(id_null("resource_id"))
        .col(moment("entered_at"))
        .primary_key(Index::create().col("request_id").col("assignee_id"))
        .check(Expr::cust(format!("{one} = 1")))
        .check(Expr::cust("assignee_id = COALESCE(user_id, team_id, resource_id)"))
        .foreign_key(&mut refers("request_assignment", "request_id", "request"))
        .foreign_key(&mut refers("request_assignment", "user_id", "user_account"))
        .foreign_key(&mut refers("request_assignment", "team_id", "team"))
        .foreign_key(&mut refers("request_assignment", "resource_id", "resource"))
        .to_owned()
}
