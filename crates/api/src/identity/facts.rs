//! From rows to the facts that `authz` decides by: an [`authz::Subject`], grants, tag links.

use std::collections::{BTreeSet, HashMap};

use authz::{
    Action, Grant, Node, Permission, Permissions, Place, Principal, Relation, Right, RoleRef, ShippedRole,
    Standing, Subject, TagGrant, Validity,
};
use chrono::{DateTime, Utc};
use domain::{GrantId, Level, NodeId, RoleId, TagGrantId, TagId, TeamId, UserId};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter,
    QuerySelect, RelationDef,
    sea_query::{Expr, ExprTrait, Query},
};
use uuid::Uuid;

use crate::db::{
    DbError, Engine,
    entities::{
        access_grant, access_grant_permission, node, role, role_permission, tag_grant, team_member,
        terms_acceptance, terms_version, user_account,
    },
    one_of,
    unfenced::Unfenced,
};

/// Whose facts are read.
#[derive(Debug, Clone, Copy)]
pub enum Whose<'a> {
    Everybody,
    These(&'a [Uuid]),
}

impl Whose<'_> {
    fn named(self, column: impl ColumnTrait, engine: Engine) -> Condition {
        match self {
            Self::Everybody => Condition::all(),
            Self::These(users) => Condition::all().add(one_of(column, users, engine)),
        }
    }

    /// What was given to them, or to one of their teams.
    fn given(
        self,
        teams: &[Uuid],
        user: impl ColumnTrait,
        team: impl ColumnTrait,
        engine: Engine,
    ) -> Condition {
        match self {
            Self::Everybody => Condition::all(),
            Self::These(_) => Condition::any().add(self.named(user, engine)).add(one_of(team, teams, engine)),
        }
    }
}

/// What a role permits in place of what it does.
pub type Instead<'a> = Option<(RoleId, &'a [Permission])>;

/// The stored facts about users.
///
/// # Errors
/// When the database fails.
pub async fn subjects<C: ConnectionTrait>(
    db: &Unfenced<'_, C>,
    whose: Whose<'_>,
) -> Result<Vec<Subject>, DbError> {
    subjects_if(db, whose, None).await
}

/// The same, as if a role permitted something else.
///
/// # Errors
/// When the database fails.
pub async fn subjects_if<C: ConnectionTrait>(
    db: &Unfenced<'_, C>,
    whose: Whose<'_>,
    instead: Instead<'_>,
) -> Result<Vec<Subject>, DbError> {
    let (connection, engine) = (db.connection(), db.engine());
    let accounts = db.find::<user_account::Entity>().filter(whose.named(user_account::Column::Id, engine));
    let accounts = accounts.expr_as(terms_pending(), "terms_pending");
    let accounts = accounts.into_model::<Account>().all(connection).await?;
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    let members = db.find::<team_member::Entity>().filter(whose.named(team_member::Column::UserId, engine));
    let mut teams: HashMap<Uuid, Vec<TeamId>> = HashMap::new();
    for row in members.all(connection).await? {
        teams.entry(row.user_id).or_default().push(TeamId(row.team_id));
    }
    let ids = distinct(teams.values().flatten().map(|team| team.0));
    let given = whose.given(&ids, access_grant::Column::UserId, access_grant::Column::TeamId, engine);
    let linked = whose.given(&ids, tag_grant::Column::UserId, tag_grant::Column::TeamId, engine);
    let facts = Facts {
        grants: by_principal(grants_if(db, given, instead).await?, |grant| grant.to),
        links: by_principal(tag_links(db, linked).await?, |link| link.to),
        teams,
    };
    Ok(accounts.iter().map(|account| facts.subject(account)).collect())
}

fn distinct(ids: impl Iterator<Item = Uuid>) -> Vec<Uuid> {
    ids.collect::<BTreeSet<_>>().into_iter().collect()
}

/// An account, and whether the terms wait for it.
#[derive(Debug, FromQueryResult)]
struct Account {
    #[sea_orm(nested)]
    row: user_account::Model,
    terms_pending: bool,
}

/// What was read about many, to be handed to each.
struct Facts {
    grants: HashMap<Principal, Vec<Grant>>,
    links: HashMap<Principal, Vec<TagGrant>>,
    teams: HashMap<Uuid, Vec<TeamId>>,
}

