use sea_orm_migration::{
    prelude::*,
    sea_orm::{
        ConnectionTrait, DbBackend, QueryResult,
        prelude::{DateTimeUtc, Uuid},
    },
};
use serde_json::Value as Json;

use crate::{
    audit_hash::{GENESIS, Line, concerned, hash},
    columns::{count, counter, id, id_null, index, moment, refers, table, text, text_null, word, yes_or_no},
};

/// What happened becomes a chain that only grows [PP-12].
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// All or nothing on SQLite too: half a chain is none.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(audit()).await?;
        let (seq, last) = carry_over(manager).await?;
        manager.drop_table(Table::drop().table("audit").to_owned()).await?;
        manager.rename_table(Table::rename().table("audit_chained", "audit").to_owned()).await?;
        manager.create_index(index("audit", &["seq"]).unique().to_owned()).await?;
        manager.create_index(index("audit", &["subject_id", "at", "id"])).await?;
        for columns in [&["at", "seq"][..], &["actor_id", "at", "seq"], &["concerns_id", "at", "seq"]] {
            manager.create_index(index("audit", columns)).await?;
        }
        for columns in [["operation", "at", "seq"], ["subject", "at", "seq"]] {
            manager.create_index(index("audit", &columns)).await?;
        }
        manager.create_table(audit_value()).await?;
        manager.create_table(audit_head()).await?;
        let head = Query::insert()
            .into_table("audit_head")
            .columns(["id", "seq", "hash", "seal"])
            .values_panic([1.into(), seq.into(), last.into(), "".into()])
            .to_owned();
        manager.execute(head).await?;
        guard(manager).await
    }
}

/// `seq` has no gaps; `hash` is that of this line and of the one before it; `concerns_id` is a person whom the line is
/// about beside its subject; `origin` is the address that the change came from. Who acted needs no account any more:
/// a reference would take a lock after that of the head, which must be the last.
fn audit() -> TableCreateStatement {
    table("audit_chained")
        .col(id("id").primary_key())
        .col(counter("seq"))
        .col(moment("at"))
        .col(id_null("actor_id"))
        .col(text("operation"))
        .col(text("subject"))
        .col(id("subject_id"))
        .col(id_null("concerns_id"))
        .col(yes_or_no("working"))
        .col(sea_orm_migration::schema::json("detail"))
        .col(text_null("origin"))
        .col(text("hash"))
        .to_owned()
}

/// Personal values stand apart, so that they can be erased; the line holds their salted digests.
fn audit_value() -> TableCreateStatement {
    table("audit_value")
        .col(id("audit_id"))
        .col(text("name"))
        .col(word("side", &["before", "after"]))
        .col(text("salt"))
        .col(text("value"))
        .primary_key(Index::create().col("audit_id").col("name").col("side"))
        .foreign_key(&mut refers("audit_value", "audit_id", "audit"))
        .to_owned()
}

/// One row: the last line, sealed with a key that is not in the database.
fn audit_head() -> TableCreateStatement {
    table("audit_head")
        .col(count("id").primary_key())
        .col(counter("seq"))
        .col(text("hash"))
        .col(text("seal"))
        .to_owned()
}

const PAGE: u64 = 500;

/// Chains the lines that are there, in the order in which they happened; answers the last number and hash.
async fn carry_over(manager: &SchemaManager<'_>) -> Result<(i64, String), DbErr> {
    let (mut seq, mut last) = (0, GENESIS.to_owned());
    let mut after: Option<(DateTimeUtc, Uuid)> = None;
    loop {
        let rows = page(manager, after).await?;
        let Some(end) = rows.last() else { return Ok((seq, last)) };
        after = Some((end.try_get("", "at")?, end.try_get("", "id")?));
        let mut insert = Query::insert();
        insert.into_table("audit_chained").columns(COLUMNS);
        for row in &rows {
            seq += 1;
            insert.values_panic(chained(row, seq, &mut last)?.map(Expr::val));
        }
        manager.execute(insert).await?;
    }
}

const COLUMNS: [&str; 11] = [
    "id",
    "seq",
    "at",
    "actor_id",
    "operation",
    "subject",
    "subject_id",
    "concerns_id",
    "working",
    "detail",
    "hash",
];

