use std::collections::HashMap;

use authz::{
    Action, Actor, Node, Permission, Permissions, Relation, RoleChange, ShippedRole, Subject,
    acts::ManageRoles,
};
use chrono::{DateTime, Utc};
use domain::{RoleId, UserId, fold_case};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel,
    JoinType, QueryFilter, QueryOrder, QuerySelect, RelationDef, Select,
};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::wire::{PermissionPair, Role, RoleInput, shipped_pairs};
use crate::{
    audit::Happened,
    db::{
        Db, DbError, Engine, Scoped, Tx,
        entities::{access_grant, node, role, role_permission, user_account},
        gathered, one_of,
        unfenced::Because,
    },
    features::{requests::full_name, sites},
    http::PageStart,
    identity::facts::{self, Whose, node_of, permission},
    random::Random,
};

/// A role with what it permits.
#[derive(Debug, Clone)]
pub struct Loaded {
    pub row: role::Model,
    pub pairs: Vec<Permission>,
    pub people: i64,
}

impl Loaded {
    fn new(row: Row) -> Result<Self, DbError> {
        #[derive(Deserialize)]
        struct Pair {
            action: String,
            relation: String,
        }
        let pairs: Vec<Pair> = gathered::read(&row.permissions)?;
        let mut pairs: Vec<Permission> =
            pairs.iter().filter_map(|pair| permission(&pair.action, &pair.relation)).collect();
        pairs.sort_unstable();
        Ok(Self { row: row.role, pairs, people: row.people })
    }

    /// What it shipped as, if it did.
    pub fn shipped(&self) -> Option<ShippedRole> {
        ShippedRole::named(self.row.shipped.as_deref()?)
    }

    /// Whether it is Administrator, which nobody changes.
    pub fn is_fixed(&self) -> bool {
        self.shipped() == Some(ShippedRole::Administrator)
    }

    /// All it opens.
    pub fn permissions(&self) -> Permissions {
        if self.is_fixed() { Permissions::ALL } else { self.pairs.iter().copied().collect() }
    }

    /// As it is told.
    pub fn shown(&self) -> Role {
        let own: Vec<Permission> =
            if self.is_fixed() { Permissions::ALL.iter().collect() } else { self.pairs.clone() };
        let came = self.shipped().map(shipped_pairs);
        let minus = |one: &[Permission], other: &[Permission]| -> Vec<PermissionPair> {
            one.iter().filter(|pair| !other.contains(pair)).map(|&pair| pair.into()).collect()
        };
        Role {
            id: self.row.id,
            name: self.row.name.clone(),
            shipped: self.shipped().map(Into::into),
            added: came.as_deref().map(|came| minus(&own, came)).unwrap_or_default(),
            removed: came.as_deref().map(|came| minus(came, &own)).unwrap_or_default(),
            permissions: own.into_iter().map(Into::into).collect(),
            fixed: self.is_fixed(),
            people: self.people,
            version: self.row.version,
        }
    }
}

/// A page of the roles that `actor` may see, by name.
pub async fn list(db: &Db, actor: &Actor, page: &PageStart) -> Result<Vec<Loaded>, DbError> {
    let roles = db.visible::<role::Entity, _>(&actor.roles()).narrow(|roles| {
        let roles = with_permissions(roles, db.engine())
            .order_by_asc(role::Column::Name)
            .order_by_asc(role::Column::Id);
        let start = page.after_name(role::Column::Name, role::Column::Id);
        roles.filter(Condition::all().add_option(start)).limit(page.fetch())
    });
    roles.rows::<Row>().await?.into_iter().map(Loaded::new).collect()
}

/// All roles that `actor` may see, by name.
pub async fn all(db: &Db, actor: &Actor) -> Result<Vec<Loaded>, DbError> {
    let roles = db.visible::<role::Entity, _>(&actor.roles());
    let roles = roles.narrow(|roles| with_permissions(roles, db.engine()).order_by_asc(role::Column::Name));
    roles.rows::<Row>().await?.into_iter().map(Loaded::new).collect()
}