impl Facts {
    fn subject(&self, Account { row, terms_pending }: &Account) -> Subject {
        let user = UserId(row.id);
        let teams = self.teams.get(&row.id).cloned().unwrap_or_default();
        let principals: Vec<Principal> = std::iter::once(Principal::User(user))
            .chain(teams.iter().map(|&team| Principal::Team(team)))
            .collect();
        let grants = principals.iter().filter_map(|who| self.grants.get(who)).flatten();
        let links = principals.iter().filter_map(|who| self.links.get(who)).flatten();
        Subject {
            user,
            standing: Standing { terms_pending: *terms_pending, ..standing_of(row) },
            grants: grants.copied().collect(),
            tag_grants: links.copied().collect(),
            teams,
        }
    }
}

fn by_principal<T>(given: Vec<T>, to: impl Fn(&T) -> Principal) -> HashMap<Principal, Vec<T>> {
    let mut sorted: HashMap<Principal, Vec<T>> = HashMap::new();
    for one in given {
        sorted.entry(to(&one)).or_default().push(one);
    }
    sorted
}

/// Whether somebody may be logged in at all: whatever waits for them at the gate.
#[must_use]
pub fn is_let_in(account: &user_account::Model, now: DateTime<Utc>) -> bool {
    standing_of(account).gate(now).lets_in()
}

/// What the gate looks at, but for the terms.
const fn standing_of(account: &user_account::Model) -> Standing {
    Standing {
        active: account.active,
        suspended_until: account.suspended_until,
        ends_at: account.ends_at,
        password_provisional: account.password_provisional,
        terms_pending: false,
        super_administrator: account.super_administrator,
    }
}

/// Whether an account has not accepted the last version of the terms of use, as a column of it [CT-7].
fn terms_pending() -> Expr {
    let version = |table: &'static str| Expr::col((table, terms_version::Column::Number));
    let accepted = Query::select()
        .expr(Expr::val(1))
        .from(terms_acceptance::Entity)
        .join_as(
            sea_orm::sea_query::JoinType::InnerJoin,
            terms_version::Entity,
            "accepted",
            Expr::col(("accepted", terms_version::Column::Id))
                .equals((terms_acceptance::Entity, terms_acceptance::Column::VersionId)),
        )
        .and_where(
            Expr::col((terms_acceptance::Entity, terms_acceptance::Column::UserId))
                .equals((user_account::Entity, user_account::Column::Id)),
        )
        .and_where(version("accepted").gte(version("wanted")))
        .to_owned();
    let waiting = Query::select()
        .expr(Expr::val(1))
        .from_as(terms_version::Entity, "wanted")
        .and_where(Expr::not_exists(accepted))
        .to_owned();
    Expr::exists(waiting)
}

/// Everything that a team gives its members, now or later.
///
/// # Errors
/// When the database fails.
pub async fn rights_of_team<C: ConnectionTrait>(
    db: &Unfenced<'_, C>,
    team: TeamId,
    now: DateTime<Utc>,
) -> Result<Vec<Right>, DbError> {
    let (given, linked) = (access_grant::Column::TeamId.eq(team.0), tag_grant::Column::TeamId.eq(team.0));
    lasting_rights(db, given.into(), linked.into(), now).await
}

/// Everything that is given at that very node, now or later.
///
/// # Errors
/// When the database fails.
pub async fn rights_at<C: ConnectionTrait>(
    db: &Unfenced<'_, C>,
    node: NodeId,
    now: DateTime<Utc>,
) -> Result<Vec<Right>, DbError> {
    let (given, linked) = (access_grant::Column::NodeId.eq(node.0), tag_grant::Column::NodeId.eq(node.0));
    lasting_rights(db, given.into(), linked.into(), now).await
}

