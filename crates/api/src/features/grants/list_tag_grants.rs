use actix_web::{
    get,
    web::{Data, Json},
};
use authz::Actor;

use super::{
    links::{self, Loaded},
    wire::{TagGrantPage, TagGrantQuery},
};
use crate::{
    app::App,
    http::{Answer, Cursor, Order, Params, start},
    identity::Caller,
};

/// List the tags linked at the nodes where one sees the accounts, the latest first [CT-3].
#[utoipa::path(tag = "grants", params(TagGrantQuery), responses((status = 200, description = "A page of tag links", body = TagGrantPage)))]
#[get("/tag-grants")]
pub async fn list_tag_grants(
    app: Data<App>,
    caller: Caller,
    query: Params<TagGrantQuery>,
) -> Answer<Json<TagGrantPage>> {
    let Params(query) = query;
    let page = start(Order::ByTime, query.cursor.as_deref(), query.limit)?;
    let read = async |actor: &Actor| {
        let mut rows = links::list(&app.db, actor, &query, &page).await?;
        let next = page.cut(&mut rows, |link| Cursor::At(link.row.created_at, link.row.id));
        Ok(Json(TagGrantPage { items: rows.into_iter().map(Loaded::shown).collect(), next }))
    };
    caller.read(&app, read).await
}