async fn page(
    manager: &SchemaManager<'_>,
    after: Option<(DateTimeUtc, Uuid)>,
) -> Result<Vec<QueryResult>, DbErr> {
    let mut select = Query::select();
    select.expr(Expr::cust("*")).from("audit").order_by("at", Order::Asc).order_by("id", Order::Asc);
    if let Some((at, id)) = after {
        let start = Expr::tuple([Expr::val(at), Expr::val(id)]);
        select.and_where(Expr::tuple([Expr::col("at"), Expr::col("id")]).gt(start));
    }
    manager.get_connection().query_all(select.limit(PAGE)).await
}

fn chained(row: &QueryResult, seq: i64, last: &mut String) -> Result<[Value; COLUMNS.len()], DbErr> {
    let (id, at): (Uuid, DateTimeUtc) = (row.try_get("", "id")?, row.try_get("", "at")?);
    let (actor_id, subject_id): (Option<Uuid>, Uuid) =
        (row.try_get("", "actor_id")?, row.try_get("", "subject_id")?);
    let (operation, subject): (String, String) = (row.try_get("", "operation")?, row.try_get("", "subject")?);
    let (working, detail): (bool, Json) = (row.try_get("", "working")?, row.try_get("", "detail")?);
    let concerns_id = concerned(&detail);
    *last = hash(
        last,
        &Line {
            seq,
            id,
            at,
            actor_id,
            operation: &operation,
            subject: &subject,
            subject_id,
            concerns_id,
            working,
            origin: None,
            detail: &detail,
        },
    );
    Ok([
        id.into(),
        seq.into(),
        at.into(),
        actor_id.into(),
        operation.into(),
        subject.into(),
        subject_id.into(),
        concerns_id.into(),
        working.into(),
        detail.into(),
        last.clone().into(),
    ])
}

/// The database itself refuses to change what happened; values may go, but not change.
async fn guard(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let statements = match manager.get_database_backend() {
        DbBackend::Postgres => on_postgres(),
        _ => on_sqlite(),
    };
    for statement in statements {
        connection.execute_unprepared(&statement).await?;
    }
    Ok(())
}

const REFUSED: &str = "the audit only grows: its lines can be neither changed nor removed";

fn on_postgres() -> Vec<String> {
    let function = format!(
        "CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS \
         $$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$"
    );
    let trigger = |table: &str, events: &str, each: &str| {
        let name = format!("{table}_only_grows_{}", each.to_lowercase());
        format!(
            "CREATE TRIGGER {name} BEFORE {events} ON {table} FOR EACH {each} EXECUTE FUNCTION audit_only_grows()"
        )
    };
    vec![
        function,
        trigger("audit", "UPDATE OR DELETE", "ROW"),
        trigger("audit", "TRUNCATE", "STATEMENT"),
        trigger("audit_value", "UPDATE", "ROW"),
        trigger("audit_value", "TRUNCATE", "STATEMENT"),
        trigger("audit_head", "DELETE", "ROW"),
        trigger("audit_head", "TRUNCATE", "STATEMENT"),
    ]
}

fn on_sqlite() -> Vec<String> {
    let trigger = |name: &str, event: &str, when: &str| {
        format!("CREATE TRIGGER {name} BEFORE {event} {when} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END")
    };
    // `INSERT OR REPLACE` deletes without asking the triggers of a deletion.
    let replaces = "WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id OR seq = NEW.seq)";
    let revalues = "WHEN EXISTS (SELECT 1 FROM audit_value WHERE audit_id = NEW.audit_id AND name = NEW.name \
                    AND side = NEW.side)";
    vec![
        trigger("audit_is_not_changed", "UPDATE ON audit", ""),
        trigger("audit_is_not_removed", "DELETE ON audit", ""),
        trigger("audit_is_not_replaced", "INSERT ON audit", replaces),
        trigger("audit_value_is_not_changed", "UPDATE ON audit_value", ""),
        trigger("audit_value_is_not_replaced", "INSERT ON audit_value", revalues),
        trigger("audit_head_is_not_removed", "DELETE ON audit_head", ""),
    ]
}
