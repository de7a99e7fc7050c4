//! SQL of grants.

use authz::{
    Accounts, Actor, Grants, Permission, Permit, Principal, Right, ShippedRole, Validity, acts::GrantRights,
};
use chrono::{DateTime, Utc};
use domain::GrantId;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, IntoSimpleExpr,
    JoinType, QueryFilter, QueryOrder, QuerySelect, RelationDef, Select,
};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::{
    switches::Meant,
    wire::{Grant, GrantQuery},
};
use crate::{
    audit::Happened,
    db::{
        Db, DbError, Engine, Scoped, Tx,
        entities::{access_grant, access_grant_permission, node, role, team, user_account},
        gathered, one_of,
    },
    features::requests::full_name,
    http::PageStart,
    identity::facts::{node_of, permission, principal, with_switches},
    random::Random,
    wire::{HeldRole, PersonOrTeam, PrincipalKind, ShownNode},
};

/// A grant with the names around it.
#[derive(Debug, Clone)]
pub struct Loaded {
    pub id: GrantId,
    pub created_at: DateTime<Utc>,
    pub version: i32,
    pub to: Principal,
    /// What it gives.
    pub right: Right,
    shown: Shown,
}

#[derive(Debug, Clone)]
struct Shown {
    to: PersonOrTeam,
    node: ShownNode,
    role: Option<HeldRole>,
    switches: Vec<(Permission, bool)>,
    from: Option<DateTime<Utc>>,
    until: Option<DateTime<Utc>>,
}

impl Loaded {
    /// The role that is given, if one is, and where.
    #[must_use]
    pub fn role_at(&self) -> Option<(Uuid, Uuid)> {
        self.shown.role.as_ref().map(|role| (role.id, self.shown.node.id))
    }

    /// The grant as it is told.
    pub fn shown(&self) -> Grant {
        let shown = self.shown.clone();
        let switched = |wanted: bool| {
            let those = shown.switches.iter().filter(|(_, on)| *on == wanted);
            those.map(|&(permission, _)| permission.into()).collect()
        };
        Grant {
            id: self.id.0,
            switched_on: switched(true),
            switched_off: switched(false),
            to: shown.to,
            node: shown.node,
            role: shown.role,
            permissions: self.right.permissions.iter().map(Into::into).collect(),
            valid_from: shown.from,
            valid_until: shown.until,
            version: self.version,
        }
    }
}

/// A page of the grants that `actor` may see, the latest first.
pub async fn list(
    db: &Db,
    actor: &Actor,
    query: &GrantQuery,
    page: &PageStart,
) -> Result<Vec<Loaded>, DbError> {
    let which = Condition::all()
        .add_option(query.user_id.map(|user| access_grant::Column::UserId.eq(user)))
        .add_option(query.team_id.map(|team| access_grant::Column::TeamId.eq(team)))
        .add_option(query.node_id.map(|node| access_grant::Column::NodeId.eq(node)))
        .add_option(query.role_id.map(|role| access_grant::Column::RoleId.eq(role)))
        .add_option(page.before_moment(access_grant::Column::CreatedAt, access_grant::Column::Id));
    let grants = db.visible::<access_grant::Entity, Grants>(&actor.seen_grants()).narrow(|grants| {
        with_names(grants, db.engine())
            .filter(which)
            .order_by_desc(access_grant::Column::CreatedAt)
            .order_by_desc(access_grant::Column::Id)
            .limit(page.fetch())
    });
    grants.rows::<Row>().await?.into_iter().filter_map(|row| loaded(row).transpose()).collect()
}

/// What `actor` was given, alone or through a team, the latest first.
///
/// # Errors
/// When the database fails, or the rights have changed.
pub async fn given_to_myself(db: &Db, actor: &Actor) -> Result<Vec<Grant>, DbError> {
    let grants = db.visible::<access_grant::Entity, Accounts>(&actor.own_account());
    let grants = grants
        .narrow(|grants| with_names(grants, db.engine()).order_by_desc(access_grant::Column::CreatedAt));
    let rows = grants.rows::<Row>().await?.into_iter().filter_map(|row| loaded(row).transpose());
    rows.map(|row| row.map(|grant| grant.shown())).collect()
}

