use actix_web::{HttpResponse, post, web::Data};
use authz::{RequestFacts, decide};
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
    identity::Caller,
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
    let once = key.once(&format!("comment_on_request {}", id.0), caller.actor.user(), &body.0);
    let tx = app.db.begin().await?;
    let (facts, said) = match once.made_before(&tx, app.clock.now()).await? {
        Some(said) => {
            (store::find_within(&tx, &caller.actor, id.0).await?.ok_or_else(Problem::not_found)?.facts, said)
        }
        None => {
            let (facts, said) = say(&app, &caller, &tx, id.0, &body.0).await?;
            once.keep(&tx, said).await?;
            (facts, said)
        }
    };
    tx.commit().await?;
    let comment = store::thread::find_comment(&app.db, &caller.actor.comments(&facts), said).await?;
    Ok(HttpResponse::Created().json(comment.ok_or_else(Problem::not_found)?))
}

async fn say(
    app: &App,
    caller: &Caller,
    tx: &Tx,
    id: RequestId,
    new: &NewComment,
) -> Answer<(RequestFacts, Uuid)> {
    let loaded = store::lock(tx, &caller.actor, id).await?.ok_or_else(Problem::not_found)?;
    let facts = loaded.facts.clone();
    let leave = if new.internal.unwrap_or(false) {
        MaySay::Internally(decide(&caller.actor, facts.clone())?)
    } else {
        MaySay::InPublic(decide(&caller.actor, facts.clone())?)
    };
    let text = new.text.trimmed();
    let said = store::thread::insert(tx, leave, &*app.random, app.clock.now(), &loaded, &text).await?;
    Ok((facts, said))
}
