use actix_web::{HttpResponse, delete, web::Data};
use authz::{acts::ManageResources, decide};
use domain::ResourceId;

use super::{set_resource_photo::as_it_is, store};
use crate::{
    app::App,
    http::{Answer, Id, Problem},
    identity::{Acting, Caller},
};

/// Keep no photo of a resource.
#[utoipa::path(
    tag = "resources",
    params(("id" = Uuid, Path, description = "The resource")),
    responses((status = 204, description = "There is none"))
)]
#[delete("/resources/{id}/photo")]
pub async fn remove_resource_photo(
    app: Data<App>,
    caller: Caller,
    id: Id<ResourceId>,
) -> Answer<HttpResponse> {
    let Acting { tx, actor } = caller.begin(&app).await?;
    let resource = store::lock(&tx, &actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let permit = decide::<ManageResources>(&actor, as_it_is(&resource)?)?;
    if resource.photo_id.is_some() {
        store::remove_photo(&tx, permit, &*app.random, app.clock.now(), &resource).await?;
        tx.commit().await?;
    }
    Ok(HttpResponse::NoContent().finish())
}
