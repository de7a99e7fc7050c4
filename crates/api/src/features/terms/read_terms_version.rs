use actix_web::{
    get,
    web::{Data, Json},
};
use authz::{Actor, acts::ChangeSettings, decide};
use domain::TermsVersionId;

use super::{store, wire::TermsVersionTexts};
use crate::{
    app::App,
    http::{Answer, Id, Problem},
    identity::Caller,
};

/// Read a version of the terms of use, in every language.
#[utoipa::path(
    tag = "terms",
    params(("id" = Uuid, Path, description = "The version")),
    responses((status = 200, description = "The version", body = TermsVersionTexts))
)]
#[get("/terms-versions/{id}")]
pub async fn read_terms_version(
    app: Data<App>,
    caller: Caller,
    id: Id<TermsVersionId>,
) -> Answer<Json<TermsVersionTexts>> {
    let read = async |actor: &Actor| {
        decide::<ChangeSettings>(actor, ()).map(drop)?;
        let (version, texts) =
            store::with_texts(&app.db, actor, id.0.0).await?.ok_or_else(Problem::not_found)?;
        let texts = texts.into_iter().map(Into::into).collect();
        Ok(Json(TermsVersionTexts { id: version.id, number: version.number, texts }))
    };
    caller.read(&app, read).await
}
