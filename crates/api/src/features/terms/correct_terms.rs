use actix_web::{HttpResponse, put, web::Data};
use authz::{Actor, acts::ChangeSettings, decide};
use domain::TermsVersionId;

use super::{
    store,
    wire::{TermsCorrection, TermsText},
};
use crate::{
    app::App,
    http::{Answer, Body, Id, IfMatch, InLanguage, Kind, Problem, ProblemDocument, etag, if_seen},
    identity::{Acting, Caller},
};

/// Correct a text of the terms in force, in place: nobody has to accept them again [CT-7].
#[utoipa::path(
    tag = "terms",
    params(
        ("id" = Uuid, Path, description = "The version"),
        ("language" = crate::wire::LanguageWord, Path, description = "The language of the text"),
        ("If-Match" = String, Header, description = "The version of the text, as in its `ETag`"),
    ),
    request_body = TermsCorrection,
    responses(
        (status = 200, description = "Corrected", body = TermsText, headers(("ETag" = String, description = "Its version"))),
        (status = 409, description = "A later version is in force", body = ProblemDocument,
         content_type = "application/problem+json"),
    )
)]
#[put("/terms-versions/{id}/texts/{language}")]
pub async fn correct_terms(
    app: Data<App>,
    caller: Caller,
    id: Id<TermsVersionId>,
    language: InLanguage,
    version: IfMatch,
    body: Body<TermsCorrection>,
) -> Answer<HttpResponse> {
    let Acting { tx, actor } = caller.begin(&app).await?;
    let permit = decide::<ChangeSettings>(&actor, ())?;
    let (id, language) = (id.0.0, language.0);
    let text = store::lock_text(&tx, &actor, id, language).await?.ok_or_else(Problem::not_found)?;
    version.check(text.version)?;
    if store::in_force(&tx, &actor).await?.is_none_or(|it| it.id != id) {
        let detail = "a later version is in force, and what was accepted stays as it is: correct that one";
        return Err(Problem::because(Kind::Conflict, detail));
    }
    let markdown = body.0.markdown.trimmed();
    store::correct(&tx, permit, &*app.random, app.clock.now(), text, markdown).await?;
    tx.commit().await?;
    let read = async |actor: &Actor| {
        let text = store::text(&app.db, actor, id, language).await?.ok_or_else(Problem::not_found)?;
        Ok(HttpResponse::Ok().insert_header(etag(text.version)).json(TermsText::from(text)))
    };
    if_seen(caller.read(&app, read).await)
}
