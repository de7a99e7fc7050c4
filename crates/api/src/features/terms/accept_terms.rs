use actix_web::{
    HttpRequest, post,
    web::{Data, Json},
};
use authz::{acts::AcceptTerms, decide};

use super::{
    store,
    wire::{AcceptedTerms, TermsConsent},
};
use crate::{
    app::App,
    http::{Answer, Body, Kind, Problem, ProblemDocument, client_address},
    identity::{Acting, Newcomer, waits},
};

/// Accept the terms of use in force, for oneself [CT-7]. To accept them again changes nothing.
#[utoipa::path(
    tag = "terms",
    request_body = TermsConsent,
    responses(
        (status = 200, description = "Accepted", body = AcceptedTerms),
        (status = 409, description = "There is a newer version, which must be read first", body = ProblemDocument,
         content_type = "application/problem+json"),
    )
)]
#[post("/me/terms-acceptance")]
pub async fn accept_terms(
    request: HttpRequest,
    app: Data<App>,
    caller: Newcomer,
    body: Body<TermsConsent>,
) -> Answer<Json<AcceptedTerms>> {
    // What counts one's rights is a row that others who write by theirs share.
    let Acting { tx, actor } = caller.begin_on_rights(&app).await?;
    let permit = decide::<AcceptTerms>(&actor, actor.user()).map_err(|_refused| waits(actor.gate()))?;
    let version = store::in_force(&tx, &actor).await?.filter(|it| it.id == body.0.version_id);
    let version = version.ok_or_else(stale)?;
    let accepted = match store::acceptance(&tx, &actor, version.id).await? {
        Some(accepted) => accepted,
        None => {
            let address = client_address(&request, &app.config);
            store::accept(&tx, permit, &*app.random, app.clock.now(), &version, address).await?
        }
    };
    tx.commit().await?;
    let (number, accepted_at) = (version.number, accepted.accepted_at);
    Ok(Json(AcceptedTerms { version_id: version.id, number, accepted_at }))
}

fn stale() -> Problem {
    let detail = "these are not the terms of use in force: read them again, then accept that version";
    Problem::at(Kind::Conflict, "/version_id", "stale", detail)
}
