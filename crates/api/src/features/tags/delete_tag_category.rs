use actix_web::{HttpResponse, delete, web::Data};
use authz::{acts::ManageTags, decide};
use domain::TagCategoryId;

use super::store::categories;
use crate::{
    app::App,
    http::{Answer, Id, IfMatch, Kind, Problem, ProblemDocument},
    identity::{Acting, Caller},
};

/// Delete an axis that holds no tags.
#[utoipa::path(
    tag = "tags",
    params(
        ("id" = Uuid, Path, description = "The category"),
        ("If-Match" = String, Header, description = "The version of the category, as in its `ETag`"),
    ),
    responses(
        (status = 204, description = "Deleted"),
        (status = 409, description = "It holds tags", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
#[delete("/tag-categories/{id}")]
pub async fn delete_tag_category(
    app: Data<App>,
    caller: Caller,
    id: Id<TagCategoryId>,
    version: IfMatch,
) -> Answer<HttpResponse> {
    let Acting { tx, actor } = caller.begin_on_rights(&app).await?;
    let category = categories::find_within(&tx, &actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let permit = decide::<ManageTags>(&actor, category.home)?;
    version.check(category.row.version)?;
    if category.tags > 0 {
        let detail =
            format!("tags in this category: {}; delete them or merge them into others first", category.tags);
        return Err(Problem::because(Kind::Conflict, detail));
    }
    categories::delete(&tx, permit, &*app.random, app.clock.now(), category.row).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
