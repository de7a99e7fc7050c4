use actix_web::{HttpResponse, delete, web::Data};
use authz::{acts::ManageTeams, decide};
use domain::TeamId;

use super::store;
use crate::{
    app::App,
    http::{Answer, Id, Member, Problem},
    identity::{Acting, Caller},
};

/// Take somebody out of a team: they lose what it gave them, on their very next request.
#[utoipa::path(
    tag = "teams",
    params(
        ("id" = Uuid, Path, description = "The team"),
        ("user_id" = Uuid, Path, description = "Whoever shall leave"),
    ),
    responses((status = 204, description = "They no longer belong to it"))
)]
#[delete("/teams/{id}/members/{user_id}")]
pub async fn remove_team_member(
    app: Data<App>,
    caller: Caller,
    id: Id<TeamId>,
    user: Member,
) -> Answer<HttpResponse> {
    let Acting { tx, actor } = caller.begin_on_rights(&app).await?;
    let team = store::lock(&tx, &actor, id.0).await?.ok_or_else(Problem::not_found)?;
    if !store::belongs(&tx, &actor, team.id, user.0).await? {
        return Err(Problem::not_found());
    }
    let now = app.clock.now();
    let permit = decide::<ManageTeams>(&actor, store::leaving(&tx, &team, &[user.0], now).await?)?;
    store::leave(&tx, permit, &*app.random, now, &team, user.0).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
