use actix_web::{HttpResponse, HttpResponseBuilder, http::header, post, web::Data};
use authz::{
    Actor,
    acts::{Giving, GrantRights},
    decide,
};
use domain::TagGrantId;

use super::{
    links::{self, Linked, Loaded, right},
    recipient::{is_administrator, recipient},
    wire::{NewTagGrant, TagGrant, TagGrantInput, validity},
};
use crate::{
    app::App,
    features::sites,
    http::{Answer, Body, Kind, Problem, etag},
    idempotency::{IdempotencyKey, IdempotencyKeyText},
    identity::{Acting, Caller},
};

/// Link a tag to somebody or to a team, who then see the requests at the node that bear it, and may edit them where
/// the link says so [CT-3]. It takes `grant_rights` there, and having on every request there what the link opens.
#[utoipa::path(
    tag = "grants",
    params(("Idempotency-Key" = Option<IdempotencyKeyText>, Header, description = "The same key with the same body links it once")),
    request_body = NewTagGrant,
    responses(
        (status = 201, description = "Linked", body = TagGrant,
         headers(("ETag" = String, description = "Its version"), ("Location" = String, description = "Its address"))),
    )
)]
#[post("/tag-grants")]
pub async fn create_tag_grant(
    app: Data<App>,
    caller: Caller,
    key: IdempotencyKey,
    body: Body<NewTagGrant>,
) -> Answer<HttpResponse> {
    let Body(new) = body;
    let once = key.once("create_tag_grant", caller.user(), &new);
    let acting = caller.begin_on_rights(&app).await?;
    let id = match once.made_before(&acting.tx, app.clock.now()).await? {
        Some(id) => TagGrantId(id),
        None => {
            let id = link(&app, &acting, new).await?;
            once.keep(&acting.tx, id.0).await?;
            id
        }
    };
    acting.tx.commit().await?;
    let mut response = HttpResponse::Created();
    response.insert_header((header::LOCATION, format!("/api/v1/tag-grants/{id}")));
    answer(&app, &caller, id, response).await
}

async fn link(app: &App, Acting { tx, actor }: &Acting, new: NewTagGrant) -> Answer<TagGrantId> {
    let now = app.clock.now();
    let when = validity(new.valid_from, new.valid_until)?;
    let to = recipient(tx, actor, new.to).await?;
    let node = sites::node_at(tx, actor, new.node_id).await?;
    if !links::has_tag(tx, actor, new.tag_id).await? {
        return Err(Problem::at(Kind::InvalidBody, "/tag_id", "unknown", "there is no such tag"));
    }
    let concerns_administrator = is_administrator(tx, to, now).await?;
    let giving =
        Giving { before: None, after: Some(right(to, node, new.edit, when)), concerns_administrator };
    let permit = decide::<GrantRights>(actor, giving)?;
    let linked = Linked { to, tag_id: new.tag_id, node_id: new.node_id };
    let input = TagGrantInput { edit: new.edit, valid_from: new.valid_from, valid_until: new.valid_until };
    Ok(links::insert(tx, permit, &*app.random, now, linked, &input).await?)
}

/// The link as it is now, with its version.
pub async fn answer(
    app: &App,
    caller: &Caller,
    id: TagGrantId,
    mut response: HttpResponseBuilder,
) -> Answer<HttpResponse> {
    let read = async |actor: &Actor| {
        let link = links::find(&app.db, actor, id).await?.ok_or_else(Problem::not_found)?;
        Ok(Loaded::shown(link))
    };
    let link = caller.read(app, read).await?;
    Ok(response.insert_header(etag(link.version)).json(link))
}
