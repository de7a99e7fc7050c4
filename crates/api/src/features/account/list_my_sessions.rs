use actix_web::{
    get,
    web::{Data, Json},
};
use authz::{Scope, Sessions};
use chrono::{DateTime, Utc};
use domain::SessionId;

use super::{
    store,
    wire::{SessionList, ShownSession},
};
use crate::{
    app::App,
    db::{Db, DbError},
    http::Answer,
    identity::Caller,
};

/// List where one is logged in.
#[utoipa::path(tag = "account", responses((status = 200, description = "One's sessions, the last used first", body = SessionList)))]
#[get("/me/sessions")]
pub async fn list_my_sessions(app: Data<App>, caller: Caller) -> Answer<Json<SessionList>> {
    let now = app.clock.now();
    let list = caller
        .read(&app, async |actor| {
            Ok(list_sessions(&app.db, &actor.own_sessions(), caller.session, now).await?)
        })
        .await?;
    Ok(Json(list))
}

/// The living sessions that a scope lets through, the last used first; `current` is the one that asks.
///
/// # Errors
/// When the database fails, or the rights have changed.
pub async fn list_sessions(
    db: &Db,
    scope: &Scope<Sessions>,
    current: SessionId,
    now: DateTime<Utc>,
) -> Result<SessionList, DbError> {
    let rows = store::sessions(db, scope, now).await?;
    let shown = |row| ShownSession::of(row, current);
    Ok(SessionList { items: rows.into_iter().map(shown).collect() })
}
