use actix_web::{HttpResponse, put, web::Data};
use authz::{acts::ChangeOwnLanguage, decide};

use super::{
    read_me::answer,
    store,
    wire::{LanguageChoice, Me},
};
use crate::{
    app::App,
    http::{Answer, Body, IfMatch, Kind, Problem, if_seen},
    identity::{Acting, Newcomer},
};

/// Change the language of the app and of the mails one gets [PP-2].
#[utoipa::path(
    tag = "account",
    params(("If-Match" = String, Header, description = "The `ETag` of the account")),
    request_body = LanguageChoice,
    responses((status = 200, description = "Changed", body = Me, headers(("ETag" = String, description = "Its version"))))
)]
#[put("/me/language")]
pub async fn change_my_language(
    app: Data<App>,
    caller: Newcomer,
    version: IfMatch,
    body: Body<LanguageChoice>,
) -> Answer<HttpResponse> {
    // The row that holds one's rights is the one that changes: two that share it would wait for each other.
    let Acting { tx, actor } = caller.begin_on_rights(&app).await?;
    let account =
        store::lock_account(&tx, &actor).await?.ok_or_else(|| Problem::new(Kind::NotAuthenticated))?;
    version.check(account.version)?;
    let permit = decide::<ChangeOwnLanguage>(&actor, actor.user())?;
    store::change_language(&tx, permit, account, body.0.language.into()).await?;
    tx.commit().await?;
    if_seen(answer(&app, &caller).await)
}
