use authz::{Permission, ShippedRole};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, ColumnTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use crate::{
    db::{
        DbError, Tx,
        entities::{role, role_permission},
        unfenced::Because,
    },
    random::Random,
};

/// The rows of a role as it ships. Administrator permits everything, now and later, so it has no permissions to keep.
#[must_use]
pub fn shipped_rows(
    shipped: ShippedRole,
    id: Uuid,
    instance: Uuid,
    now: DateTime<Utc>,
) -> (role::Model, Vec<role_permission::Model>) {
    let role = role::Model {
        id,
        node_id: instance,
        name: shipped.word().to_owned(),
        name_key: shipped.word().to_owned(),
        shipped: Some(shipped.word().to_owned()),
        version: 1,
        created_at: now,
    };
    let permission = |Permission { action, relation }| role_permission::Model {
        role_id: id,
        action: action.word().to_owned(),
        relation: relation.word().to_owned(),
    };
    let permissions = shipped.permissions().iter().filter(|_| shipped != ShippedRole::Administrator);
    (role, permissions.map(permission).collect())
}

/// The role that shipped as that, if it is still there.
///
/// # Errors
/// When the database fails.
pub async fn id_of(tx: &Tx, shipped: ShippedRole) -> Result<Option<Uuid>, DbError> {
    let unfenced = tx.unfenced(Because::TheInstanceIsBeingSetUp);
    let role = unfenced.find::<role::Entity>().filter(role::Column::Shipped.eq(shipped.word()));
    Ok(role.one(unfenced.connection()).await?.map(|role| role.id))
}

/// Gives a new instance its roles; answers the id of Administrator.
///
/// # Errors
/// When the database fails.
pub async fn ship(tx: &Tx, random: &dyn Random, now: DateTime<Utc>, instance: Uuid) -> Result<Uuid, DbError> {
    let unfenced = tx.unfenced(Because::TheInstanceIsBeingSetUp);
    let mut administrator = Uuid::nil();
    for shipped in ShippedRole::ALL {
        let id = random.id(now);
        if shipped == ShippedRole::Administrator {
            administrator = id;
        }
        let (role, permissions) = shipped_rows(shipped, id, instance, now);
        unfenced.insert(role.into_active_model().reset_all()).await?;
        let rows = permissions.into_iter().map(|row| row.into_active_model().reset_all());
        unfenced.insert_all(rows.collect()).await?;
    }
    Ok(administrator)
}
