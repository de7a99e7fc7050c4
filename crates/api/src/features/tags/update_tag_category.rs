use actix_web::{HttpResponse, put, web::Data};
use authz::{acts::ManageTags, decide};
use domain::TagCategoryId;

use super::{
    create_tag_category::{answer, named_already},
    store::categories,
    wire::{TagCategory, TagCategoryChange},
};
use crate::{
    app::App,
    http::{Answer, Body, Id, IfMatch, Problem, ProblemDocument, if_seen},
    identity::{Acting, Caller},
};

/// Change an axis: its name, and how its tags are displayed [CT-1].
#[utoipa::path(
    tag = "tags",
    params(
        ("id" = Uuid, Path, description = "The category"),
        ("If-Match" = String, Header, description = "The version of the category, as in its `ETag`"),
    ),
    request_body = TagCategoryChange,
    responses(
        (status = 200, description = "Changed", body = TagCategory,
         headers(("ETag" = String, description = "Its version"))),
        (status = 409, description = "Another category there has this name", body = ProblemDocument,
         content_type = "application/problem+json"),
    )
)]
#[put("/tag-categories/{id}")]
pub async fn update_tag_category(
    app: Data<App>,
    caller: Caller,
    id: Id<TagCategoryId>,
    version: IfMatch,
    body: Body<TagCategoryChange>,
) -> Answer<HttpResponse> {
    let Acting { tx, actor } = caller.begin_on_rights(&app).await?;
    let category = categories::find_within(&tx, &actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let permit = decide::<ManageTags>(&actor, category.home)?;
    version.check(category.row.version)?;
    let changed = categories::update(&tx, permit, &*app.random, app.clock.now(), category.row, &body.0).await;
    changed.map_err(named_already)?;
    tx.commit().await?;
    if_seen(answer(&app, &caller, id.0, HttpResponse::Ok()).await)
}
