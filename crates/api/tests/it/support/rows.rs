//! What stands in the database, for tests that look behind the API.

use std::collections::BTreeMap;

use api::{
    db::{
        Tx,
        entities::{audit, outbox, request},
        unfenced::Because,
    },
    random::{Random, SystemRandom},
};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder, Statement};
use uuid::Uuid;

use super::{Engine, TestApp};

/// A new id, as of that moment.
pub fn new_id(at: DateTime<Utc>) -> Uuid {
    let random: &dyn Random = &SystemRandom;
    random.id(at)
}

/// A published request that somebody entered at a site of a group at that moment: what a test does not care about.
pub fn request_of(
    (group_id, site_id): (Uuid, Uuid),
    owner_id: Uuid,
    number: usize,
    at: DateTime<Utc>,
) -> request::Model {
    request::Model {
        id: new_id(at),
        year: 2020,
        number: number as i32 + 1,
        site_id,
        group_id,
        owner_id,
        entered_by_id: owner_id,
        requester_first_name: "Ines".to_owned(),
        requester_last_name: "Test".to_owned(),
        requester_key: "ines test".to_owned(),
        requester_email: None,
        requester_phone: None,
        confirm_by_mail: false,
        title: format!("Demande {number}"),
        text: "Le radiateur de la salle du fond reste froid depuis hier matin.".to_owned(),
        noticed_on: at.date_naive(),
        status: "awaiting_assignment".to_owned(),
        status_reason: None,
        published: true,
        public_comments: 0,
        internal_comments: 0,
        entered_at: at,
        changed_at: at,
        version: 1,
    }
}

impl TestApp {
    /// Every row of every table, so that two moments can be compared.
    pub async fn everything(&self) -> BTreeMap<String, Vec<String>> {
        let mut everything = BTreeMap::new();
        for table in self.texts(self.tables()).await {
            let mut rows = self.texts(&self.rows_of(&table).await).await;
            rows.sort();
            everything.insert(table, rows);
        }
        everything
    }

    /// The mails of the outbox, oldest first.
    pub async fn outbox(&self) -> Vec<outbox::Model> {
        let rows = self.db().unfenced(Because::TheServerWorksByItself);
        let mails = rows
            .find::<outbox::Entity>()
            .order_by_asc(outbox::Column::CreatedAt)
            .order_by_asc(outbox::Column::Id);
        mails.all(rows.connection()).await.expect("the outbox")
    }

    /// The lines of the audit about one operation, oldest first.
    pub async fn audit(&self, operation: &str) -> Vec<audit::Model> {
        let rows = self.db().unfenced(Because::TheServerWorksByItself);
        let lines = rows.find::<audit::Entity>().filter(audit::Column::Operation.eq(operation));
        let lines = lines.order_by_asc(audit::Column::At).order_by_asc(audit::Column::Id);
        lines.all(rows.connection()).await.expect("the audit")
    }

    /// Makes the database refuse every `INSERT` or `UPDATE` of a table.
    pub async fn refuse(&self, change: &str, table: &str) {
        match self.engine {
            Engine::Sqlite => {
                let body = "BEGIN SELECT RAISE(ABORT, 'refused by the test'); END";
                self.execute(&format!("CREATE TRIGGER refuse_{table} BEFORE {change} ON {table} {body}"))
                    .await;
            }
            Engine::Postgres => {
                let body = "BEGIN RAISE EXCEPTION 'refused by the test'; END";
                let function = format!("refuse_{table}() RETURNS trigger LANGUAGE plpgsql");
                self.execute(&format!("CREATE FUNCTION {function} AS $${body}$$")).await;
                let when =
                    format!("BEFORE {change} ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_{table}()");
                self.execute(&format!("CREATE TRIGGER refuse_{table} {when}")).await;
            }
        }
    }

    /// Runs one statement.
    pub async fn execute(&self, sql: &str) {
        let connection = self.db().unfenced(Because::TheServerWorksByItself).connection();
        connection.execute_raw(self.statement(sql)).await.expect("the statement runs");
    }

    /// Runs one statement that may be refused.
    pub async fn try_execute(&self, sql: &str) -> Result<(), sea_orm::DbErr> {
        let connection = self.db().unfenced(Because::TheServerWorksByItself).connection();
        connection.execute_raw(self.statement(sql)).await.map(drop)
    }

    /// Runs one statement within a transaction that the test keeps open.
    pub async fn hold(&self, tx: &Tx, sql: &str) {
        let connection = tx.unfenced(Because::TheServerWorksByItself).connection();
        connection.execute_raw(self.statement(sql)).await.expect("the statement runs");
    }

    const fn tables(&self) -> &'static str {
        match self.engine {
            Engine::Sqlite => {
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            }
            Engine::Postgres => "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'",
        }
    }

    async fn rows_of(&self, table: &str) -> String {
        match self.engine {
            Engine::Sqlite => {
                let columns = self
                    .texts(&format!("SELECT 'quote(\"' || name || '\")' FROM pragma_table_info('{table}')"))
                    .await;
                format!("SELECT {} FROM \"{table}\"", columns.join(" || ',' || "))
            }
            Engine::Postgres => format!("SELECT to_jsonb(it)::text FROM \"{table}\" it"),
        }
    }

    async fn texts(&self, sql: &str) -> Vec<String> {
        let connection = self.db().unfenced(Because::TheServerWorksByItself).connection();
        let rows = connection.query_all_raw(self.statement(sql)).await.expect("the rows");
        rows.iter().map(|row| row.try_get_by_index(0).expect("a text")).collect()
    }

    #[expect(clippy::disallowed_methods, reason = "a test looks behind the product's own reading")]
    fn statement(&self, sql: &str) -> Statement {
        let connection = self.db().unfenced(Because::TheServerWorksByItself).connection();
        Statement::from_string(connection.get_database_backend(), sql)
    }
}
