use actix_web::{HttpResponse, post, web::Data};
use authz::{Actor, decide};
use domain::RequestId;
use uuid::Uuid;

use super::{
    store::{self, thread::MaySay},
    wire::{Comment, NewComment},
};
use crate::{
    app::App,
    db::Tx,
    http::{Answer, Body, Id, Problem},
    idempotency::{IdempotencyKey, IdempotencyKeyText},
    identity::{Acting, Caller},
};

/// Say something about a request: in public, or among those who see the working version [OP-3].
#[utoipa::path(
    tag = "requests",
    params(
        ("id" = Uuid, Path, description = "The request"),
        ("Idempotency-Key" = Option<IdempotencyKeyText>, Header, description = "The same key with the same body says it once"),
    ),
    request_body = NewComment,
    responses((status = 201, description = "Said", body = Comment))
)]
#[post("/requests/{id}/comments")]
pub async fn comment_on_request(
    app: Data<App>,
    caller: Caller,
    id: Id<RequestId>,
    key: IdempotencyKey,
    body: Body<NewComment>,
) -> Answer<HttpResponse> {
    let once = key.once(&format!("comment_on_request {}", id.0), caller.user(), &body.0);
    let Acting { tx, actor } = caller.begin(&app).await?;
    let said = match once.made_before(&tx, app.clock.now()).await? {
        Some(said) => said,
        None => {
            let said = say(&app, &actor, &tx, id.0, &body.0).await?;
            once.keep(&tx, said).await?;
            said
        }
    };
    tx.commit().await?;
    let read = async |actor: &Actor| {
        let loaded = store::find(&app.db, actor, id.0).await?.ok_or_else(Problem::not_found)?;
        let comment = store::thread::find_comment(&app.db, &actor.comments(&loaded.facts), said).await?;
        comment.ok_or_else(Problem::not_found)
    };
    Ok(HttpResponse::Created().json(caller.read(&app, read).await?))
}

async fn say(app: &App, actor: &Actor, tx: &Tx, id: RequestId, new: &NewComment) -> Answer<Uuid> {
    let loaded = store::lock(tx, actor, id).await?.ok_or_else(Problem::not_found)?;
    let facts = loaded.facts.clone();
    let leave = if new.internal.unwrap_or(false) {
        MaySay::Internally(decide(actor, facts)?)
    } else {
        MaySay::InPublic(decide(actor, facts)?)
    };
    let text = new.text.trimmed();
    Ok(store::thread::insert(tx, leave, &*app.random, app.clock.now(), &loaded, &text).await?)
}
