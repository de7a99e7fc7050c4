use actix_web::{
    get,
    web::{Data, Json},
};
use authz::Actor;

use super::{
    store,
    wire::{Site, SitePage, SiteQuery},
};
use crate::{
    app::App,
    http::{Answer, Cursor, Order, Params, start},
    identity::Caller,
};

/// List the sites one has to do with, by name.
#[utoipa::path(tag = "sites", params(SiteQuery), responses((status = 200, description = "A page of sites", body = SitePage)))]
#[get("/sites")]
pub async fn list_sites(app: Data<App>, caller: Caller, query: Params<SiteQuery>) -> Answer<Json<SitePage>> {
    let Params(query) = query;
    let page = start(Order::ByName, query.cursor.as_deref(), query.limit)?;
    let read = async |actor: &Actor| {
        let mut rows = store::list(&app.db, actor, &query, &page).await?;
        let next = page.cut(&mut rows, |row| Cursor::Named(row.name.clone(), row.id));
        Ok(Json(SitePage { items: rows.into_iter().map(|row| Site::new(actor, row)).collect(), next }))
    };
    caller.read(&app, read).await
}