/// One grant that `actor` may see.
pub async fn find(db: &Db, actor: &Actor, id: GrantId) -> Result<Option<Loaded>, DbError> {
    load(db.visible(&actor.seen_grants()), db.engine(), id).await
}

/// One grant that `actor` may see, as it stands in a transaction in which nobody else changes rights.
pub async fn lock(tx: &Tx, actor: &Actor, id: GrantId) -> Result<Option<Loaded>, DbError> {
    load(tx.visible(&actor.seen_grants()), tx.engine(), id).await
}

/// The grants of many people, of those that `actor` may see.
///
/// # Errors
/// When the database fails.
pub async fn of_many(tx: &Tx, actor: &Actor, users: &[Uuid]) -> Result<Vec<Loaded>, DbError> {
    if users.is_empty() {
        return Ok(Vec::new());
    }
    let engine = tx.engine();
    let theirs = one_of(access_grant::Column::UserId, users, engine);
    let grants = tx.visible::<access_grant::Entity, Grants>(&actor.seen_grants());
    let grants = grants.narrow(|grants| with_names(grants, engine).filter(theirs));
    grants.rows::<Row>().await?.into_iter().filter_map(|row| loaded(row).transpose()).collect()
}

/// A grant to write.
#[derive(Debug)]
pub struct Written<'a> {
    pub meant: &'a Meant,
    pub from: Option<DateTime<Utc>>,
    pub until: Option<DateTime<Utc>>,
}

/// Gives what the permit is for.
pub async fn insert(
    tx: &Tx,
    permit: Permit<GrantRights>,
    random: &dyn Random,
    now: DateTime<Utc>,
    (to, node_id): (Principal, Uuid),
    new: Written<'_>,
) -> Result<GrantId, DbError> {
    let id = random.id(now);
    let (user_id, team_id) = columns(to);
    let writer = tx.by(&permit);
    let row = access_grant::ActiveModel {
        id: Set(id),
        user_id: Set(user_id),
        team_id: Set(team_id),
        node_id: Set(node_id),
        role_id: Set(new.meant.role.map(|role| role.id.0)),
        valid_from: Set(new.from),
        valid_until: Set(new.until),
        version: Set(1),
        created_at: Set(now),
    };
    writer.insert(row).await?;
    writer.insert_all(switch_rows(id, new.meant)).await?;
    let detail = json!({ "user": user_id, "team": team_id, "node": node_id, "after": told(&new) });
    happened("create_grant", id, detail).record(writer, random, now, permit.by()).await?;
    Ok(GrantId(id))
}

/// Makes of a grant what the permit is for.
pub async fn update(
    tx: &Tx,
    permit: Permit<GrantRights>,
    random: &dyn Random,
    now: DateTime<Utc>,
    before: &Loaded,
    new: Written<'_>,
) -> Result<(), DbError> {
    let id = before.id.0;
    let writer = tx.by(&permit);
    let row = access_grant::ActiveModel {
        id: Set(id),
        role_id: Set(new.meant.role.map(|role| role.id.0)),
        valid_from: Set(new.from),
        valid_until: Set(new.until),
        version: Set(before.version + 1),
        ..Default::default()
    };
    writer.update(row).await?;
    writer
        .delete::<access_grant_permission::Entity>(access_grant_permission::Column::GrantId.eq(id).into())
        .await?;
    writer.insert_all(switch_rows(id, new.meant)).await?;
    let ((user, team), node) = (columns(before.to), before.shown.node.id);
    let detail =
        json!({ "user": user, "team": team, "node": node, "before": before.told(), "after": told(&new) });
    happened("update_grant", id, detail).record(writer, random, now, permit.by()).await
}

