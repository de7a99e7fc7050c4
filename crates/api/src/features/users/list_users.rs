use actix_web::{
    get,
    web::{Data, Json},
};
use authz::Actor;

use super::{
    store,
    wire::{UserPage, UserQuery},
};
use crate::{
    app::App,
    http::{Answer, Cursor, Order, Params, start},
    identity::Caller,
};

/// List the people whose accounts one may see, by last name [PO-6].
#[utoipa::path(tag = "users", params(UserQuery), responses((status = 200, description = "A page of users", body = UserPage)))]
#[get("/users")]
pub async fn list_users(app: Data<App>, caller: Caller, query: Params<UserQuery>) -> Answer<Json<UserPage>> {
    let Params(query) = query;
    let page = start(Order::ByName, query.cursor.as_deref(), query.limit)?;
    let read = async |actor: &Actor| {
        let mut rows = store::list(&app.db, actor, &query, &page).await?;
        let next = page.cut(&mut rows, |row| Cursor::Named(row.last_name.clone(), row.id));
        Ok(Json(UserPage { items: rows.into_iter().map(|row| row.shown(actor)).collect(), next }))
    };
    caller.read(&app, read).await
}
