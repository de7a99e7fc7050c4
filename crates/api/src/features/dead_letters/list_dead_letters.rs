use actix_web::{
    get,
    web::{Data, Json},
};
use authz::{Actor, acts::ManageDeadLetters, decide};

use super::{store, wire::DeadLetterPage};
use crate::{
    app::App,
    http::{Answer, Cursor, Order, PageQuery, Params},
    identity::Caller,
};

/// List the mails that could not be sent, newest first.
#[utoipa::path(
    tag = "dead letters",
    params(PageQuery),
    responses((status = 200, description = "A page of dead letters", body = DeadLetterPage))
)]
#[get("/dead-letters")]
pub async fn list_dead_letters(
    app: Data<App>,
    caller: Caller,
    query: Params<PageQuery>,
) -> Answer<Json<DeadLetterPage>> {
    let page = query.0.start(Order::ByTime)?;
    let read = async |actor: &Actor| {
        decide::<ManageDeadLetters>(actor, ()).map(drop)?;
        let mut rows = store::list(&app.db, actor, &page).await?;
        let next = page.cut(&mut rows, |row| Cursor::At(row.created_at, row.id));
        Ok(Json(DeadLetterPage { items: rows.into_iter().map(Into::into).collect(), next }))
    };
    caller.read(&app, read).await
}
