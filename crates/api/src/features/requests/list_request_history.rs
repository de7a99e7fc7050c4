use actix_web::{
    get,
    web::{Data, Json},
};
use authz::Actor;
use domain::RequestId;

use super::{store, wire::ChangePage};
use crate::{
    app::App,
    http::{Answer, Cursor, Id, Order, PageQuery, Params, Problem},
    identity::Caller,
};

/// List what happened to a request, oldest first.
#[utoipa::path(
    tag = "requests",
    params(("id" = Uuid, Path, description = "The request"), PageQuery),
    responses((status = 200, description = "A page of changes", body = ChangePage))
)]
#[get("/requests/{id}/history")]
pub async fn list_request_history(
    app: Data<App>,
    caller: Caller,
    id: Id<RequestId>,
    query: Params<PageQuery>,
) -> Answer<Json<ChangePage>> {
    let page = query.0.start(Order::ByTime)?;
    let read = async |actor: &Actor| {
        let loaded = store::find(&app.db, actor, id.0).await?.ok_or_else(Problem::not_found)?;
        let mut items = store::thread::list_changes(&app.db, actor, &loaded, &page).await?;
        let next = page.cut(&mut items, |change| Cursor::At(change.at, change.id));
        Ok(Json(ChangePage { items, next }))
    };
    caller.read(&app, read).await
}
