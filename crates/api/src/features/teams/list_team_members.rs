use actix_web::{
    get,
    web::{Data, Json},
};
use authz::Actor;
use domain::TeamId;

use super::{store, wire::TeamMemberPage};
use crate::{
    app::App,
    http::{Answer, Cursor, Id, Order, PageQuery, Params, Problem},
    identity::Caller,
};

/// List those who belong to a team, by last name [PO-10].
#[utoipa::path(
    tag = "teams",
    params(("id" = Uuid, Path, description = "The team"), PageQuery),
    responses((status = 200, description = "A page of its members", body = TeamMemberPage))
)]
#[get("/teams/{id}/members")]
pub async fn list_team_members(
    app: Data<App>,
    caller: Caller,
    id: Id<TeamId>,
    query: Params<PageQuery>,
) -> Answer<Json<TeamMemberPage>> {
    let page = query.0.start(Order::ByName)?;
    let read = async |actor: &Actor| {
        let team = store::find(&app.db, actor, id.0).await?.ok_or_else(Problem::not_found)?;
        let mut rows = store::list_members(&app.db, actor, team.id, &page).await?;
        let next = page.cut(&mut rows, |row| Cursor::Named(row.last_name.clone(), row.id));
        Ok(Json(TeamMemberPage { items: rows.into_iter().map(|row| row.shown(actor)).collect(), next }))
    };
    caller.read(&app, read).await
}
