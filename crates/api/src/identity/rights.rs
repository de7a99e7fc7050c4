//! From rows to an [`authz::Subject`], and from that to the [`Actor`] that operations are given.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use authz::{
    Action, Actor, Grant, Node, Permission, Permissions, Place, Principal, Relation, RoleRef, ShippedRole,
    Stamp, Standing, Subject, TagGrant, Validity,
};
use chrono::{DateTime, Utc};
use domain::{GrantId, Level, NodeId, RoleId, TagGrantId, TagId, TeamId, UserId};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter,
    QuerySelect, RelationDef,
};
use uuid::Uuid;

use crate::db::{
    DbError,
    entities::{
        access_grant, access_grant_permission, node, role, role_permission, tag_grant, team_member,
        user_account,
    },
    unfenced::Unfenced,
};

/// How many compiled actors are kept; one takes about a kilobyte.
const KEPT: usize = 50_000;

/// The actors that were compiled lately, each good for as long as its stamp holds.
#[derive(Debug, Default)]
pub struct Rights(Mutex<HashMap<UserId, Arc<Actor>>>);

impl Rights {
    /// The actor behind an account whose rights are in the state `stamp`. `None`: there is no such account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn actor<C: ConnectionTrait>(
        &self,
        db: &Unfenced<'_, C>,
        user: UserId,
        stamp: Stamp,
        now: DateTime<Utc>,
    ) -> Result<Option<Arc<Actor>>, DbError> {
        if let Some(known) = self.known(user, stamp, now) {
            return Ok(Some(known));
        }
        let Some(subject) = subjects(db, Some(user)).await?.pop() else { return Ok(None) };
        let actor = Arc::new(Actor::compile(&subject, now, stamp));
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(user, Arc::clone(&actor));
        Ok(Some(actor))
    }

    fn known(&self, user: UserId, stamp: Stamp, now: DateTime<Utc>) -> Option<Arc<Actor>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let actor = kept.get(&user)?;
        let good = actor.stamp() == stamp && actor.valid_until().is_none_or(|until| now < until);
        good.then(|| Arc::clone(actor))
    }
}

/// The stored facts about one user, or about all of them.
///
/// # Errors
/// When the database fails.
pub async fn subjects<C: ConnectionTrait>(
    db: &Unfenced<'_, C>,
    user: Option<UserId>,
) -> Result<Vec<Subject>, DbError> {
    subjects_if(db, user, None).await
}

/// The same, as if a role permitted something else.
///
/// # Errors
/// When the database fails.
pub async fn subjects_if<C: ConnectionTrait>(
    db: &Unfenced<'_, C>,
    user: Option<UserId>,
    role: Option<(RoleId, &[Permission])>,
) -> Result<Vec<Subject>, DbError> {
    let connection = db.connection();
    let one = user.map(|user| user_account::Column::Id.eq(user.0));
    let accounts = db.find::<user_account::Entity>().filter(Condition::all().add_option(one));
    let accounts = accounts.all(connection).await?;
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    let member = user.map(|user| team_member::Column::UserId.eq(user.0));
    let members = db.find::<team_member::Entity>().filter(Condition::all().add_option(member));
    let members = members.all(connection).await?;
    let teams: Vec<Uuid> = members.iter().map(|row| row.team_id).collect();
    let facts = Facts {
        grants: grants(db, user, &teams, role).await?,
        links: tag_grants(db, user, &teams).await?,
        members,
    };
    Ok(accounts.iter().map(|account| facts.subject(account)).collect())
}

/// What was read about many, to be handed to each.
struct Facts {
    grants: HashMap<Principal, Vec<Grant>>,
    links: HashMap<Principal, Vec<TagGrant>>,
    members: Vec<team_member::Model>,
}

impl Facts {
    fn subject(&self, account: &user_account::Model) -> Subject {
        let user = UserId(account.id);
        let mine = self.members.iter().filter(|row| row.user_id == account.id);
        let teams: Vec<TeamId> = mine.map(|row| TeamId(row.team_id)).collect();
        let principals: Vec<Principal> = std::iter::once(Principal::User(user))
            .chain(teams.iter().map(|&team| Principal::Team(team)))
            .collect();
        let grants = principals.iter().filter_map(|who| self.grants.get(who)).flatten();
        let links = principals.iter().filter_map(|who| self.links.get(who)).flatten();
        Subject {
            user,
            standing: standing_of(account),
            grants: grants.copied().collect(),
            tag_grants: links.copied().collect(),
            teams,
        }
    }
}

