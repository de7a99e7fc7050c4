use actix_web::{HttpResponse, HttpResponseBuilder, http::header, post, web::Data};
use authz::{Actor, ResourceChange, acts::ManageResources, decide};
use domain::ResourceId;
use uuid::Uuid;

use super::{
    store,
    wire::{NewResource, Resource},
};
use crate::{
    app::App,
    db::{DbError, Tx},
    features::sites,
    http::{Answer, Body, Problem, ProblemDocument, etag},
    idempotency::{IdempotencyKey, IdempotencyKeyText},
    identity::{Acting, Caller},
};

/// Make a resource. It has no login, and can be assigned from now on [PL-1].
#[utoipa::path(
    tag = "resources",
    params(("Idempotency-Key" = Option<IdempotencyKeyText>, Header, description = "The same key with the same body makes it once")),
    request_body = NewResource,
    responses(
        (status = 201, description = "Made", body = Resource,
         headers(("ETag" = String, description = "Its version"), ("Location" = String, description = "Its address"))),
        (status = 409, description = "Another resource at this place has this code", body = ProblemDocument,
         content_type = "application/problem+json"),
    )
)]
#[post("/resources")]
pub async fn create_resource(
    app: Data<App>,
    caller: Caller,
    key: IdempotencyKey,
    body: Body<NewResource>,
) -> Answer<HttpResponse> {
    let once = key.once("create_resource", caller.user(), &body.0);
    let Acting { tx, actor } = caller.begin(&app).await?;
    let id = match once.made_before(&tx, app.clock.now()).await? {
        Some(id) => id,
        None => {
            let id = make(&app, &actor, &tx, &body.0).await?;
            once.keep(&tx, id).await?;
            id
        }
    };
    tx.commit().await?;
    let mut response = HttpResponse::Created();
    response.insert_header((header::LOCATION, format!("/api/v1/resources/{id}")));
    answer(&app, &caller, ResourceId(id), response).await
}

async fn make(app: &App, actor: &Actor, tx: &Tx, new: &NewResource) -> Answer<Uuid> {
    let home = sites::node_at(tx, actor, new.node_id).await?;
    let change = ResourceChange { homes: vec![home], sets_rate: new.hourly_rate.is_some() };
    let permit = decide::<ManageResources>(actor, change)?;
    let made = store::insert(tx, permit, &*app.random, app.clock.now(), new).await;
    made.map_err(coded_already)
}

/// The resource as the caller may see it now, with its version.
pub async fn answer(
    app: &App,
    caller: &Caller,
    id: ResourceId,
    mut response: HttpResponseBuilder,
) -> Answer<HttpResponse> {
    let read = async |actor: &Actor| {
        let row = store::find(&app.db, actor, id).await?.ok_or_else(Problem::not_found)?;
        Ok(row.shown(actor))
    };
    let resource = caller.read(app, read).await?;
    Ok(response.insert_header(etag(resource.version)).json(resource))
}

/// Two resources of one code could not be told apart on a document.
pub fn coded_already(error: DbError) -> Problem {
    Problem::taken_at(error, "/code", "there is a resource of this code at this place already")
}
