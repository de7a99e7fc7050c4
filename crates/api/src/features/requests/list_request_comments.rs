use actix_web::{
    get,
    web::{Data, Json},
};
use authz::Actor;
use domain::RequestId;

use super::{store, wire::CommentPage};
use crate::{
    app::App,
    http::{Answer, Cursor, Id, Order, PageQuery, Params, Problem},
    identity::Caller,
};

/// List what was said about a request, oldest first.
#[utoipa::path(
    tag = "requests",
    params(("id" = Uuid, Path, description = "The request"), PageQuery),
    responses((status = 200, description = "A page of comments", body = CommentPage))
)]
#[get("/requests/{id}/comments")]
pub async fn list_request_comments(
    app: Data<App>,
    caller: Caller,
    id: Id<RequestId>,
    query: Params<PageQuery>,
) -> Answer<Json<CommentPage>> {
    let page = query.0.start(Order::ByTime)?;
    let read = async |actor: &Actor| {
        let loaded = store::find(&app.db, actor, id.0).await?.ok_or_else(Problem::not_found)?;
        let mut items = store::thread::list_comments(&app.db, &actor.comments(&loaded.facts), &page).await?;
        let next = page.cut(&mut items, |comment| Cursor::At(comment.written_at, comment.id));
        Ok(Json(CommentPage { items, next }))
    };
    caller.read(&app, read).await
}
