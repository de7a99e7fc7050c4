use actix_web::{
    get,
    web::{Data, Json},
};
use authz::Actor;

use super::{
    store::tags,
    wire::{Tag, TagPage, TagQuery},
};
use crate::{
    app::App,
    http::{Answer, Cursor, Order, Params, start},
    identity::Caller,
};

/// List the tags that one may come across, by name [CT-1].
#[utoipa::path(tag = "tags", params(TagQuery), responses((status = 200, description = "A page of tags", body = TagPage)))]
#[get("/tags")]
pub async fn list_tags(app: Data<App>, caller: Caller, query: Params<TagQuery>) -> Answer<Json<TagPage>> {
    let Params(query) = query;
    let page = start(Order::ByName, query.cursor.as_deref(), query.limit)?;
    let read = async |actor: &Actor| {
        let mut rows = tags::list(&app.db, actor, &query, &page).await?;
        let next = page.cut(&mut rows, |it| Cursor::Named(it.row.name_key.clone(), it.row.id));
        Ok(Json(TagPage { items: rows.into_iter().map(|row| Tag::new(actor, row)).collect(), next }))
    };
    caller.read(&app, read).await
}
