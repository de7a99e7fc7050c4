//! The audit as a table for spreadsheets: page after page, however long it is.

use actix_web::{
    HttpResponse,
    http::header,
    web::{Bytes, Data},
};
use authz::{Actor, acts::ViewAudit, decide};
use futures::stream::{self, StreamExt};

use super::{
    store,
    wire::{AuditChange, AuditLine, AuditQuery},
};
use crate::{
    app::App,
    http::{Answer, Cursor, PageStart, Problem, disarmed, unwritten},
    identity::Caller,
};

/// Lines read at a time.
const LINES: u64 = 500;

const COLUMNS: [&str; 13] = [
    "line",
    "at",
    "actor",
    "actor_id",
    "operation",
    "kind",
    "thing",
    "thing_id",
    "person",
    "person_id",
    "changes",
    "address",
    "hash",
];

/// A part of the table, and where the next one starts.
struct Part {
    text: Vec<u8>,
    next: Option<Cursor>,
}

/// The first part is read before anything is answered; who loses the right meanwhile finds the table broken off.
pub async fn export(app: Data<App>, caller: Caller, query: AuditQuery) -> Answer<HttpResponse> {
    let head = table([COLUMNS.map(ToOwned::to_owned).to_vec()])?;
    let Part { text, next } = read(&app, &caller, &query, None).await?;
    let rest = stream::try_unfold((app, caller, query, next), async |(app, caller, query, next)| {
        let Some(start) = next else { return Ok(None) };
        let Part { text, next } = read(&app, &caller, &query, Some(start)).await?;
        Ok::<_, Problem>(Some((Bytes::from(text), (app, caller, query, next))))
    });
    let first = stream::iter([Ok(Bytes::from([head, text].concat()))]);
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\""))
        .streaming(Box::pin(first.chain(rest))))
}

async fn read(app: &App, caller: &Caller, query: &AuditQuery, after: Option<Cursor>) -> Answer<Part> {
    let page = PageStart { after, limit: LINES };
    let read = async |actor: &Actor| {
        decide::<ViewAudit>(actor, ()).map(drop)?;
        let mut rows = store::list(&app.db, actor, query, &page).await?;
        let end = |row: &store::Row| Cursor::Chained(row.line.at, row.line.seq);
        let more = page.cut(&mut rows, end).is_some();
        let next = rows.last().filter(|_| more).map(end);
        let lines = store::told(&app.db, rows).await?;
        Ok(Part { text: table(lines.iter().map(cells))?, next })
    };
    caller.read(app, read).await
}

fn table(rows: impl IntoIterator<Item = Vec<String>>) -> Answer<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.iter().map(|cell| disarmed(cell))).map_err(|error| unwritten(&error))?;
    }
    writer.into_inner().map_err(|error| unwritten(&error.into_error().into()))
}

fn cells(line: &AuditLine) -> Vec<String> {
    let named = |named: Option<&crate::wire::Named>| {
        named.map(|it| [it.name.clone(), it.id.to_string()]).unwrap_or_default()
    };
    let [actor, actor_id] = named(line.actor.as_ref());
    let [person, person_id] = named(line.person.as_ref());
    let changes: Vec<String> = line.changes.iter().map(spelt).collect();
    vec![
        line.line.to_string(),
        line.at.to_rfc3339(),
        actor,
        actor_id,
        line.operation.clone(),
        line.kind.clone(),
        line.thing.clone().unwrap_or_default(),
        line.thing_id.to_string(),
        person,
        person_id,
        changes.join("; "),
        line.address.clone().unwrap_or_default(),
        line.hash.clone(),
    ]
}

fn spelt(change: &AuditChange) -> String {
    if change.erased {
        return format!("{}: (erased)", change.field);
    }
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => format!("{}: {before} → {after}", change.field),
        (Some(before), None) => format!("{}: {before} → ", change.field),
        (None, after) => format!("{}: {}", change.field, after.as_deref().unwrap_or_default()),
    }
}
