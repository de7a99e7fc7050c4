use actix_web::{HttpResponse, put, web::Data};
use authz::{Actor, ResourceLink, acts::LinkResource, decide};
use chrono::{DateTime, Utc};
use domain::{ResourceId, UserId};

use super::{
    create_resource::answer,
    store,
    wire::{Resource, ResourceLogin, ResourceRow},
};
use crate::{
    app::App,
    db::Tx,
    features::users,
    http::{Answer, Body, Id, IfMatch, Kind, Problem, ProblemDocument, if_seen},
    identity::{Acting, Caller},
};

/// Say whose login a resource is: what it is assigned, that user is assigned from then on.
///
/// It takes being able to act as them, and to assign them wherever they come to work.
#[utoipa::path(
    tag = "resources",
    params(
        ("id" = Uuid, Path, description = "The resource"),
        ("If-Match" = String, Header, description = "The version of the resource, as in its `ETag`"),
    ),
    request_body = ResourceLogin,
    responses(
        (status = 200, description = "Said", body = Resource, headers(("ETag" = String, description = "Its version"))),
        (status = 409, description = "This login is another resource's", body = ProblemDocument,
         content_type = "application/problem+json"),
    )
)]
#[put("/resources/{id}/login")]
pub async fn link_resource(
    app: Data<App>,
    caller: Caller,
    id: Id<ResourceId>,
    version: IfMatch,
    body: Body<ResourceLogin>,
) -> Answer<HttpResponse> {
    let Acting { tx, actor } = caller.begin_on_rights(&app).await?;
    let before = store::lock(&tx, &actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let user = login(&tx, &actor, &before, &body.0).await?;
    let now = app.clock.now();
    let permit = decide::<LinkResource>(&actor, change(&tx, &before, user, now).await?)?;
    version.check(before.version)?;
    let linked = store::links::link(&tx, permit, &*app.random, now, &before, user).await;
    linked.map_err(linked_already)?;
    tx.commit().await?;
    if_seen(answer(&app, &caller, id.0, HttpResponse::Ok()).await)
}

/// The user whom the body names, whose account one must see; or who it is already.
async fn login(tx: &Tx, actor: &Actor, before: &ResourceRow, body: &ResourceLogin) -> Answer<Option<UserId>> {
    let Some(id) = body.user_id else { return Ok(None) };
    if before.user_id == Some(id) {
        return Ok(Some(UserId(id)));
    }
    let unknown = || Problem::at(Kind::InvalidBody, "/user_id", "unknown", "there is no such user");
    users::find_user(tx, actor, UserId(id)).await?.ok_or_else(unknown).map(Some)
}

/// All that decides whether the login may change.
async fn change(
    tx: &Tx,
    before: &ResourceRow,
    user: Option<UserId>,
    now: DateTime<Utc>,
) -> Answer<ResourceLink> {
    let home = before.home().ok_or_else(Problem::not_found)?;
    let before_and_after =
        before.user_id.map(UserId).filter(|last| Some(*last) != user).into_iter().chain(user);
    let mut logins = Vec::new();
    for user in before_and_after {
        logins.push(users::change_of_login(tx, user, now).await?);
    }
    let works_at = if user.is_some() { store::links::works_at(tx, before).await? } else { Vec::new() };
    Ok(ResourceLink { home, logins, works_at })
}

fn linked_already(error: crate::db::DbError) -> Problem {
    Problem::taken_at(error, "/user_id", "this is the login of another resource")
}
