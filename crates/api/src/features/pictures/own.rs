//! One's own pictures: what is done to a photo is done to a signature.

use actix_web::{HttpResponse, web::Json};
use authz::{Actor, acts::ChangeOwnAccount, decide};

use super::{IfNoneMatch, KeptPicture, sent, shown, store};
use crate::{
    app::App,
    http::{Answer, Problem, Upload},
    identity::{Acting, Caller},
    pictures::PictureKind,
};

pub async fn read(
    app: &App,
    caller: &Caller,
    known: &IfNoneMatch,
    kind: PictureKind,
) -> Answer<HttpResponse> {
    let read = async |actor: &Actor| {
        let row = store::own(&app.db, actor, kind).await?.ok_or_else(Problem::not_found)?;
        Ok(shown(row, known))
    };
    caller.read(app, read).await
}

pub async fn set(
    app: &App,
    caller: &Caller,
    upload: Upload,
    operation: &'static str,
    kind: PictureKind,
) -> Answer<Json<KeptPicture>> {
    let picture = sent(app, kind, upload).await?;
    let Acting { tx, actor } = caller.begin_on_rights(app).await?;
    let permit = decide::<ChangeOwnAccount>(&actor, actor.user())?;
    store::lock_own(&tx, &actor, kind).await?;
    let kept = store::set_own(&tx, permit, &*app.random, app.clock.now(), operation, picture).await?;
    tx.commit().await?;
    Ok(Json(kept.into()))
}

pub async fn remove(
    app: &App,
    caller: &Caller,
    operation: &'static str,
    kind: PictureKind,
) -> Answer<HttpResponse> {
    let Acting { tx, actor } = caller.begin_on_rights(app).await?;
    let permit = decide::<ChangeOwnAccount>(&actor, actor.user())?;
    if store::lock_own(&tx, &actor, kind).await?.is_some() {
        store::remove_own(&tx, permit, &*app.random, app.clock.now(), operation, kind).await?;
        tx.commit().await?;
    }
    Ok(HttpResponse::NoContent().finish())
}
