use actix_web::{HttpResponse, put, web::Data};
use domain::{UserId, fold_case};

use super::{
    create_user::refuse_taken,
    read_user::answer,
    store,
    touch::{Touched, not_oneself, touch},
    wire::{Account, EmailInput},
};
use crate::{
    app::App,
    features::settings,
    http::{Answer, Body, Id, IfMatch, ProblemDocument, if_seen},
    identity::Caller,
};

/// Give somebody another email address [PP-2]. Whoever has a password confirms it at the new address, and the old one is
/// told; until then the old one stays. Of those who never came in the address is changed at once, and an invitation to
/// the old one works no more.
#[utoipa::path(
    tag = "users",
    params(
        ("id" = Uuid, Path, description = "The user"),
        ("If-Match" = String, Header, description = "The version of the account, as in its `ETag`"),
    ),
    request_body = EmailInput,
    responses(
        (status = 200, description = "Changed, or waiting to be confirmed", body = Account, headers(("ETag" = String, description = "Its version"))),
        (status = 409, description = "Somebody else has that address", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
#[put("/users/{id}/email")]
pub async fn change_user_email(
    app: Data<App>,
    caller: Caller,
    id: Id<UserId>,
    version: IfMatch,
    body: Body<EmailInput>,
) -> Answer<HttpResponse> {
    let email = &body.0.email.0;
    not_oneself(&caller, id.0)?;
    let Touched { acting, row, permit } = touch(&app, &caller, id.0).await?;
    version.check(row.account.version)?;
    refuse_taken(&acting, email, None, Some(id.0)).await?;
    let organisation = settings::switches(&acting.tx).await?.organisation_name;
    let same_mailbox = fold_case(email) == row.account.email_key;
    if row.account.password_hash.is_some() && !same_mailbox {
        store::ask_to_confirm(&acting.tx, permit, app.tools(), &row.account, email, &organisation).await?;
    } else {
        store::set_email(&acting.tx, permit, app.tools(), &row.account, email).await?;
    }
    acting.tx.commit().await?;
    app.outbox.notify_one();
    if_seen(answer(&app, &caller, id.0, HttpResponse::Ok()).await)
}