/// The same within a transaction.
///
/// # Errors
/// When the database fails.
pub async fn all_within(tx: &Tx, actor: &Actor) -> Result<Vec<Loaded>, DbError> {
    let roles = tx.visible::<role::Entity, _>(&actor.roles());
    let roles = roles.narrow(|roles| with_permissions(roles, tx.engine()).order_by_asc(role::Column::Id));
    roles.rows::<Row>().await?.into_iter().map(Loaded::new).collect()
}

/// One role that `actor` may see.
pub async fn find(db: &Db, actor: &Actor, id: RoleId) -> Result<Option<Loaded>, DbError> {
    load(db.visible(&actor.roles()), db.engine(), id).await
}

/// One role, held against other writers: whoever changes rights writes alone.
pub async fn lock(tx: &Tx, actor: &Actor, id: RoleId) -> Result<Option<Loaded>, DbError> {
    load(tx.visible(&actor.roles()), tx.engine(), id).await
}

/// The nodes at which a role is held: where a change of it gives it anew.
pub async fn held_at(tx: &Tx, id: RoleId) -> Result<Vec<Node>, DbError> {
    #[derive(FromQueryResult)]
    struct Held {
        id: Uuid,
        level: String,
        parent_id: Option<Uuid>,
    }
    let to_node: RelationDef = access_grant::Entity::belongs_to(node::Entity)
        .from(access_grant::Column::NodeId)
        .to(node::Column::Id)
        .into();
    let unfenced = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
    let nodes = unfenced
        .find::<access_grant::Entity>()
        .select_only()
        .column_as(node::Column::Id, "id")
        .column_as(node::Column::Level, "level")
        .column_as(node::Column::ParentId, "parent_id")
        .distinct()
        .join(JoinType::InnerJoin, to_node)
        .filter(access_grant::Column::RoleId.eq(id.0));
    let nodes = nodes.into_model::<Held>().all(unfenced.connection()).await?;
    Ok(nodes.into_iter().filter_map(|row| node_of(&row.level, row.id, row.parent_id)).collect())
}

/// Adds a role at the top of the pyramid.
pub async fn insert(
    tx: &Tx,
    permit: authz::Permit<ManageRoles>,
    random: &dyn Random,
    now: DateTime<Utc>,
    new: &RoleInput,
    pairs: &[Permission],
) -> Result<RoleId, DbError> {
    let id = random.id(now);
    let top = sites::instance_id(tx).await?;
    let name = new.name.trimmed();
    let writer = tx.by(&permit);
    let row = role::ActiveModel {
        id: Set(id),
        node_id: Set(top),
        name_key: Set(fold_case(&name)),
        name: Set(name),
        shipped: Set(None),
        version: Set(1),
        created_at: Set(now),
    };
    writer.insert(row).await?;
    writer.insert_all(rows(id, pairs)).await?;
    happened("create_role", id, json!({ "name": new.name, "permissions": spelt(pairs) }))
        .record(writer, random, now, permit.by())
        .await?;
    Ok(RoleId(id))
}

/// Changes the name and the permissions of a role.
pub async fn update(
    tx: &Tx,
    permit: authz::Permit<ManageRoles>,
    random: &dyn Random,
    now: DateTime<Utc>,
    before: Loaded,
    new: &RoleInput,
    pairs: &[Permission],
) -> Result<(), DbError> {
    let writer = tx.by(&permit);
    let (id, name, version) = (before.row.id, new.name.trimmed(), before.row.version + 1);
    let detail = json!({
        "before": { "name": before.row.name, "permissions": spelt(&before.pairs) },
        "after": { "name": name, "permissions": spelt(pairs) },
    });
    let mut row = before.row.into_active_model();
    row.name_key = Set(fold_case(&name));
    row.name = Set(name);
    row.version = Set(version);
    writer.update(row).await?;
    writer.delete::<role_permission::Entity>(role_permission::Column::RoleId.eq(id).into()).await?;
    writer.insert_all(rows(id, pairs)).await?;
    happened("update_role", id, detail).record(writer, random, now, permit.by()).await
}

/// Deletes a role that nobody holds.
pub async fn delete(
    tx: &Tx,
    permit: authz::Permit<ManageRoles>,
    random: &dyn Random,
    now: DateTime<Utc>,
    role: Loaded,
) -> Result<(), DbError> {
    let writer = tx.by(&permit);
    let id = role.row.id;
    writer.delete::<role_permission::Entity>(role_permission::Column::RoleId.eq(id).into()).await?;
    writer.delete::<role::Entity>(role::Column::Id.eq(id).into()).await?;
    let detail = json!({ "name": role.row.name, "permissions": spelt(&role.pairs) });
    happened("delete_role", id, detail).record(writer, random, now, permit.by()).await
}

