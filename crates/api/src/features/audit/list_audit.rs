use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use authz::{Actor, acts::ViewAudit, decide};

use super::{
    export::export,
    store,
    wire::{AuditPage, AuditQuery},
};
use crate::{
    app::App,
    http::{Answer, Cursor, Order, Params, accepts_csv, start},
    identity::Caller,
};

/// List what happened, newest first [PP-12]: as JSON a page, or as CSV everything, for whoever accepts `text/csv`.
#[utoipa::path(
    tag = "audit",
    params(AuditQuery),
    responses((status = 200, description = "What happened", content(
        (AuditPage = "application/json"),
        (String = "text/csv"),
    )))
)]
#[get("/audit")]
pub async fn list_audit(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
    query: Params<AuditQuery>,
) -> Answer<HttpResponse> {
    let Params(query) = query;
    let page = start(Order::ByChain, query.cursor.as_deref(), query.limit)?;
    if accepts_csv(&request) {
        return export(app, caller, query).await;
    }
    let read = async |actor: &Actor| {
        decide::<ViewAudit>(actor, ()).map(drop)?;
        let mut rows = store::list(&app.db, actor, &query, &page).await?;
        let next = page.cut(&mut rows, |row| Cursor::Chained(row.line.at, row.line.seq));
        Ok(AuditPage { items: store::told(&app.db, rows).await?, next })
    };
    Ok(HttpResponse::Ok().json(caller.read(&app, read).await?))
}
