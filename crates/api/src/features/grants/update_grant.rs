use actix_web::{HttpResponse, put, web::Data};
use authz::{
    acts::{Giving, GrantRights},
    decide,
};
use domain::GrantId;

use super::{
    create_grant::answer,
    recipient::is_administrator,
    store::{self, Written},
    switches::meant,
    wire::{Grant, GrantInput, validity},
};
use crate::{
    app::App,
    http::{Answer, Body, Id, IfMatch, Problem, if_seen},
    identity::{Acting, Caller},
};

/// Change what a grant gives, or for how long [PL-4]. It takes having both what it gave and what it will give.
#[utoipa::path(
    tag = "grants",
    params(
        ("id" = Uuid, Path, description = "The grant"),
        ("If-Match" = String, Header, description = "The version of the grant, as in its `ETag`"),
    ),
    request_body = GrantInput,
    responses((status = 200, description = "Changed", body = Grant, headers(("ETag" = String, description = "Its version"))))
)]
#[put("/grants/{id}")]
pub async fn update_grant(
    app: Data<App>,
    caller: Caller,
    id: Id<GrantId>,
    version: IfMatch,
    body: Body<GrantInput>,
) -> Answer<HttpResponse> {
    let Body(new) = body;
    let when = validity(new.valid_from, new.valid_until)?;
    let Acting { tx, actor } = caller.begin_on_rights(&app).await?;
    let grant = store::lock(&tx, &actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let now = app.clock.now();
    let node = grant.right.node;
    let meant = meant(&tx, &actor, node, new.role_id, &new.switched_on, &new.switched_off).await?;
    let concerns_administrator = is_administrator(&tx, grant.to, now).await?;
    let giving =
        Giving { before: Some(grant.right), after: Some(meant.at(node, when)), concerns_administrator };
    let permit = decide::<GrantRights>(&actor, giving)?;
    version.check(grant.version)?;
    let written = Written { meant: &meant, from: when.from, until: when.until };
    store::update(&tx, permit, &*app.random, now, &grant, written).await?;
    tx.commit().await?;
    if_seen(answer(&app, &caller, id.0, HttpResponse::Ok()).await)
}
