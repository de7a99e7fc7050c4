use actix_web::{
    get,
    web::{Data, Json},
};
use authz::Actor;
use domain::UserId;

use super::store;
use crate::{
    app::App,
    features::account::{SessionList, list_sessions},
    http::{Answer, Id, Problem},
    identity::Caller,
};

/// List where somebody is logged in. It takes what changing their account takes.
#[utoipa::path(
    tag = "users",
    params(("id" = Uuid, Path, description = "The user")),
    responses((status = 200, description = "Their sessions, the last used first", body = SessionList))
)]
#[get("/users/{id}/sessions")]
pub async fn list_user_sessions(app: Data<App>, caller: Caller, id: Id<UserId>) -> Answer<Json<SessionList>> {
    let now = app.clock.now();
    let read = async |actor: &Actor| {
        let row = store::find(&app.db, actor, id.0).await?.ok_or_else(Problem::not_found)?;
        let change = store::change_seen(&app.db, &row, now).await?;
        actor.may_touch_user(&change)?;
        Ok(list_sessions(&app.db, &actor.sessions_of(&change), caller.session, now).await?)
    };
    caller.read(&app, async |actor| read(actor).await.map(Json)).await
}
