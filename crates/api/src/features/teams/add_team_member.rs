use actix_web::{HttpResponse, put, web::Data};
use authz::{acts::ManageTeams, decide};
use domain::TeamId;

use super::store;
use crate::{
    app::App,
    features::users,
    http::{Answer, Id, Member, Problem},
    identity::{Acting, Caller},
};

/// Let somebody join a team: they get what it gives, on their very next request. Who belongs already stays.
#[utoipa::path(
    tag = "teams",
    params(
        ("id" = Uuid, Path, description = "The team"),
        ("user_id" = Uuid, Path, description = "Whoever shall join; one must see their account"),
    ),
    responses((status = 204, description = "They belong to it"))
)]
#[put("/teams/{id}/members/{user_id}")]
pub async fn add_team_member(
    app: Data<App>,
    caller: Caller,
    id: Id<TeamId>,
    user: Member,
) -> Answer<HttpResponse> {
    let Acting { tx, actor } = caller.begin_on_rights(&app).await?;
    let team = store::lock(&tx, &actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let user = users::find_user(&tx, &actor, user.0).await?.ok_or_else(Problem::not_found)?;
    let now = app.clock.now();
    let permit = decide::<ManageTeams>(&actor, store::joining(&tx, &team, user, now).await?)?;
    if !store::belongs(&tx, &actor, team.id, user).await? {
        store::join(&tx, permit, &*app.random, now, &team, user).await?;
        tx.commit().await?;
    }
    Ok(HttpResponse::NoContent().finish())
}
