use sea_orm_migration::{prelude::*, sea_orm::ConnectionTrait};

use crate::columns::{id, id_null, index, moment, refers, table};

/// Teams are assigned like people, and what somebody works on is a stream, newest first.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(request_assignment()).await?;
        let connection = manager.get_connection();
        connection
            .execute_unprepared(
                "INSERT INTO request_assignment (request_id, assignee_id, user_id, entered_at) \
                 SELECT request.id, held.user_id, held.user_id, request.entered_at \
                 FROM request_assignee AS held JOIN request ON request.id = held.request_id",
            )
            .await?;
        manager.drop_table(Table::drop().table("request_assignee").to_owned()).await?;
        for column in ["user_id", "team_id"] {
            manager.create_index(index("request_assignment", &[column, "entered_at", "request_id"])).await?;
        }
        Ok(())
    }
}

/// `assignee_id` is the user's or the team's, whichever it is; `entered_at` is the request's.
fn request_assignment() -> TableCreateStatement {
    table("request_assignment")
        .col(id("request_id"))
        .col(id("assignee_id"))
        .col(id_null("user_id"))
        .col(id_null("team_id"))
        .col(moment("entered_at"))
        .primary_key(Index::create().col("request_id").col("assignee_id"))
        .check(Expr::cust("(user_id IS NULL) <> (team_id IS NULL)"))
        .check(Expr::cust("assignee_id = COALESCE(user_id, team_id)"))
        .foreign_key(&mut refers("request_assignment", "request_id", "request"))
        .foreign_key(&mut refers("request_assignment", "user_id", "user_account"))
        .foreign_key(&mut refers("request_assignment", "team_id", "team"))
        .to_owned()
}