/// Takes a grant.
pub async fn delete(
    tx: &Tx,
    permit: Permit<GrantRights>,
    random: &dyn Random,
    now: DateTime<Utc>,
    grant: &Loaded,
) -> Result<(), DbError> {
    let writer = tx.by(&permit);
    writer.delete::<access_grant::Entity>(access_grant::Column::Id.eq(grant.id.0).into()).await?;
    let (user, team) = columns(grant.to);
    let node = grant.shown.node.id;
    let detail = json!({ "user": user, "team": team, "node": node, "before": grant.told() });
    happened("delete_grant", grant.id.0, detail).record(writer, random, now, permit.by()).await
}

impl Loaded {
    fn told(&self) -> serde_json::Value {
        let shown = &self.shown;
        let role = shown.role.as_ref().map(|role| role.id);
        json!({ "role": role, "switches": spelt(&shown.switches), "from": shown.from, "until": shown.until })
    }
}

fn told(new: &Written<'_>) -> serde_json::Value {
    let switches = spelt(&new.meant.switches);
    json!({ "role": new.meant.role.map(|role| role.id), "switches": switches, "from": new.from, "until": new.until })
}

fn spelt(switches: &[(Permission, bool)]) -> Vec<String> {
    let sign = |on: bool| if on { '+' } else { '-' };
    let spelt = switches
        .iter()
        .map(|(pair, on)| format!("{}{}:{}", sign(*on), pair.action.word(), pair.relation.word()));
    spelt.collect()
}

fn switch_rows(grant: Uuid, meant: &Meant) -> Vec<access_grant_permission::ActiveModel> {
    let row = |&(pair, on): &(Permission, bool)| access_grant_permission::ActiveModel {
        grant_id: Set(grant),
        action: Set(pair.action.word().to_owned()),
        relation: Set(pair.relation.word().to_owned()),
        switched_on: Set(on),
    };
    meant.switches.iter().map(row).collect()
}

#[derive(Debug, FromQueryResult)]
struct Row {
    #[sea_orm(nested)]
    grant: access_grant::Model,
    level: String,
    parent_id: Option<Uuid>,
    node_name: String,
    role_name: Option<String>,
    shipped: Option<String>,
    #[sea_orm(nested)]
    named: Recipient,
    permissions: String,
    switches: String,
}

/// The name of whom something is given to.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Recipient {
    first_name: Option<String>,
    last_name: Option<String>,
    team_name: Option<String>,
}

impl Recipient {
    /// Whom two columns name, of which one is filled.
    pub fn shown(self, to: Principal) -> PersonOrTeam {
        match to {
            Principal::Team(team) => PersonOrTeam {
                id: team.0,
                kind: PrincipalKind::Team,
                name: self.team_name.unwrap_or_default(),
            },
            Principal::User(user) => PersonOrTeam {
                id: user.0,
                kind: PrincipalKind::User,
                name: full_name(&self.first_name.unwrap_or_default(), &self.last_name.unwrap_or_default()),
            },
        }
    }
}

/// Joins the person or team and the node, each for its name.
pub fn with_recipient<E: EntityTrait>(
    rows: Select<E>,
    (user, team_column, node_column): (E::Column, E::Column, E::Column),
) -> Select<E> {
    let to_user: RelationDef =
        E::belongs_to(user_account::Entity).from(user).to(user_account::Column::Id).into();
    let to_team: RelationDef = E::belongs_to(team::Entity).from(team_column).to(team::Column::Id).into();
    let to_node: RelationDef = E::belongs_to(node::Entity).from(node_column).to(node::Column::Id).into();
    rows.column_as(node::Column::Level.into_simple_expr(), "level")
        .column_as(node::Column::ParentId.into_simple_expr(), "parent_id")
        .column_as(node::Column::Name.into_simple_expr(), "node_name")
        .column_as(user_account::Column::FirstName.into_simple_expr(), "first_name")
        .column_as(user_account::Column::LastName.into_simple_expr(), "last_name")
        .column_as(team::Column::Name.into_simple_expr(), "team_name")
        .join(JoinType::LeftJoin, to_user)
        .join(JoinType::LeftJoin, to_team)
        .join(JoinType::InnerJoin, to_node)
}