/// What the gate looks at.
#[must_use]
pub const fn standing_of(account: &user_account::Model) -> Standing {
    Standing {
        active: account.active,
        suspended_until: account.suspended_until,
        ends_at: account.ends_at,
        terms_pending: false,
        super_administrator: account.super_administrator,
    }
}

#[derive(Debug, FromQueryResult)]
struct GrantRow {
    id: Uuid,
    user_id: Option<Uuid>,
    team_id: Option<Uuid>,
    role_id: Option<Uuid>,
    shipped: Option<String>,
    node_id: Uuid,
    level: String,
    parent_id: Option<Uuid>,
    valid_from: Option<DateTime<Utc>>,
    valid_until: Option<DateTime<Utc>>,
}

/// Grants by whom they were given to: those of one user and of their teams, or all.
async fn grants<C: ConnectionTrait>(
    db: &Unfenced<'_, C>,
    user: Option<UserId>,
    teams: &[Uuid],
    other: Option<(RoleId, &[Permission])>,
) -> Result<HashMap<Principal, Vec<Grant>>, DbError> {
    let to_node: RelationDef = access_grant::Entity::belongs_to(node::Entity)
        .from(access_grant::Column::NodeId)
        .to(node::Column::Id)
        .into();
    let to_role: RelationDef = access_grant::Entity::belongs_to(role::Entity)
        .from(access_grant::Column::RoleId)
        .to(role::Column::Id)
        .into();
    let given = user.map(|user| {
        Condition::any()
            .add(access_grant::Column::UserId.eq(user.0))
            .add(access_grant::Column::TeamId.is_in(teams.iter().copied()))
    });
    let rows = db
        .find::<access_grant::Entity>()
        .column(role::Column::Shipped)
        .column(node::Column::Level)
        .column(node::Column::ParentId)
        .join(JoinType::InnerJoin, to_node)
        .join(JoinType::LeftJoin, to_role)
        .filter(Condition::all().add_option(given));
    let rows = rows.into_model::<GrantRow>().all(db.connection()).await?;
    let held = user.is_some().then(|| rows.iter().filter_map(|row| row.role_id).collect());
    let mut roles = permissions_of_roles(db, held).await?;
    roles.extend(other.map(|(role, pairs)| (role.0, pairs.to_vec())));
    let switches = switches(db, user.is_some().then(|| rows.iter().map(|row| row.id).collect())).await?;
    let mut by_principal: HashMap<Principal, Vec<Grant>> = HashMap::new();
    for row in rows {
        if let Some(grant) = grant_of(&row, &roles, &switches) {
            by_principal.entry(grant.to).or_default().push(grant);
        }
    }
    Ok(by_principal)
}

fn grant_of(
    row: &GrantRow,
    roles: &HashMap<Uuid, Vec<Permission>>,
    switches: &HashMap<Uuid, Vec<(Permission, bool)>>,
) -> Option<Grant> {
    let administrator = row.shipped.as_deref() == Some(ShippedRole::Administrator.word());
    let switched = switches.get(&row.id).map(Vec::as_slice).unwrap_or_default();
    let held = row.role_id.and_then(|id| roles.get(&id)).map(Vec::as_slice).unwrap_or_default();
    Some(Grant {
        id: GrantId(row.id),
        to: principal(row.user_id, row.team_id)?,
        role: row.role_id.map(|id| RoleRef { id: RoleId(id), administrator }),
        permissions: if administrator { Permissions::ALL } else { with_switches(held, switched) },
        node: node_of(&row.level, row.node_id, row.parent_id)?,
        validity: Validity { from: row.valid_from, until: row.valid_until },
    })
}

/// A role's permissions with what one grant switches on and off [PL-4].
#[must_use]
pub fn with_switches(held: &[Permission], switched: &[(Permission, bool)]) -> Permissions {
    let off = |it: &&Permission| switched.contains(&(**it, false));
    let kept = held.iter().filter(|it| !off(it)).copied();
    kept.chain(switched.iter().filter(|(_, on)| *on).map(|&(permission, _)| permission)).collect()
}

