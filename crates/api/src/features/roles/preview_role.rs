use actix_web::{
    post,
    web::{Data, Json},
};
use authz::{Actor, Node, Permissions, Preview, Shift, preview};
use domain::{Level, RoleId};
use uuid::Uuid;

use super::{
    create_role::meant,
    list_roles::readable,
    store,
    wire::{PermissionPair, PersonPreview, RolePermissions, RolePreview, ShiftShown},
};
use crate::{
    app::App,
    http::{Answer, Body, Id, Problem},
    identity::Caller,
};

/// Tell who would gain and who would lose what, if a role permitted something else. Changes nothing.
#[utoipa::path(
    tag = "roles",
    params(("id" = Uuid, Path, description = "The role")),
    request_body = RolePermissions,
    responses((status = 200, description = "What it would mean", body = RolePreview))
)]
#[post("/roles/{id}/preview")]
pub async fn preview_role(
    app: Data<App>,
    caller: Caller,
    id: Id<RoleId>,
    body: Body<RolePermissions>,
) -> Answer<Json<RolePreview>> {
    let pairs = meant(&body.0.permissions, "/permissions")?;
    let read = async |actor: &Actor| {
        readable(&actor.roles())?;
        let role = store::find(&app.db, actor, id.0).await?.ok_or_else(Problem::not_found)?;
        if role.is_fixed() {
            return Err(authz::Refused::FixedRole.into());
        }
        let now = app.clock.now();
        let holders = store::before_and_after(&app.db, id.0, &pairs).await?;
        let all = holders.iter().map(|(before, after)| preview(before, after, now));
        let concerned: Vec<Preview> = all.filter(|preview| !preview.is_empty()).collect();
        let users: Vec<Uuid> = concerned.iter().map(|it| it.user.0).collect();
        let names = store::names(&app.db, actor, &users).await?;
        Ok(Json(told(actor, &concerned, names)))
    };
    caller.read(&app, read).await
}

fn told(actor: &Actor, concerned: &[Preview], names: Vec<(Uuid, String)>) -> RolePreview {
    let some = |of: fn(&Shift) -> Permissions| {
        concerned.iter().filter(|it| it.shifts.iter().any(|shift| !of(shift).is_empty())).count()
    };
    let sees =
        |user, node| user == actor.user() || actor.people().filter().iter().any(|top| top.covers(node));
    let person = |(id, name): (Uuid, String)| {
        let preview = concerned.iter().find(|it| it.user.0 == id)?;
        let shifts = preview.shifts.iter().filter(|shift| sees(preview.user, shift.node));
        let shifts: Vec<ShiftShown> = shifts.map(shown).collect();
        (!shifts.is_empty()).then_some(PersonPreview { id, name, shifts })
    };
    RolePreview {
        gaining: some(|shift| shift.gained),
        losing: some(|shift| shift.lost),
        people: names.into_iter().filter_map(person).collect(),
    }
}

fn shown(shift: &Shift) -> ShiftShown {
    let (level, node_id) = match shift.node {
        Node::Instance => (Level::Instance, None),
        Node::CompanyGroup(group) => (Level::CompanyGroup, Some(group.0)),
        Node::Site(place) => (Level::Site, Some(place.site.0)),
    };
    let pairs = |set: Permissions| set.iter().map(PermissionPair::from).collect();
    ShiftShown { level: level.into(), node_id, gained: pairs(shift.gained), lost: pairs(shift.lost) }
}