async fn load<C: ConnectionTrait>(
    grants: Scoped<'_, C, access_grant::Entity>,
    engine: Engine,
    id: GrantId,
) -> Result<Option<Loaded>, DbError> {
    let row = grants
        .narrow(|grants| with_names(grants, engine).filter(access_grant::Column::Id.eq(id.0)))
        .row::<Row>()
        .await?;
    row.map(loaded).transpose().map(Option::flatten)
}

fn with_names(grants: Select<access_grant::Entity>, engine: Engine) -> Select<access_grant::Entity> {
    use access_grant::Column::{NodeId, TeamId, UserId};
    let to_role: RelationDef = access_grant::Entity::belongs_to(role::Entity)
        .from(access_grant::Column::RoleId)
        .to(role::Column::Id)
        .into();
    with_recipient(grants, (UserId, TeamId, NodeId))
        .column_as(role::Column::Name.into_simple_expr(), "role_name")
        .column_as(role::Column::Shipped.into_simple_expr(), "shipped")
        .expr_as(gathered::permissions(engine), "permissions")
        .expr_as(gathered::switches(engine), "switches")
        .join(JoinType::LeftJoin, to_role)
}

fn loaded(row: Row) -> Result<Option<Loaded>, DbError> {
    let grant = row.grant;
    let node = node_of(&row.level, grant.node_id, row.parent_id);
    let Some((to, node)) = principal(grant.user_id, grant.team_id).zip(node) else { return Ok(None) };
    let held: Vec<Switch> = gathered::read(&row.permissions)?;
    let held: Vec<Permission> = held.iter().filter_map(Switch::pair).collect();
    let switches: Vec<Switch> = gathered::read(&row.switches)?;
    let mut switches: Vec<(Permission, bool)> =
        switches.iter().filter_map(|it| it.pair().map(|pair| (pair, it.on != 0))).collect();
    switches.sort_unstable();
    let fixed = row.shipped.as_deref() == Some(ShippedRole::Administrator.word());
    let meant = Meant {
        role: grant.role_id.map(|id| authz::RoleRef { id: domain::RoleId(id), administrator: fixed }),
        permissions: if fixed { authz::Permissions::ALL } else { with_switches(&held, &switches) },
        switches,
    };
    let role = grant.role_id.zip(row.role_name);
    Ok(Some(Loaded {
        id: GrantId(grant.id),
        created_at: grant.created_at,
        version: grant.version,
        to,
        right: meant.at(node, Validity { from: grant.valid_from, until: grant.valid_until }),
        shown: Shown {
            to: row.named.shown(to),
            node: ShownNode::stored(grant.node_id, &row.level, row.node_name),
            role: role.map(|(id, name)| HeldRole::stored(id, name, row.shipped.as_deref())),
            switches: meant.switches,
            from: grant.valid_from,
            until: grant.valid_until,
        },
    }))
}

#[derive(Debug, Deserialize)]
struct Switch {
    action: String,
    relation: String,
    #[serde(default)]
    on: u8,
}

impl Switch {
    fn pair(&self) -> Option<Permission> {
        permission(&self.action, &self.relation)
    }
}

/// The columns that name a principal, of which one is filled.
pub const fn columns(to: Principal) -> (Option<Uuid>, Option<Uuid>) {
    match to {
        Principal::User(user) => (Some(user.0), None),
        Principal::Team(team) => (None, Some(team.0)),
    }
}

fn happened(operation: &'static str, id: Uuid, detail: serde_json::Value) -> Happened {
    Happened { operation, subject: "grant", id, working: true, detail }
}