/// The permissions of roles, as they stand in the database.
///
/// # Errors
/// When the database fails.
pub async fn permissions_of_roles<C: ConnectionTrait>(
    db: &Unfenced<'_, C>,
    roles: Option<Vec<Uuid>>,
) -> Result<HashMap<Uuid, Vec<Permission>>, DbError> {
    if roles.as_ref().is_some_and(Vec::is_empty) {
        return Ok(HashMap::new());
    }
    let these = roles.map(|roles| role_permission::Column::RoleId.is_in(roles));
    let rows = db.find::<role_permission::Entity>().filter(Condition::all().add_option(these));
    let mut by_role: HashMap<Uuid, Vec<Permission>> = HashMap::new();
    for row in rows.all(db.connection()).await? {
        let permission = permission(&row.action, &row.relation);
        by_role.entry(row.role_id).or_default().extend(permission);
    }
    Ok(by_role)
}

async fn switches<C: ConnectionTrait>(
    db: &Unfenced<'_, C>,
    grants: Option<Vec<Uuid>>,
) -> Result<HashMap<Uuid, Vec<(Permission, bool)>>, DbError> {
    if grants.as_ref().is_some_and(Vec::is_empty) {
        return Ok(HashMap::new());
    }
    let these = grants.map(|grants| access_grant_permission::Column::GrantId.is_in(grants));
    let rows = db.find::<access_grant_permission::Entity>().filter(Condition::all().add_option(these));
    let mut by_grant: HashMap<Uuid, Vec<(Permission, bool)>> = HashMap::new();
    for row in rows.all(db.connection()).await? {
        let switch = permission(&row.action, &row.relation).map(|permission| (permission, row.switched_on));
        by_grant.entry(row.grant_id).or_default().extend(switch);
    }
    Ok(by_grant)
}

#[derive(Debug, FromQueryResult)]
struct TagGrantRow {
    id: Uuid,
    user_id: Option<Uuid>,
    team_id: Option<Uuid>,
    tag_id: Uuid,
    edit: bool,
    node_id: Uuid,
    level: String,
    parent_id: Option<Uuid>,
    valid_from: Option<DateTime<Utc>>,
    valid_until: Option<DateTime<Utc>>,
}

async fn tag_grants<C: ConnectionTrait>(
    db: &Unfenced<'_, C>,
    user: Option<UserId>,
    teams: &[Uuid],
) -> Result<HashMap<Principal, Vec<TagGrant>>, DbError> {
    let to_node: RelationDef = tag_grant::Entity::belongs_to(node::Entity)
        .from(tag_grant::Column::NodeId)
        .to(node::Column::Id)
        .into();
    let given = user.map(|user| {
        Condition::any()
            .add(tag_grant::Column::UserId.eq(user.0))
            .add(tag_grant::Column::TeamId.is_in(teams.iter().copied()))
    });
    let rows = db
        .find::<tag_grant::Entity>()
        .column(node::Column::Level)
        .column(node::Column::ParentId)
        .join(JoinType::InnerJoin, to_node)
        .filter(Condition::all().add_option(given));
    let mut by_principal: HashMap<Principal, Vec<TagGrant>> = HashMap::new();
    for row in rows.into_model::<TagGrantRow>().all(db.connection()).await? {
        let (Some(to), Some(node)) =
            (principal(row.user_id, row.team_id), node_of(&row.level, row.node_id, row.parent_id))
        else {
            continue;
        };
        by_principal.entry(to).or_default().push(TagGrant {
            id: TagGrantId(row.id),
            to,
            tag: TagId(row.tag_id),
            edit: row.edit,
            node,
            validity: Validity { from: row.valid_from, until: row.valid_until },
        });
    }
    Ok(by_principal)
}

/// The pair that two stored words mean; a word of another version of this program gives nothing.
#[must_use]
pub fn permission(action: &str, relation: &str) -> Option<Permission> {
    let action = Action::ALL.iter().copied().find(|known| known.word() == action)?;
    Some(Permission { action, relation: Relation::named(relation)? })
}

/// Whom two columns name, of which one is filled.
#[must_use]
pub fn principal(user: Option<Uuid>, team: Option<Uuid>) -> Option<Principal> {
    user.map(|user| Principal::User(UserId(user))).or_else(|| team.map(|team| Principal::Team(TeamId(team))))
}

/// The node that a row of the tree is.
#[must_use]
pub fn node_of(level: &str, id: Uuid, parent: Option<Uuid>) -> Option<Node> {
    Some(match level.parse().ok()? {
        Level::Instance => Node::Instance,
        Level::CompanyGroup => Node::CompanyGroup(NodeId(id)),
        Level::Site => Node::Site(Place { group: NodeId(parent?), site: NodeId(id) }),
    })
}
