use actix_web::{
    get,
    web::{Data, Json},
};
use authz::Actor;

use super::{
    store,
    wire::{TeamPage, TeamQuery},
};
use crate::{
    app::App,
    http::{Answer, Cursor, Order, Params, start},
    identity::Caller,
};

/// List the teams that live where one sees the accounts or manages teams, by name [PO-10].
#[utoipa::path(tag = "teams", params(TeamQuery), responses((status = 200, description = "A page of teams", body = TeamPage)))]
#[get("/teams")]
pub async fn list_teams(app: Data<App>, caller: Caller, query: Params<TeamQuery>) -> Answer<Json<TeamPage>> {
    let Params(query) = query;
    let page = start(Order::ByName, query.cursor.as_deref(), query.limit)?;
    let read = async |actor: &Actor| {
        let mut rows = store::list(&app.db, actor, &query, &page).await?;
        let next = page.cut(&mut rows, |row| Cursor::Named(row.name.clone(), row.id));
        Ok(Json(TeamPage { items: rows.into_iter().map(|row| row.shown(actor)).collect(), next }))
    };
    caller.read(&app, read).await
}
