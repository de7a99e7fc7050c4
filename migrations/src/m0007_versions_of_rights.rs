use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, prelude::Uuid},
};

use crate::columns::{count, text};

/// Grants, tag links and company groups can be changed: whoever does says which version they change. People and
/// places are found by name.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["access_grant", "tag_grant", "node"] {
            let version = count("version").default(1).to_owned();
            manager.alter_table(Table::alter().table(table).add_column(version).to_owned()).await?;
        }
        for (table, names) in [("user_account", &["first_name", "last_name"][..]), ("node", &["name"])] {
            let key = text("name_key").default("").to_owned();
            manager.alter_table(Table::alter().table(table).add_column(key).to_owned()).await?;
            fold_names(manager, table, names).await?;
        }
        Ok(())
    }
}

/// In Rust: `lower` knows only ASCII on SQLite.
async fn fold_names(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let all = Query::select().column("id").columns(columns.iter().copied()).from(table).to_owned();
    for row in connection.query_all(&all).await? {
        let id: Uuid = row.try_get("", "id")?;
        let names = columns.iter().map(|column| row.try_get("", column));
        let names: Vec<String> = names.collect::<Result<_, _>>()?;
        let update = Query::update()
            .table(table)
            .value("name_key", names.join(" ").trim().to_lowercase())
            .and_where(Expr::col("id").eq(id))
            .to_owned();
        connection.execute(&update).await?;
    }
    Ok(())
}
