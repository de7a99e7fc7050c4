use actix_web::{HttpResponse, post, web::Data};
use authz::{Actor, Departure, Subject, acts::DeleteUser, decide};
use chrono::{DateTime, Utc};
use domain::UserId;

use super::{store, wire::Deletion};
use crate::{
    app::App,
    db::Tx,
    http::{Answer, Body, Id, IfMatch, Kind, Problem, ProblemDocument},
    identity::{Acting, Caller, facts::is_let_in},
};

/// Delete somebody's account. What they own is taken over by another: nothing is ever ownerless [CT-9].
///
/// They are out at once [PL-10]. Their name stays, for the history to tell [PO-7]; their username, address, phone,
/// pictures, sessions and permissions go, and such values in the audit with them. The username is free again.
///
/// Takes what shutting them out takes, and having all that the successor could do to what they take over.
#[utoipa::path(
    tag = "users",
    params(
        ("id" = Uuid, Path, description = "The user"),
        ("If-Match" = String, Header, description = "The version of the account, as in its `ETag`"),
    ),
    request_body = Deletion,
    responses(
        (status = 204, description = "Deleted"),
        (status = 409, description = "Open requests are assigned to them, or nobody takes over what they own",
         body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
#[post("/users/{id}/deletion")]
pub async fn delete_user(
    app: Data<App>,
    caller: Caller,
    id: Id<UserId>,
    version: IfMatch,
    body: Body<Deletion>,
) -> Answer<HttpResponse> {
    let now = app.clock.now();
    let Acting { tx, actor } = caller.begin_on_rights(&app).await?;
    let row = store::lock(&tx, &actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let change = store::change_of(&tx, &row, now).await?;
    let successor = match body.0.successor_id {
        Some(successor) => Some(successor_of(&tx, &actor, id.0, UserId(successor), now).await?),
        None => None,
    };
    let permit = decide::<DeleteUser>(&actor, Departure { change, successor })?;
    version.check(row.account.version)?;
    let left = store::left_behind(&tx, id.0).await?;
    refuse_ownerless(&left, permit.on().successor.is_some())?;
    store::delete(&tx, permit, &*app.random, now, &row.account, &left.owned).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Somebody else who is let in, held, with all that they may do.
async fn successor_of(
    tx: &Tx,
    actor: &Actor,
    leaving: UserId,
    successor: UserId,
    now: DateTime<Utc>,
) -> Answer<Subject> {
    let refused = |code, detail| Problem::at(Kind::InvalidBody, "/successor_id", code, detail);
    if successor == leaving {
        return Err(refused("itself", "somebody else must take over"));
    }
    let row = store::lock(tx, actor, successor).await?;
    let row = row.ok_or_else(|| refused("unknown", "there is nobody of that id"))?;
    if !is_let_in(&row.account, now) {
        return Err(refused("closed", "this account is closed: name somebody who can log in"));
    }
    Ok(store::change_of(tx, &row, now).await?.target)
}

fn refuse_ownerless(left: &store::Left, taken_over: bool) -> Answer<()> {
    let (assigned, owned) = (left.assigned, left.owned.len());
    if assigned > 0 {
        let detail = format!("open requests assigned to them: {assigned}; assign these to others first");
        return Err(Problem::because(Kind::Conflict, detail));
    }
    if owned > 0 && !taken_over {
        let detail = format!("requests that they own: {owned}; say who takes over");
        return Err(Problem::at(Kind::Conflict, "/successor_id", "required", detail));
    }
    Ok(())
}
