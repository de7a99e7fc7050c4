use actix_web::{HttpResponse, delete, web::Data};
use authz::{acts::ManageTags, decide};
use domain::TagId;

use super::store::{links, tags};
use crate::{
    app::App,
    http::{Answer, Id, IfMatch, Kind, Problem, ProblemDocument},
    identity::{Acting, Caller},
};

/// Delete a tag that no request bears and nobody is linked to.
#[utoipa::path(
    tag = "tags",
    params(
        ("id" = Uuid, Path, description = "The tag"),
        ("If-Match" = String, Header, description = "The version of the tag, as in its `ETag`"),
    ),
    responses(
        (status = 204, description = "Deleted"),
        (status = 409, description = "Requests bear it, or links lead from it", body = ProblemDocument,
         content_type = "application/problem+json"),
    )
)]
#[delete("/tags/{id}")]
pub async fn delete_tag(
    app: Data<App>,
    caller: Caller,
    id: Id<TagId>,
    version: IfMatch,
) -> Answer<HttpResponse> {
    let Acting { tx, actor } = caller.begin_on_rights(&app).await?;
    let tag = tags::find_within(&tx, &actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let permit = decide::<ManageTags>(&actor, tag.home)?;
    version.check(tag.row.version)?;
    let (requests, links) = links::uses(&tx, id.0).await?;
    if (requests, links) != (0, 0) {
        let detail = format!(
            "requests that bear this tag: {requests}, links that lead from it: {links}; take it off and remove the \
             links, or merge it into another tag"
        );
        return Err(Problem::because(Kind::Conflict, detail));
    }
    tags::delete(&tx, permit, &*app.random, app.clock.now(), tag.row).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
