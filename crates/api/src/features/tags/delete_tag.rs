use actix_web::{HttpResponse, delete, web::Data};
use authz::{acts::ManageTags, decide};
use domain::TagId;

use super::store::{
    links::{self, Uses},
    tags,
};
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
    let (all, seen) = links::uses(&tx, &actor, id.0).await?;
    if all != Uses::default() {
        return Err(Problem::because(Kind::Conflict, in_the_way(all, seen)));
    }
    tags::delete(&tx, permit, &*app.random, app.clock.now(), tag.row).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

/// What stands in the way, of what one sees; of the rest only that there is some.
fn in_the_way(all: Uses, seen: Uses) -> String {
    let Uses { requests, links } = seen;
    let told = format!("requests that bear this tag: {requests}, links that lead from it: {links}");
    if all == seen {
        format!("{told}; take it off and remove the links, or merge it into another tag")
    } else {
        format!("{told}, and some that you do not see; merge it into another tag, or ask those who see them")
    }
}
