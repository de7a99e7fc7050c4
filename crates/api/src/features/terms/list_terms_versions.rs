use actix_web::{
    get,
    web::{Data, Json},
};
use authz::{Actor, acts::ChangeSettings, decide};

use super::{store, wire::TermsVersionPage};
use crate::{
    app::App,
    http::{Answer, Cursor, Order, PageQuery, Params},
    identity::Caller,
};

/// List the versions of the terms of use, latest first, and how many accepted them.
#[utoipa::path(
    tag = "terms",
    params(PageQuery),
    responses((status = 200, description = "A page of versions", body = TermsVersionPage))
)]
#[get("/terms-versions")]
pub async fn list_terms_versions(
    app: Data<App>,
    caller: Caller,
    query: Params<PageQuery>,
) -> Answer<Json<TermsVersionPage>> {
    let page = query.0.start(Order::ByTime)?;
    let read = async |actor: &Actor| {
        decide::<ChangeSettings>(actor, ()).map(drop)?;
        let mut rows = store::list(&app.db, actor, &page).await?;
        let next = page.cut(&mut rows, |row| Cursor::At(row.published_at, row.id));
        let people = store::people(&app.db, actor).await?;
        Ok(Json(TermsVersionPage { items: rows.into_iter().map(Into::into).collect(), people, next }))
    };
    caller.read(&app, read).await
}
