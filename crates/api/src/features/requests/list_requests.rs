use actix_web::{
    get,
    web::{Data, Json},
};
use authz::Actor;

use super::{
    store,
    wire::{RequestPage, RequestQuery, RequestSummary},
};
use crate::{
    app::App,
    http::{Answer, Cursor, Order, Params, start},
    identity::Caller,
};

/// List the requests one may see, newest first [OP-2, OP-8].
#[utoipa::path(
    tag = "requests",
    params(RequestQuery),
    responses((status = 200, description = "A page of requests", body = RequestPage))
)]
#[get("/requests")]
pub async fn list_requests(
    app: Data<App>,
    caller: Caller,
    query: Params<RequestQuery>,
) -> Answer<Json<RequestPage>> {
    let Params(query) = query;
    let page = start(Order::ByTime, query.cursor.as_deref(), query.limit)?;
    let read = async |actor: &Actor| {
        let mut rows = store::list(&app.db, actor, &query, &page).await?;
        let next = page.cut(&mut rows, |loaded| Cursor::At(loaded.row.entered_at, loaded.row.id));
        let items = rows.iter().map(|loaded| RequestSummary::new(actor, loaded)).collect();
        Ok(Json(RequestPage { items, next }))
    };
    caller.read(&app, read).await
}
