use actix_web::{HttpResponse, delete, web::Data};
use authz::{acts::ChangeUser, decide};
use domain::UserId;

use super::store;
use crate::{
    app::App,
    features::users,
    http::{Answer, Id},
    identity::{Acting, Caller},
};

/// Keep no photo of somebody. It takes being able to change their account.
#[utoipa::path(
    tag = "users",
    params(("id" = Uuid, Path, description = "The user")),
    responses((status = 204, description = "There is none"))
)]
#[delete("/users/{id}/photo")]
pub async fn remove_user_photo(app: Data<App>, caller: Caller, id: Id<UserId>) -> Answer<HttpResponse> {
    let Acting { tx, actor } = caller.begin_on_rights(&app).await?;
    let now = app.clock.now();
    let permit = decide::<ChangeUser>(&actor, users::change_held(&tx, &actor, id.0, now).await?)?;
    if store::photo_within(&tx, &actor, id.0).await?.is_some() {
        store::remove_of_user(&tx, permit, &*app.random, now).await?;
        tx.commit().await?;
    }
    Ok(HttpResponse::NoContent().finish())
}
