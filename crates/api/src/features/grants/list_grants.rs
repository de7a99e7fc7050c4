use actix_web::{
    get,
    web::{Data, Json},
};
use authz::Actor;

use super::{
    store::{self, Loaded},
    wire::{GrantPage, GrantQuery},
};
use crate::{
    app::App,
    http::{Answer, Cursor, Order, Params, start},
    identity::Caller,
};

/// List what is given at the nodes where one sees the accounts, the latest first [PP-6, PO-10].
#[utoipa::path(tag = "grants", params(GrantQuery), responses((status = 200, description = "A page of grants", body = GrantPage)))]
#[get("/grants")]
pub async fn list_grants(
    app: Data<App>,
    caller: Caller,
    query: Params<GrantQuery>,
) -> Answer<Json<GrantPage>> {
    let Params(query) = query;
    let page = start(Order::ByTime, query.cursor.as_deref(), query.limit)?;
    let read = async |actor: &Actor| {
        let mut rows = store::list(&app.db, actor, &query, &page).await?;
        let next = page.cut(&mut rows, |row| Cursor::At(row.created_at, row.id.0));
        Ok(Json(GrantPage { items: rows.iter().map(Loaded::shown).collect(), next }))
    };
    caller.read(&app, read).await
}
