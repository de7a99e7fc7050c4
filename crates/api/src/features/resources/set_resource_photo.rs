use actix_web::{
    put,
    web::{Data, Json},
};
use authz::{Actor, ResourceChange, acts::ManageResources, decide};
use domain::ResourceId;

use super::{store, wire::ResourceRow};
use crate::{
    app::App,
    features::pictures::{KeptPicture, PictureFile, sent},
    http::{Answer, Id, Problem, Upload},
    identity::{Acting, Caller},
    pictures::PictureKind,
};

/// Keep another photo of a resource: PNG, JPEG or WebP, at most 10 MiB [PL-1].
#[utoipa::path(
    tag = "resources",
    params(("id" = Uuid, Path, description = "The resource")),
    request_body(content(
        (PictureFile = "image/png"), (PictureFile = "image/jpeg"), (PictureFile = "image/webp"),
    )),
    responses((status = 200, description = "Kept", body = KeptPicture))
)]
#[put("/resources/{id}/photo")]
pub async fn set_resource_photo(
    app: Data<App>,
    caller: Caller,
    id: Id<ResourceId>,
    upload: Upload,
) -> Answer<Json<KeptPicture>> {
    may_change(&app, &caller, id.0).await?;
    let photo = sent(&app, PictureKind::Photo, upload).await?;
    let Acting { tx, actor } = caller.begin(&app).await?;
    let resource = store::lock(&tx, &actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let permit = decide::<ManageResources>(&actor, as_it_is(&resource)?)?;
    let kept = store::set_photo(&tx, permit, &*app.random, app.clock.now(), &resource, photo).await?;
    tx.commit().await?;
    Ok(Json(kept.into()))
}

/// Asked before the file is read: megabytes are not taken from whoever may not send them.
async fn may_change(app: &App, caller: &Caller, id: ResourceId) -> Answer<()> {
    let read = async |actor: &Actor| {
        let resource = store::find(&app.db, actor, id).await?.ok_or_else(Problem::not_found)?;
        Ok(actor.may_change_resource(&as_it_is(&resource)?)?)
    };
    caller.read(app, read).await
}

/// A change that leaves the resource where it lives.
pub fn as_it_is(resource: &ResourceRow) -> Answer<ResourceChange> {
    let home = resource.home().ok_or_else(Problem::not_found)?;
    Ok(ResourceChange { homes: vec![home], sets_rate: false })
}
