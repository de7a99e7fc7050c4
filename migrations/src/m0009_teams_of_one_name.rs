use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, DbBackend},
};

/// Two homes may each have a team of the same name: nobody learns from a refusal what stands elsewhere [PO-10].
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let node = match manager.get_database_backend() {
            DbBackend::Postgres => "replace(node_id::text, '-', '')",
            _ => "lower(hex(node_id))",
        };
        let rekey = format!("UPDATE team SET name_key = name_key || ' ' || {node}");
        manager.get_connection().execute_unprepared(&rekey).await.map(drop)
    }
}
