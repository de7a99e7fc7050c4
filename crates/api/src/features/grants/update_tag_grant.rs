use actix_web::{HttpResponse, put, web::Data};
use authz::{
    acts::{Giving, GrantRights},
    decide,
};
use domain::TagGrantId;

use super::{
    create_tag_grant::answer,
    links::{self, right},
    recipient::is_administrator,
    wire::{TagGrant, TagGrantInput, validity},
};
use crate::{
    app::App,
    http::{Answer, Body, Id, IfMatch, Problem, if_seen},
    identity::{Acting, Caller},
};

/// Change what a tag link opens, or for how long.
#[utoipa::path(
    tag = "grants",
    params(
        ("id" = Uuid, Path, description = "The link"),
        ("If-Match" = String, Header, description = "The version of the link, as in its `ETag`"),
    ),
    request_body = TagGrantInput,
    responses((status = 200, description = "Changed", body = TagGrant, headers(("ETag" = String, description = "Its version"))))
)]
#[put("/tag-grants/{id}")]
pub async fn update_tag_grant(
    app: Data<App>,
    caller: Caller,
    id: Id<TagGrantId>,
    version: IfMatch,
    body: Body<TagGrantInput>,
) -> Answer<HttpResponse> {
    let Body(new) = body;
    let when = validity(new.valid_from, new.valid_until)?;
    let Acting { tx, actor } = caller.begin_on_rights(&app).await?;
    let link = links::lock(&tx, &actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let now = app.clock.now();
    let concerns_administrator = is_administrator(&tx, link.to, now).await?;
    let after = Some(right(link.to, link.node, new.edit, when));
    let giving = Giving { before: Some(link.right()), after, concerns_administrator };
    let permit = decide::<GrantRights>(&actor, giving)?;
    version.check(link.row.version)?;
    links::update(&tx, permit, &*app.random, now, &link.row, &new).await?;
    tx.commit().await?;
    if_seen(answer(&app, &caller, id.0, HttpResponse::Ok()).await)
}
