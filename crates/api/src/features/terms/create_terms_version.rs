use actix_web::{HttpResponse, http::header, post, web::Data};
use authz::{Actor, acts::ChangeSettings, decide};
use uuid::Uuid;

use super::{
    store,
    wire::{NewTermsVersion, PublishedTerms},
};
use crate::{
    app::App,
    db::Tx,
    http::{Answer, Body, Problem},
    idempotency::{IdempotencyKey, IdempotencyKeyText, Once},
    identity::{Acting, Caller},
};

/// Publish new terms of use: everybody accepts them before anything else, whoever publishes too [CT-7].
#[utoipa::path(
    tag = "terms",
    params(
        ("Idempotency-Key" = Option<IdempotencyKeyText>, Header, description = "The same key with the same body publishes once"),
    ),
    request_body = NewTermsVersion,
    responses((status = 201, description = "Published", body = PublishedTerms,
               headers(("Location" = String, description = "Its address"))))
)]
#[post("/terms-versions")]
pub async fn create_terms_version(
    app: Data<App>,
    caller: Caller,
    key: IdempotencyKey,
    body: Body<NewTermsVersion>,
) -> Answer<HttpResponse> {
    let once = key.once("create_terms_version", caller.user(), &body.0);
    // It concerns everybody's rights.
    let Acting { tx, actor } = caller.begin_on_rights(&app).await?;
    let id = publish(&app, &tx, &actor, once, &body.0).await?;
    // Read before the end: afterwards whoever published has to accept, too.
    let row = store::find(&tx, &actor, id).await?.ok_or_else(Problem::not_found)?;
    tx.commit().await?;
    let made = PublishedTerms { id, number: row.number, published_at: row.published_at };
    let location = (header::LOCATION, format!("/api/v1/terms-versions/{id}"));
    Ok(HttpResponse::Created().insert_header(location).json(made))
}

async fn publish(app: &App, tx: &Tx, actor: &Actor, once: Once, new: &NewTermsVersion) -> Answer<Uuid> {
    let permit = decide::<ChangeSettings>(actor, ())?;
    if let Some(made) = once.made_before(tx, app.clock.now()).await? {
        return Ok(made);
    }
    let last = store::in_force(tx, actor).await?;
    let made = store::publish(tx, permit, &*app.random, app.clock.now(), last, &new.texts).await?;
    once.keep(tx, made).await?;
    Ok(made)
}
