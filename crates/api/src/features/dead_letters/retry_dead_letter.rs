use actix_web::{HttpResponse, post, web::Data};
use authz::{acts::ManageDeadLetters, decide};
use domain::OutboxId;

use super::store;
use crate::{
    app::App,
    http::{Answer, Id, Problem},
    identity::{Acting, Caller},
};

/// Try once more to send a mail that could not be sent.
#[utoipa::path(
    tag = "dead letters",
    params(("id" = Uuid, Path, description = "The dead letter")),
    responses((status = 202, description = "It waits to be sent"))
)]
#[post("/dead-letters/{id}/retry")]
pub async fn retry_dead_letter(app: Data<App>, caller: Caller, id: Id<OutboxId>) -> Answer<HttpResponse> {
    let Acting { tx, actor } = caller.begin(&app).await?;
    let permit = decide::<ManageDeadLetters>(&actor, ())?;
    let letter = store::lock(&tx, &actor, id.0).await?.ok_or_else(Problem::not_found)?;
    store::revive(&tx, permit, &*app.random, app.clock.now(), letter).await?;
    tx.commit().await?;
    app.outbox.notify_one();
    Ok(HttpResponse::Accepted().finish())
}
