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
    http::{Answer, Params, start},
    identity::Caller,
};

/// List the people whose accounts one may see [PO-6].
#[utoipa::path(tag = "users", params(UserQuery), responses((status = 200, description = "A page of users", body = UserPage)))]
#[get("/users")]
pub async fn list_users(app: Data<App>, caller: Caller, query: Params<UserQuery>) -> Answer<Json<UserPage>> {
    let Params(query) = query;
    let page = start(query.sort.cursor(), query.cursor.as_deref(), query.limit)?;
    let now = app.clock.now();
    let read = async |actor: &Actor| {
        let mut rows = store::list(&app.db, actor, &query, &page, now).await?;
        let next = page.cut(&mut rows, |row| query.sort.after(row));
        Ok(Json(UserPage { items: rows.into_iter().map(|row| row.shown(actor, now)).collect(), next }))
    };
    caller.read(&app, read).await
}
