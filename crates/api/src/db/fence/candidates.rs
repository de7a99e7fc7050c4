//! Who can be assigned: people and teams by their grants, resources without a login by where they live.

use authz::{Candidates, Offer};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, QueryFilter, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, SelectStatement},
};

use super::{Fenced, ids_of, instance_node, nothing, select};
use crate::db::{
    Engine,
    entities::{
        access_grant, access_grant_permission, resource, role, role_permission, team, team_member,
        user_account,
    },
};

impl Fenced<Candidates> for user_account::Entity {
    fn fence(offer: &Option<Offer>, _: Engine) -> Condition {
        let Some(offer) = offer else { return nothing() };
        let members = Condition::all()
            .add(team_member::Column::TeamId.in_subquery(ready(*offer, access_grant::Column::TeamId)));
        let members = ids_of(select::<team_member::Entity>(), team_member::Column::UserId, members);
        let own = ready(*offer, access_grant::Column::UserId);
        let may_be = Condition::any()
            .add(user_account::Column::SuperAdministrator.eq(true))
            .add(user_account::Column::Id.in_subquery(own))
            .add(user_account::Column::Id.in_subquery(members));
        in_order(offer.now).add(may_be)
    }
}

impl Fenced<Candidates> for team::Entity {
    fn fence(offer: &Option<Offer>, _: Engine) -> Condition {
        let Some(offer) = offer else { return nothing() };
        Condition::all().add(team::Column::Id.in_subquery(ready(*offer, access_grant::Column::TeamId)))
    }
}

/// Those without a login whose home is on the line of the site. Whoever has one is assigned as their login.
impl Fenced<Candidates> for resource::Entity {
    fn fence(offer: &Option<Offer>, _: Engine) -> Condition {
        let Some(Offer { place, .. }) = offer else { return nothing() };
        let home = Condition::any()
            .add(resource::Column::HomeNodeId.is_in([place.site.0, place.group.0]))
            .add(resource::Column::HomeNodeId.in_subquery(instance_node()));
        let free = Condition::all().add(resource::Column::Active.eq(true));
        free.add(resource::Column::UserId.is_null()).add(home)
    }
}

/// Accounts that are let in at that moment; nothing shuts a super administrator out [CT-5].
fn in_order(now: DateTime<Utc>) -> Condition {
    let on = Condition::all()
        .add(user_account::Column::Active.eq(true))
        .add(open_or(user_account::Column::EndsAt.gt(now), user_account::Column::EndsAt))
        .add(open_or(user_account::Column::SuspendedUntil.lte(now), user_account::Column::SuspendedUntil));
    Condition::all().add(Condition::any().add(user_account::Column::SuperAdministrator.eq(true)).add(on))
}

fn open_or(bound: Expr, column: impl ColumnTrait) -> Condition {
    Condition::any().add(column.is_null()).add(bound)
}

/// Whom the grants name that let somebody be offered as assignee.
fn ready(offer: Offer, whom: access_grant::Column) -> SelectStatement {
    grants_to_be_assigned(offer).filter(whom.is_not_null()).select_only().column(whom).into_query()
}

/// The grants that let somebody be offered as assignee, by the roles as they are.
fn grants_to_be_assigned(Offer { place, now }: Offer) -> Select<access_grant::Entity> {
    let action = authz::Action::BeAssigned.word();
    let switched = |on: bool| {
        let rows = Condition::all()
            .add(access_grant_permission::Column::Action.eq(action))
            .add(access_grant_permission::Column::SwitchedOn.eq(on));
        ids_of(select::<access_grant_permission::Entity>(), access_grant_permission::Column::GrantId, rows)
    };
    let permitted = Condition::all().add(role_permission::Column::Action.eq(action));
    let permitted = ids_of(select::<role_permission::Entity>(), role_permission::Column::RoleId, permitted);
    let everything = Condition::all().add(role::Column::Shipped.eq(authz::ShippedRole::Administrator.word()));
    let everything = ids_of(select::<role::Entity>(), role::Column::Id, everything);
    let by_role = Condition::all()
        .add(
            Condition::any()
                .add(access_grant::Column::RoleId.in_subquery(permitted))
                .add(access_grant::Column::RoleId.in_subquery(everything)),
        )
        .add(access_grant::Column::Id.not_in_subquery(switched(false)));
    let here = Condition::any()
        .add(access_grant::Column::NodeId.is_in([place.site.0, place.group.0]))
        .add(access_grant::Column::NodeId.in_subquery(instance_node()));
    select::<access_grant::Entity>()
        .filter(here)
        .filter(open_or(access_grant::Column::ValidFrom.lte(now), access_grant::Column::ValidFrom))
        .filter(open_or(access_grant::Column::ValidUntil.gt(now), access_grant::Column::ValidUntil))
        .filter(Condition::any().add(by_role).add(access_grant::Column::Id.in_subquery(switched(true))))
}
