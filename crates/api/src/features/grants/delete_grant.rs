use actix_web::{HttpResponse, delete, web::Data};
use authz::{
    acts::{Giving, GrantRights},
    decide,
};
use domain::GrantId;

use super::{recipient::is_administrator, store};
use crate::{
    app::App,
    http::{Answer, Id, IfMatch, Problem},
    identity::{Acting, Caller},
};

/// Take what a grant gave: it is gone on the very next request [PL-7]. It takes having all that it gave.
#[utoipa::path(
    tag = "grants",
    params(
        ("id" = Uuid, Path, description = "The grant"),
        ("If-Match" = String, Header, description = "The version of the grant, as in its `ETag`"),
    ),
    responses((status = 204, description = "Taken"))
)]
#[delete("/grants/{id}")]
pub async fn delete_grant(
    app: Data<App>,
    caller: Caller,
    id: Id<GrantId>,
    version: IfMatch,
) -> Answer<HttpResponse> {
    let Acting { tx, actor } = caller.begin_on_rights(&app).await?;
    let grant = store::lock(&tx, &actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let now = app.clock.now();
    let concerns_administrator = is_administrator(&tx, grant.to, now).await?;
    let giving = Giving { before: Some(grant.right), after: None, concerns_administrator };
    let permit = decide::<GrantRights>(&actor, giving)?;
    version.check(grant.version)?;
    store::delete(&tx, permit, &*app.random, now, &grant).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
