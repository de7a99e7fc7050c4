use actix_web::{HttpResponse, HttpResponseBuilder, http::header, post, web::Data};
use authz::{Actor, acts::ManageTags, decide};
use domain::TagCategoryId;

use super::{
    store::categories,
    wire::{NewTagCategory, TagCategory},
};
use crate::{
    app::App,
    db::DbError,
    features::sites,
    http::{Answer, Body, Problem, ProblemDocument, etag},
    identity::{Acting, Caller},
};

/// Add an axis along which tags classify [CT-1, CT-4].
#[utoipa::path(
    tag = "tags",
    request_body = NewTagCategory,
    responses(
        (status = 201, description = "Added", body = TagCategory,
         headers(("ETag" = String, description = "Its version"), ("Location" = String, description = "Its address"))),
        (status = 409, description = "Another category there has this name", body = ProblemDocument,
         content_type = "application/problem+json"),
    )
)]
#[post("/tag-categories")]
pub async fn create_tag_category(
    app: Data<App>,
    caller: Caller,
    body: Body<NewTagCategory>,
) -> Answer<HttpResponse> {
    let Acting { tx, actor } = caller.begin(&app).await?;
    let home = sites::node_at(&tx, &actor, body.0.node_id).await?;
    let permit = decide::<ManageTags>(&actor, home)?;
    let made = categories::insert(&tx, permit, &*app.random, app.clock.now(), &body.0).await;
    let id = made.map_err(named_already)?;
    tx.commit().await?;
    let mut response = HttpResponse::Created();
    response.insert_header((header::LOCATION, format!("/api/v1/tag-categories/{id}")));
    answer(&app, &caller, id, response).await
}

/// The category as the caller may see it now, with its version.
pub async fn answer(
    app: &App,
    caller: &Caller,
    id: TagCategoryId,
    mut response: HttpResponseBuilder,
) -> Answer<HttpResponse> {
    let read = async |actor: &Actor| {
        let row = categories::find(&app.db, actor, id).await?.ok_or_else(Problem::not_found)?;
        Ok(TagCategory::new(actor, row))
    };
    let category = caller.read(app, read).await?;
    Ok(response.insert_header(etag(category.version)).json(category))
}

/// Two categories of one name at one place could not be told apart.
pub fn named_already(error: DbError) -> Problem {
    Problem::taken_at(error, "/name", "there is a category of this name there already")
}
