use actix_web::{
    get,
    web::{Data, Json},
};
use authz::Actor;

use super::{nodes, store, wire::CompanyGroupPage};
use crate::{
    app::App,
    http::{Answer, Cursor, Order, PageQuery, Params},
    identity::Caller,
};

/// List the company groups one has to do with, by name.
#[utoipa::path(
    tag = "sites",
    params(PageQuery),
    responses((status = 200, description = "A page of company groups", body = CompanyGroupPage))
)]
#[get("/company-groups")]
pub async fn list_company_groups(
    app: Data<App>,
    caller: Caller,
    query: Params<PageQuery>,
) -> Answer<Json<CompanyGroupPage>> {
    let page = query.0.start(Order::ByName)?;
    let read = async |actor: &Actor| {
        let mut rows = store::list_groups(&app.db, actor, &page).await?;
        let next = page.cut(&mut rows, |group| Cursor::Named(group.name.clone(), group.id));
        let items = rows.into_iter().map(|row| nodes::shown_group(actor, row)).collect();
        Ok(Json(CompanyGroupPage { items, next }))
    };
    caller.read(&app, read).await
}
