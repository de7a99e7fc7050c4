use actix_web::{
    get,
    web::{Data, Json},
};
use authz::Actor;

use super::{
    nodes,
    wire::{NodePage, NodeQuery},
};
use crate::{
    app::App,
    http::{Answer, Cursor, Order, Params, start},
    identity::Caller,
};

/// List the nodes of the pyramid one has to do with, of every level, by name [PP-4].
#[utoipa::path(tag = "sites", params(NodeQuery), responses((status = 200, description = "A page of nodes", body = NodePage)))]
#[get("/nodes")]
pub async fn list_nodes(app: Data<App>, caller: Caller, query: Params<NodeQuery>) -> Answer<Json<NodePage>> {
    let Params(query) = query;
    let page = start(Order::ByName, query.cursor.as_deref(), query.limit)?;
    let read = async |actor: &Actor| {
        let mut rows = nodes::list(&app.db, actor, &query, &page).await?;
        let next = page.cut(&mut rows, |row| Cursor::Named(row.name.clone(), row.id));
        Ok(Json(NodePage { items: rows.into_iter().map(|row| nodes::shown(actor, row)).collect(), next }))
    };
    caller.read(&app, read).await
}