/// Everybody who holds a role, as they are and as they would be if it permitted `pairs`.
pub async fn before_and_after(
    db: &Db,
    role: RoleId,
    pairs: &[Permission],
) -> Result<Vec<(Subject, Subject)>, DbError> {
    let unfenced = db.unfenced(Because::ItBelongsToWhatIsPermitted);
    let before = facts::subjects(&unfenced, Whose::Everybody).await?;
    let after = facts::subjects_if(&unfenced, Whose::Everybody, Some((role, pairs))).await?;
    let mut after: HashMap<UserId, Subject> = after.into_iter().map(|it| (it.user, it)).collect();
    let holds =
        |subject: &Subject| subject.grants.iter().any(|grant| grant.role.is_some_and(|it| it.id == role));
    let pairs =
        before.into_iter().filter(holds).filter_map(|was| after.remove(&was.user).map(|will| (was, will)));
    Ok(pairs.collect())
}

/// The names of those of `users` whom `actor` may see, by name.
pub async fn names(db: &Db, actor: &Actor, users: &[Uuid]) -> Result<Vec<(Uuid, String)>, DbError> {
    let people = db.visible::<user_account::Entity, authz::People>(&actor.people()).narrow(|people| {
        people
            .filter(one_of(user_account::Column::Id, users, db.engine()))
            .order_by_asc(user_account::Column::LastName)
            .order_by_asc(user_account::Column::Id)
            .limit(200)
    });
    let people = people.all().await?;
    Ok(people.into_iter().map(|row| (row.id, full_name(&row.first_name, &row.last_name))).collect())
}

/// The change that the caller must be allowed to make.
pub fn change(role: Option<&Loaded>, after: Permissions, held_at: Vec<Node>) -> RoleChange {
    RoleChange {
        fixed: role.is_some_and(Loaded::is_fixed),
        home: Node::Instance,
        before: role.map(Loaded::permissions).unwrap_or_default(),
        after,
        held_at,
    }
}

#[derive(Debug, FromQueryResult)]
struct Row {
    #[sea_orm(nested)]
    role: role::Model,
    permissions: String,
    people: i64,
}

async fn load<C: ConnectionTrait>(
    roles: Scoped<'_, C, role::Entity>,
    engine: Engine,
    id: RoleId,
) -> Result<Option<Loaded>, DbError> {
    let role = roles.narrow(|roles| with_permissions(roles, engine).filter(role::Column::Id.eq(id.0)));
    role.row::<Row>().await?.map(Loaded::new).transpose()
}

fn with_permissions(roles: Select<role::Entity>, engine: Engine) -> Select<role::Entity> {
    roles.expr_as(gathered::permissions(engine), "permissions").expr_as(gathered::holders(), "people")
}

fn rows(role: Uuid, pairs: &[Permission]) -> Vec<role_permission::ActiveModel> {
    let row = |pair: &Permission| role_permission::ActiveModel {
        role_id: Set(role),
        action: Set(pair.action.word().to_owned()),
        relation: Set(pair.relation.word().to_owned()),
    };
    pairs.iter().map(row).collect()
}

fn spelt(pairs: &[Permission]) -> Vec<String> {
    pairs.iter().map(|pair| format!("{}:{}", pair.action.word(), pair.relation.word())).collect()
}

fn happened(operation: &'static str, id: Uuid, detail: serde_json::Value) -> Happened {
    Happened { operation, subject: "role", id, working: true, detail }
}

/// The pairs as they are kept: each once, none beside its own `any`.
pub fn tidied(pairs: &[PermissionPair]) -> Vec<Permission> {
    let all: Vec<Permission> = pairs.iter().map(|&pair| pair.into()).collect();
    let any = |action: Action| all.contains(&Permission { action, relation: Relation::Any });
    let mut kept: Vec<Permission> =
        all.iter().filter(|pair| pair.relation == Relation::Any || !any(pair.action)).copied().collect();
    kept.sort_unstable();
    kept.dedup();
    kept
}
