use authz::{Actor, Permit, acts::ChangeOwnLanguage};
use chrono::{DateTime, Utc};
use domain::{Language, Level};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, FromQueryResult, IntoActiveModel, JoinType,
    QueryFilter, QuerySelect, RelationDef,
};
use uuid::Uuid;

use super::wire::Me;
use crate::{
    db::{
        Db, DbError, Tx,
        entities::{access_grant, node, role, user_account},
        unfenced::Because,
    },
    features::sites,
    wire::HeldRole,
};

/// One's own account, with the name of the site that forms start with.
pub async fn find_me(db: &Db, actor: &Actor, now: DateTime<Utc>) -> Result<Option<Me>, DbError> {
    let Some(row) = db.visible::<user_account::Entity, _>(&actor.own_account()).one().await? else {
        return Ok(None);
    };
    let site = match row.default_site_id {
        Some(id) => sites::name_of(db, actor, id).await?,
        None => None,
    };
    let roles = if actor.gate().is_open() { held_roles(db, actor, now).await? } else { Vec::new() };
    Ok(Some(Me::new(actor, row, site, roles)))
}

/// The roles that `actor` holds, alone or through a team, those of the highest level first.
async fn held_roles(db: &Db, actor: &Actor, now: DateTime<Utc>) -> Result<Vec<HeldRole>, DbError> {
    let unfenced = db.unfenced(Because::ItBelongsToWhatIsPermitted);
    let teams = actor.teams().iter().map(|team| team.0);
    let given = Condition::any()
        .add(access_grant::Column::UserId.eq(actor.user().0))
        .add(access_grant::Column::TeamId.is_in(teams));
    let to_role: RelationDef = access_grant::Entity::belongs_to(role::Entity)
        .from(access_grant::Column::RoleId)
        .to(role::Column::Id)
        .into();
    let to_node: RelationDef = access_grant::Entity::belongs_to(node::Entity)
        .from(access_grant::Column::NodeId)
        .to(node::Column::Id)
        .into();
    let rows = unfenced
        .find::<access_grant::Entity>()
        .select_only()
        .column_as(role::Column::Id, "id")
        .column_as(role::Column::Name, "name")
        .column_as(role::Column::Shipped, "shipped")
        .column_as(node::Column::Level, "level")
        .join(JoinType::InnerJoin, to_role)
        .join(JoinType::InnerJoin, to_node)
        .filter(given)
        .filter(counts(now));
    let mut rows = rows.into_model::<HeldRow>().all(unfenced.connection()).await?;
    rows.sort_by_key(|row| (row.level.parse::<Level>().ok(), row.name.clone()));
    let mut roles: Vec<HeldRole> = Vec::new();
    for role in rows.into_iter().map(HeldRow::shown) {
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    Ok(roles)
}

/// A grant that counts at that moment.
fn counts(now: DateTime<Utc>) -> Condition {
    let (from, until) = (access_grant::Column::ValidFrom, access_grant::Column::ValidUntil);
    Condition::all()
        .add(Condition::any().add(from.is_null()).add(from.lte(now)))
        .add(Condition::any().add(until.is_null()).add(until.gt(now)))
}

#[derive(Debug, FromQueryResult)]
struct HeldRow {
    id: Uuid,
    name: String,
    shipped: Option<String>,
    level: String,
}

impl HeldRow {
    fn shown(self) -> HeldRole {
        HeldRole::stored(self.id, self.name, self.shipped.as_deref())
    }
}

/// One's own account, held against other writers.
pub async fn lock_account(tx: &Tx, actor: &Actor) -> Result<Option<user_account::Model>, DbError> {
    tx.visible::<user_account::Entity, _>(&actor.own_account()).locked().one().await
}

/// A language is a preference, not an event: it leaves no line in the audit.
pub async fn change_language(
    tx: &Tx,
    permit: Permit<ChangeOwnLanguage>,
    account: user_account::Model,
    language: Language,
) -> Result<(), DbError> {
    let version = account.version + 1;
    let mut row = account.into_active_model();
    row.language = Set(language.word().to_owned());
    row.version = Set(version);
    tx.by(&permit).update(row).await.map(drop)
}
