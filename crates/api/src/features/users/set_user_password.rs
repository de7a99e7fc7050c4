use actix_web::{HttpResponse, put, web::Data};
use domain::UserId;
use secrecy::ExposeSecret;

use super::{
    read_user::answer,
    store,
    touch::{Touched, judge_first, not_oneself, touch},
    wire::{Account, ProvisionalPassword},
};
use crate::{
    app::App,
    features::{links, settings},
    http::{Answer, Body, Id, IfMatch, if_seen},
    identity::Caller,
};

/// Set somebody's password [PO-8]. It is provisional: they choose their own at the next login, before anything else
/// [PO-9]. All their sessions end, and they are told by mail.
#[utoipa::path(
    tag = "users",
    params(
        ("id" = Uuid, Path, description = "The user"),
        ("If-Match" = String, Header, description = "The version of the account, as in its `ETag`"),
    ),
    request_body = ProvisionalPassword,
    responses((status = 200, description = "Set", body = Account, headers(("ETag" = String, description = "Its version"))))
)]
#[put("/users/{id}/password")]
pub async fn set_user_password(
    app: Data<App>,
    caller: Caller,
    id: Id<UserId>,
    version: IfMatch,
    body: Body<ProvisionalPassword>,
) -> Answer<HttpResponse> {
    let Body(given) = body;
    not_oneself(&caller, id.0)?;
    judge_first(&app, &caller, id.0).await?;
    // Before the transaction: it takes a while, and others write meanwhile.
    let hash = app.passwords.hash(given.password.clone()).await?;
    let Touched { acting, row, permit } = touch(&app, &caller, id.0).await?;
    version.check(row.account.version)?;
    let organisation = settings::switches(&acting.tx).await?.organisation_name;
    let known = links::known_of(&row.account, &organisation);
    links::flaw_at("/password", given.password.expose_secret(), &known)?;
    store::set_password(&acting.tx, permit, app.tools(), &row.account, hash, &organisation).await?;
    acting.tx.commit().await?;
    app.outbox.notify_one();
    if_seen(answer(&app, &caller, id.0, HttpResponse::Ok()).await)
}
