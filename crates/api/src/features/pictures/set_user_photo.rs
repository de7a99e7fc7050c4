use actix_web::{
    put,
    web::{Data, Json},
};
use authz::{acts::ChangeUser, decide};
use domain::UserId;

use super::{KeptPicture, PictureFile, sent, store};
use crate::{
    app::App,
    features::users,
    http::{Answer, Id, Upload},
    identity::{Acting, Caller},
    pictures::PictureKind,
};

/// Keep another photo of somebody: PNG, JPEG or WebP, at most 10 MiB. It takes being able to change their account.
#[utoipa::path(
    tag = "users",
    params(("id" = Uuid, Path, description = "The user")),
    request_body(content(
        (PictureFile = "image/png"), (PictureFile = "image/jpeg"), (PictureFile = "image/webp"),
    )),
    responses((status = 200, description = "Kept", body = KeptPicture))
)]
#[put("/users/{id}/photo")]
pub async fn set_user_photo(
    app: Data<App>,
    caller: Caller,
    id: Id<UserId>,
    upload: Upload,
) -> Answer<Json<KeptPicture>> {
    may_change(&app, &caller, id.0).await?;
    let photo = sent(&app, PictureKind::Photo, upload).await?;
    let Acting { tx, actor } = caller.begin_on_rights(&app).await?;
    let now = app.clock.now();
    let permit = decide::<ChangeUser>(&actor, users::change_held(&tx, &actor, id.0, now).await?)?;
    let kept = store::set_of_user(&tx, permit, &*app.random, now, photo).await?;
    tx.commit().await?;
    Ok(Json(kept.into()))
}

/// Asked before the file is read: megabytes are not taken from whoever may not send them.
async fn may_change(app: &App, caller: &Caller, user: UserId) -> Answer<()> {
    let Acting { tx, actor } = caller.begin_on_rights(app).await?;
    let change = users::change_held(&tx, &actor, user, app.clock.now()).await?;
    Ok(actor.may_touch_user(&change)?)
}