async fn lasting_rights<C: ConnectionTrait>(
    db: &Unfenced<'_, C>,
    given: Condition,
    linked: Condition,
    now: DateTime<Utc>,
) -> Result<Vec<Right>, DbError> {
    let (grants, links) = (grants(db, given).await?, tag_links(db, linked).await?);
    let grants = grants.iter().filter(|grant| grant.validity.lasts(now)).map(Right::from);
    Ok(grants.chain(links.iter().filter(|link| link.validity.lasts(now)).map(Right::from)).collect())
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

/// The grants that `which` describes.
///
/// # Errors
/// When the database fails.
pub async fn grants<C: ConnectionTrait>(
    db: &Unfenced<'_, C>,
    which: Condition,
) -> Result<Vec<Grant>, DbError> {
    grants_if(db, which, None).await
}

async fn grants_if<C: ConnectionTrait>(
    db: &Unfenced<'_, C>,
    which: Condition,
    instead: Instead<'_>,
) -> Result<Vec<Grant>, DbError> {
    let all = which.is_empty();
    let to_node: RelationDef = access_grant::Entity::belongs_to(node::Entity)
        .from(access_grant::Column::NodeId)
        .to(node::Column::Id)
        .into();
    let to_role: RelationDef = access_grant::Entity::belongs_to(role::Entity)
        .from(access_grant::Column::RoleId)
        .to(role::Column::Id)
        .into();
    let rows = db
        .find::<access_grant::Entity>()
        .column(role::Column::Shipped)
        .column(node::Column::Level)
        .column(node::Column::ParentId)
        .join(JoinType::InnerJoin, to_node)
        .join(JoinType::LeftJoin, to_role)
        .filter(which);
    let rows = rows.into_model::<GrantRow>().all(db.connection()).await?;
    let held = (!all).then(|| distinct(rows.iter().filter_map(|row| row.role_id)));
    let mut roles = permissions_of_roles(db, held).await?;
    roles.extend(instead.map(|(role, pairs)| (role.0, pairs.to_vec())));
    let switches = switches(db, (!all).then(|| rows.iter().map(|row| row.id).collect())).await?;
    Ok(rows.iter().filter_map(|row| grant_of(row, &roles, &switches)).collect())
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
    let these = roles.map(|roles| one_of(role_permission::Column::RoleId, &roles, db.engine()));
    let rows = db.find::<role_permission::Entity>().filter(Condition::all().add_option(these));
    let mut by_role: HashMap<Uuid, Vec<Permission>> = HashMap::new();
    for row in rows.all(db.connection()).await? {
        let permission = permission(&row.action, &row.relation);
        by_role.entry(row.role_id).or_default().extend(permission);
    }
    Ok(by_role)
}

/// What a role gives at a node, for ever. `None`: there is no such role.
///
/// # Errors
/// When the database fails.
pub async fn right_of_role<C: ConnectionTrait>(
    db: &Unfenced<'_, C>,
    role: Uuid,
    node: Node,
) -> Result<Option<Right>, DbError> {
    let row = db.find::<role::Entity>().filter(role::Column::Id.eq(role)).one(db.connection()).await?;
    let Some(row) = row else { return Ok(None) };
    if row.shipped.as_deref() == Some(ShippedRole::Administrator.word()) {
        let all = Permissions::ALL.cut(node.level());
        return Ok(Some(Right { administrator: node == Node::Instance, ..Right::of(all, node) }));
    }
    let pairs = permissions_of_roles(db, Some(vec![role])).await?.remove(&role).unwrap_or_default();
    let permissions: Permissions = pairs.into_iter().collect();
    Ok(Some(Right::of(permissions.cut(node.level()), node)))
}

/// What single grants switch on and off [PL-4].
///
/// # Errors
/// When the database fails.
pub async fn switches<C: ConnectionTrait>(
    db: &Unfenced<'_, C>,
    grants: Option<Vec<Uuid>>,
) -> Result<HashMap<Uuid, Vec<(Permission, bool)>>, DbError> {
    if grants.as_ref().is_some_and(Vec::is_empty) {
        return Ok(HashMap::new());
    }
    let these = grants.map(|grants| one_of(access_grant_permission::Column::GrantId, &grants, db.engine()));
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

/// The tag links that `which` describes.
///
/// # Errors
/// When the database fails.
pub async fn tag_links<C: ConnectionTrait>(
    db: &Unfenced<'_, C>,
    which: Condition,
) -> Result<Vec<TagGrant>, DbError> {
    let to_node: RelationDef = tag_grant::Entity::belongs_to(node::Entity)
        .from(tag_grant::Column::NodeId)
        .to(node::Column::Id)
        .into();
    let rows = db
        .find::<tag_grant::Entity>()
        .column(node::Column::Level)
        .column(node::Column::ParentId)
        .join(JoinType::InnerJoin, to_node)
        .filter(which);
    let rows = rows.into_model::<TagGrantRow>().all(db.connection()).await?;
    Ok(rows.iter().filter_map(link_of).collect())
}

fn link_of(row: &TagGrantRow) -> Option<TagGrant> {
    Some(TagGrant {
        id: TagGrantId(row.id),
        to: principal(row.user_id, row.team_id)?,
        tag: TagId(row.tag_id),
        edit: row.edit,
        node: node_of(&row.level, row.node_id, row.parent_id)?,
        validity: Validity { from: row.valid_from, until: row.valid_until },
    })
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
