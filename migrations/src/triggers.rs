//! What counts the changes of rights, in the transaction of the change itself: nobody can forget to.
//!
//! `authz_state.epoch` counts changes that may concern anybody (roles, teams' rights, the tree);
//! `user_account.authz_version` those that concern one user. Both only grow.

use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, DbBackend},
};

/// Everybody is concerned.
const EPOCH: &str = "UPDATE authz_state SET epoch = epoch + 1";

/// The user whom the row names is concerned; where it names a team, everybody is.
fn holder(row: &str) -> String {
    format!(
        "UPDATE user_account SET authz_version = authz_version + 1 WHERE id = {row}.user_id; \
         UPDATE authz_state SET epoch = epoch + 1 WHERE {row}.user_id IS NULL"
    )
}

/// The same for what belongs to a grant.
fn holder_of_grant(row: &str) -> String {
    let grant = format!("SELECT user_id FROM access_grant WHERE id = {row}.grant_id");
    format!(
        "UPDATE user_account SET authz_version = authz_version + 1 WHERE id = ({grant}); \
         UPDATE authz_state SET epoch = epoch + 1 WHERE ({grant}) IS NULL"
    )
}

/// A member that comes or goes.
fn member(row: &str) -> String {
    format!("UPDATE user_account SET authz_version = authz_version + 1 WHERE id = {row}.user_id")
}

/// What of an account the gate looks at.
const ACCOUNT: &str = "active, suspended_until, ends_at, super_administrator";

pub async fn create(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let on = Triggers { manager, backend: manager.get_database_backend() };
    let epoch = |_: &str| EPOCH.to_owned();
    on.any_change("role_permission", epoch).await?;
    on.any_change("access_grant", holder).await?;
    on.any_change("access_grant_permission", holder_of_grant).await?;
    on.any_change("tag_grant", holder).await?;
    on.any_change("team_member", member).await?;
    on.change("node", "UPDATE OF parent_id", epoch).await?;
    on.change("site", "UPDATE OF group_id", epoch).await?;
    on.change("user_account", &format!("UPDATE OF {ACCOUNT}"), |row| {
        format!("UPDATE user_account SET authz_version = authz_version + 1 WHERE id = {row}.id")
    })
    .await
}

/// The gate also looks at whether the password is provisional, and at the terms: a published version concerns
/// everybody, an acceptance its user.
pub async fn add_the_gate(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let on = Triggers { manager, backend: manager.get_database_backend() };
    on.drop("user_account", "update").await?;
    on.change("user_account", &format!("UPDATE OF {ACCOUNT}, password_provisional"), |row| {
        format!("UPDATE user_account SET authz_version = authz_version + 1 WHERE id = {row}.id")
    })
    .await?;
    on.any_change("terms_version", |_| EPOCH.to_owned()).await?;
    on.any_change("terms_acceptance", member).await
}

struct Triggers<'a> {
    manager: &'a SchemaManager<'a>,
    backend: DbBackend,
}

impl Triggers<'_> {
    async fn any_change(&self, table: &str, then: impl Fn(&str) -> String) -> Result<(), DbErr> {
        for event in ["INSERT", "DELETE", "UPDATE"] {
            self.change(table, event, &then).await?;
        }
        Ok(())
    }

    async fn drop(&self, table: &str, event: &str) -> Result<(), DbErr> {
        let name = format!("{table}_{event}_changes_rights");
        let statement = match self.backend {
            DbBackend::Postgres => format!("DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}()"),
            _ => format!("DROP TRIGGER {name}"),
        };
        self.manager.get_connection().execute_unprepared(&statement).await.map(drop)
    }

    /// An update concerns whom the row named before and whom it names now.
    async fn change(&self, table: &str, event: &str, then: impl Fn(&str) -> String) -> Result<(), DbErr> {
        let rows: &[&str] = match event.split(' ').next() {
            Some("INSERT") => &["NEW"],
            Some("DELETE") => &["OLD"],
            _ => &["OLD", "NEW"],
        };
        let body: String = rows.iter().map(|row| format!("{}; ", then(row))).collect();
        let name =
            format!("{table}_{}_changes_rights", event.split(' ').next().unwrap_or_default().to_lowercase());
        let connection = self.manager.get_connection();
        let create = match self.backend {
            DbBackend::Postgres => {
                let function = format!(
                    "CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS \
                     $$ BEGIN {body} RETURN NULL; END $$"
                );
                connection.execute_unprepared(&function).await?;
                format!(
                    "CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
                )
            }
            _ => format!("CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW BEGIN {body} END"),
        };
        connection.execute_unprepared(&create).await.map(drop)
    }
}
