use actix_web::{HttpResponse, HttpResponseBuilder, http::header, post, web::Data};
use authz::{Actor, acts::ManageTags, decide};
use domain::{TagCategoryId, TagId};

use super::{
    store::{categories, tags},
    wire::{NewTag, Tag},
};
use crate::{
    app::App,
    db::DbError,
    http::{Answer, Body, Kind, Problem, ProblemDocument, etag},
    identity::{Acting, Caller},
};

/// Add a tag to a category [CT-1, CT-4].
#[utoipa::path(
    tag = "tags",
    request_body = NewTag,
    responses(
        (status = 201, description = "Added", body = Tag,
         headers(("ETag" = String, description = "Its version"), ("Location" = String, description = "Its address"))),
        (status = 409, description = "Another tag of the category has this name", body = ProblemDocument,
         content_type = "application/problem+json"),
    )
)]
#[post("/tags")]
pub async fn create_tag(app: Data<App>, caller: Caller, body: Body<NewTag>) -> Answer<HttpResponse> {
    let Acting { tx, actor } = caller.begin(&app).await?;
    let unknown = || Problem::at(Kind::InvalidBody, "/category_id", "unknown", "there is no such category");
    let category = categories::find_within(&tx, &actor, TagCategoryId(body.0.category_id)).await?;
    let permit = decide::<ManageTags>(&actor, category.ok_or_else(unknown)?.home)?;
    let made = tags::insert(&tx, permit, &*app.random, app.clock.now(), &body.0).await;
    let id = made.map_err(named_already)?;
    tx.commit().await?;
    let mut response = HttpResponse::Created();
    response.insert_header((header::LOCATION, format!("/api/v1/tags/{id}")));
    answer(&app, &caller, id, response).await
}

/// The tag as the caller may see it now, with its version.
pub async fn answer(
    app: &App,
    caller: &Caller,
    id: TagId,
    mut response: HttpResponseBuilder,
) -> Answer<HttpResponse> {
    let read = async |actor: &Actor| {
        let row = tags::find(&app.db, actor, id).await?.ok_or_else(Problem::not_found)?;
        Ok(Tag::new(actor, row))
    };
    let tag = caller.read(app, read).await?;
    Ok(response.insert_header(etag(tag.version)).json(tag))
}

/// Two tags of one name in one category could not be told apart.
pub fn named_already(error: DbError) -> Problem {
    Problem::taken_at(error, "/name", "there is a tag of this name in the category already")
}
