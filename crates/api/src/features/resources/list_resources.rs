use actix_web::{
    get,
    web::{Data, Json},
};
use authz::Actor;

use super::{
    store,
    wire::{ResourcePage, ResourceQuery},
};
use crate::{
    app::App,
    http::{Answer, Cursor, Order, Params, start},
    identity::Caller,
};

/// List the resources that live where one sees the accounts or manages resources, by last name [PL-1].
#[utoipa::path(tag = "resources", params(ResourceQuery), responses((status = 200, description = "A page of resources", body = ResourcePage)))]
#[get("/resources")]
pub async fn list_resources(
    app: Data<App>,
    caller: Caller,
    query: Params<ResourceQuery>,
) -> Answer<Json<ResourcePage>> {
    let Params(query) = query;
    let page = start(Order::ByName, query.cursor.as_deref(), query.limit)?;
    let read = async |actor: &Actor| {
        let mut rows = store::list(&app.db, actor, &query, &page).await?;
        let next = page.cut(&mut rows, |row| Cursor::Named(row.last_name.clone(), row.id));
        Ok(Json(ResourcePage { items: rows.into_iter().map(|row| row.shown(actor)).collect(), next }))
    };
    caller.read(&app, read).await
}
