use actix_web::{
    get,
    web::{Data, Json},
};
use authz::{Action, Actor, Refused, Roles, Scope};

use super::{
    store::{self, Loaded},
    wire::RolePage,
};
use crate::{
    app::App,
    http::{Answer, Cursor, Order, PageQuery, Params},
    identity::Caller,
};

/// List the roles, with what each permits and how many hold it [PO-10].
#[utoipa::path(
    tag = "roles",
    params(PageQuery),
    responses((status = 200, description = "A page of roles", body = RolePage))
)]
#[get("/roles")]
pub async fn list_roles(app: Data<App>, caller: Caller, query: Params<PageQuery>) -> Answer<Json<RolePage>> {
    let page = query.0.start(Order::ByName)?;
    let read = async |actor: &Actor| {
        readable(&actor.roles())?;
        let mut rows = store::list(&app.db, actor, &page).await?;
        let next = page.cut(&mut rows, |role| Cursor::Named(role.row.name.clone(), role.row.id));
        Ok(Json(RolePage { items: rows.iter().map(Loaded::shown).collect(), next }))
    };
    caller.read(&app, read).await
}

/// Says so where nothing can be seen, rather than answer an empty list.
pub fn readable(roles: &Scope<Roles>) -> Result<(), Refused> {
    match roles.filter() {
        authz::AllOrNothing::All => Ok(()),
        authz::AllOrNothing::Nothing => Err(Refused::Lacks(Action::ManageRoles)),
    }
}
