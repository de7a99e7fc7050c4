use actix_web::{HttpResponse, put, web::Data};
use authz::{acts::ManageTags, decide};
use domain::TagId;

use super::{
    create_tag::{answer, named_already},
    store::tags,
    wire::{Tag, TagChange},
};
use crate::{
    app::App,
    http::{Answer, Body, Id, IfMatch, Problem, ProblemDocument, if_seen},
    identity::{Acting, Caller},
};

/// Give a tag another name [CT-1].
#[utoipa::path(
    tag = "tags",
    params(
        ("id" = Uuid, Path, description = "The tag"),
        ("If-Match" = String, Header, description = "The version of the tag, as in its `ETag`"),
    ),
    request_body = TagChange,
    responses(
        (status = 200, description = "Changed", body = Tag, headers(("ETag" = String, description = "Its version"))),
        (status = 409, description = "Another tag of the category has this name", body = ProblemDocument,
         content_type = "application/problem+json"),
    )
)]
#[put("/tags/{id}")]
pub async fn update_tag(
    app: Data<App>,
    caller: Caller,
    id: Id<TagId>,
    version: IfMatch,
    body: Body<TagChange>,
) -> Answer<HttpResponse> {
    let Acting { tx, actor } = caller.begin_on_rights(&app).await?;
    let tag = tags::find_within(&tx, &actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let permit = decide::<ManageTags>(&actor, tag.home)?;
    version.check(tag.row.version)?;
    let name = body.0.name.trimmed();
    let changed = tags::update(&tx, permit, &*app.random, app.clock.now(), tag.row, name).await;
    changed.map_err(named_already)?;
    tx.commit().await?;
    if_seen(answer(&app, &caller, id.0, HttpResponse::Ok()).await)
}
