use actix_web::{HttpResponse, put, web::Data};
use authz::{
    acts::{ChangeRequestStatus, StatusMove},
    decide,
};
use domain::{RequestId, RequestStatus, UserId};

use super::{
    mails::Post,
    read_request::answer,
    store,
    wire::{Request, StatusChange},
};
use crate::{
    app::App,
    features::settings,
    http::{Answer, Body, Id, IfMatch, Kind, Problem, ProblemDocument, if_seen},
    identity::{Acting, Caller},
};

/// Move a request along its life cycle [OP-9]; its requester is told by mail.
#[utoipa::path(
    tag = "requests",
    params(
        ("id" = Uuid, Path, description = "The request"),
        ("If-Match" = String, Header, description = "The version of the request, as in its `ETag`"),
    ),
    request_body = StatusChange,
    responses(
        (status = 200, description = "Moved", body = Request, headers(("ETag" = String, description = "Its version"))),
        (status = 409, description = "The life cycle does not know this move", body = ProblemDocument,
         content_type = "application/problem+json"),
    )
)]
#[put("/requests/{id}/status")]
pub async fn change_request_status(
    app: Data<App>,
    caller: Caller,
    id: Id<RequestId>,
    version: IfMatch,
    body: Body<StatusChange>,
) -> Answer<HttpResponse> {
    let Acting { tx, actor } = caller.begin(&app).await?;
    let loaded = store::lock(&tx, &actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let (from, to) = (loaded.status(), body.0.status.into());
    let permit =
        decide::<ChangeRequestStatus>(&actor, StatusMove { request: loaded.facts.clone(), from, to })?;
    version.check(loaded.row.version)?;
    let (to, reason) = checked(from, &body.0)?;
    let now = app.clock.now();
    let reason = reason.as_deref();
    let writer = store::change::change_status(&tx, permit, &*app.random, now, &loaded, to, reason).await?;
    let switches = settings::switches(&tx).await?;
    if let Some(owner) = store::owner(&tx, UserId(loaded.row.owner_id)).await? {
        let (random, request) = (&*app.random, &loaded);
        let post = Post { writer, random, now, switches: &switches, request, owner: &owner };
        post.tell_of_status(to, reason).await?;
    }
    tx.commit().await?;
    app.outbox.notify_one();
    if_seen(answer(&app, &caller, id.0, HttpResponse::Ok()).await)
}

/// The move against the table, and its reason.
fn checked(from: RequestStatus, change: &StatusChange) -> Answer<(RequestStatus, Option<String>)> {
    let to = from.move_to(change.status.into()).map_err(|forbidden| {
        Problem::at(Kind::ForbiddenMove, "/status", "forbidden_move", forbidden.to_string())
    })?;
    let reason = change.reason.as_ref().map(crate::wire::Prose::trimmed);
    if to.takes_reason() && reason.is_none() {
        let detail = "tell the requester why it is rejected";
        return Err(Problem::at(Kind::InvalidBody, "/reason", "required", detail));
    }
    Ok((to, reason))
}
