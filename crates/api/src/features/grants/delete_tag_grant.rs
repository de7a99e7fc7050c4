use actix_web::{HttpResponse, delete, web::Data};
use authz::{
    acts::{Giving, GrantRights},
    decide,
};
use domain::TagGrantId;

use super::{links, recipient::is_administrator};
use crate::{
    app::App,
    http::{Answer, Id, IfMatch, Problem},
    identity::{Acting, Caller},
};

/// Take a tag link: what it opened is closed on the very next request [PL-7].
#[utoipa::path(
    tag = "grants",
    params(
        ("id" = Uuid, Path, description = "The link"),
        ("If-Match" = String, Header, description = "The version of the link, as in its `ETag`"),
    ),
    responses((status = 204, description = "Taken"))
)]
#[delete("/tag-grants/{id}")]
pub async fn delete_tag_grant(
    app: Data<App>,
    caller: Caller,
    id: Id<TagGrantId>,
    version: IfMatch,
) -> Answer<HttpResponse> {
    let Acting { tx, actor } = caller.begin_on_rights(&app).await?;
    let link = links::lock(&tx, &actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let now = app.clock.now();
    let concerns_administrator = is_administrator(&tx, link.to, now).await?;
    let giving = Giving { before: Some(link.right()), after: None, concerns_administrator };
    let permit = decide::<GrantRights>(&actor, giving)?;
    version.check(link.row.version)?;
    links::delete(&tx, permit, &*app.random, now, &link.row).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
