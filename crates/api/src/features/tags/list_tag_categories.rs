use actix_web::{
    get,
    web::{Data, Json},
};
use authz::Actor;

use super::{
    store::categories,
    wire::{TagCategory, TagCategoryPage},
};
use crate::{
    app::App,
    http::{Answer, Cursor, Order, PageQuery, Params},
    identity::Caller,
};

/// List the axes along which tags classify, by name, with how each displays its tags [CT-1].
#[utoipa::path(
    tag = "tags",
    params(PageQuery),
    responses((status = 200, description = "A page of tag categories", body = TagCategoryPage))
)]
#[get("/tag-categories")]
pub async fn list_tag_categories(
    app: Data<App>,
    caller: Caller,
    query: Params<PageQuery>,
) -> Answer<Json<TagCategoryPage>> {
    let page = query.0.start(Order::ByName)?;
    let read = async |actor: &Actor| {
        let mut rows = categories::list(&app.db, actor, &page).await?;
        let next = page.cut(&mut rows, |it| Cursor::Named(it.row.name_key.clone(), it.row.id));
        let items = rows.into_iter().map(|row| TagCategory::new(actor, row)).collect();
        Ok(Json(TagCategoryPage { items, next }))
    };
    caller.read(&app, read).await
}
