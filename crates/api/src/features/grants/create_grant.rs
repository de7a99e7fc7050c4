use actix_web::{HttpResponse, HttpResponseBuilder, http::header, post, web::Data};
use authz::{
    Actor,
    acts::{Giving, GrantRights},
    decide,
};
use domain::GrantId;

use super::{
    recipient::{is_administrator, recipient},
    store::{self, Written},
    switches::meant,
    wire::{Grant, NewGrant, validity},
};
use crate::{
    app::App,
    features::sites,
    http::{Answer, Body, Problem, etag},
    idempotency::{IdempotencyKey, IdempotencyKeyText},
    identity::{Acting, Caller},
};

/// Give somebody or a team a role or single permissions at a node [PP-6, PL-4]. It takes `grant_rights` there, and
/// having all that is given [PP-7]. It counts on their very next request [PL-7].
#[utoipa::path(
    tag = "grants",
    params(("Idempotency-Key" = Option<IdempotencyKeyText>, Header, description = "The same key with the same body gives it once")),
    request_body = NewGrant,
    responses(
        (status = 201, description = "Given", body = Grant,
         headers(("ETag" = String, description = "Its version"), ("Location" = String, description = "Its address"))),
    )
)]
#[post("/grants")]
pub async fn create_grant(
    app: Data<App>,
    caller: Caller,
    key: IdempotencyKey,
    body: Body<NewGrant>,
) -> Answer<HttpResponse> {
    let Body(new) = body;
    let once = key.once("create_grant", caller.user(), &new);
    let acting = caller.begin_on_rights(&app).await?;
    let id = match once.made_before(&acting.tx, app.clock.now()).await? {
        Some(id) => GrantId(id),
        None => {
            let id = give(&app, &acting, &new).await?;
            once.keep(&acting.tx, id.0).await?;
            id
        }
    };
    acting.tx.commit().await?;
    let mut response = HttpResponse::Created();
    response.insert_header((header::LOCATION, format!("/api/v1/grants/{id}")));
    answer(&app, &caller, id, response).await
}

async fn give(app: &App, Acting { tx, actor }: &Acting, new: &NewGrant) -> Answer<GrantId> {
    let now = app.clock.now();
    let when = validity(new.valid_from, new.valid_until)?;
    let to = recipient(tx, actor, new.to).await?;
    let node = sites::node_at(tx, actor, new.node_id).await?;
    let meant = meant(tx, actor, node, new.role_id, &new.switched_on, &new.switched_off).await?;
    let concerns_administrator = is_administrator(tx, to, now).await?;
    let giving = Giving { before: None, after: Some(meant.at(node, when)), concerns_administrator };
    let permit = decide::<GrantRights>(actor, giving)?;
    let written = Written { meant: &meant, from: when.from, until: when.until };
    Ok(store::insert(tx, permit, &*app.random, now, (to, new.node_id), written).await?)
}

/// The grant as it is now, with its version.
pub async fn answer(
    app: &App,
    caller: &Caller,
    id: GrantId,
    mut response: HttpResponseBuilder,
) -> Answer<HttpResponse> {
    let read = async |actor: &Actor| {
        let grant = store::find(&app.db, actor, id).await?.ok_or_else(Problem::not_found)?;
        Ok(grant.shown())
    };
    let grant = caller.read(app, read).await?;
    Ok(response.insert_header(etag(grant.version)).json(grant))
}
