use authz::{Actor, Node, Permit, Place, Principal, TeamChange, Teams, acts::ManageTeams};
use chrono::{DateTime, Utc};
use domain::{NodeId, TeamId, UserId};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, IntoSimpleExpr, JoinType,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, RelationDef, Select,
    sea_query::{Expr, Query, SelectStatement},
};
use serde_json::json;
use uuid::Uuid;

use super::wire::{NewTeam, TeamInput, TeamMember, TeamQuery, TeamRow};
use crate::{
    audit::Happened,
    db::{
        Db, DbError, Scoped, Tx,
        entities::{node, request, request_assignment, team, team_member, user_account},
        names,
        unfenced::{Because, Unfenced},
    },
    features::{
        grants::taken_along,
        requests::{self, full_name},
    },
    http::{Answer, PageStart, Problem},
    identity::facts::{Whose, node_of, rights_of_team, subjects},
    random::Random,
};

/// A page of the teams that `actor` may see, by name.
pub async fn list(
    db: &Db,
    actor: &Actor,
    query: &TeamQuery,
    page: &PageStart,
) -> Result<Vec<TeamRow>, DbError> {
    let named = names::sought(query.name.as_deref());
    let named = named.map(|name| names::key_holds(team::Column::NameKey, &name));
    let teams = db.visible::<team::Entity, _>(&actor.seen_teams()).narrow(|teams| {
        let teams = with_node(teams).order_by_asc(team::Column::Name).order_by_asc(team::Column::Id);
        let start = page.after_name(team::Column::Name, team::Column::Id);
        let of_member = query.member_id.map(|user| team::Column::Id.in_subquery(teams_of(user)));
        let which = Condition::all().add_option(start).add_option(named).add_option(of_member);
        teams.filter(which).limit(page.fetch())
    });
    teams.rows().await
}

/// One team that `actor` may see.
pub async fn find(db: &Db, actor: &Actor, id: TeamId) -> Result<Option<TeamRow>, DbError> {
    load(db.visible(&actor.seen_teams()), id).await
}

/// One team that `actor` may see, held against other writers until the transaction ends.
pub async fn lock(tx: &Tx, actor: &Actor, id: TeamId) -> Result<Option<TeamRow>, DbError> {
    let scope = actor.seen_teams();
    let held = tx.visible::<team::Entity, Teams>(&scope).locked();
    if held.narrow(|teams| teams.filter(team::Column::Id.eq(id.0))).one().await?.is_none() {
        return Ok(None);
    }
    load(tx.visible(&scope), id).await
}

/// A team, if `actor` may see it.
///
/// # Errors
/// When the database fails.
pub async fn find_team(tx: &Tx, actor: &Actor, id: Uuid) -> Result<Option<TeamId>, DbError> {
    let teams = tx.visible::<team::Entity, Teams>(&actor.seen_teams());
    let team = teams.narrow(|teams| teams.filter(team::Column::Id.eq(id))).one().await?;
    Ok(team.map(|team| TeamId(team.id)))
}

/// The teams to which somebody belongs.
fn teams_of(user: Uuid) -> SelectStatement {
    Query::select()
        .column(team_member::Column::TeamId)
        .from(team_member::Entity)
        .and_where(team_member::Column::UserId.eq(user))
        .to_owned()
}

/// A page of a team's members, by last name.
pub async fn list_members(
    db: &Db,
    actor: &Actor,
    team: Uuid,
    page: &PageStart,
) -> Result<Vec<MemberRow>, DbError> {
    let to_user: RelationDef = team_member::Entity::belongs_to(user_account::Entity)
        .from(team_member::Column::UserId)
        .to(user_account::Column::Id)
        .into();
    let to_home: RelationDef = user_account::Entity::belongs_to(node::Entity)
        .from(user_account::Column::HomeNodeId)
        .to(node::Column::Id)
        .into();
    let members = db.visible::<team_member::Entity, Teams>(&actor.seen_teams()).narrow(|members| {
        let members = members
            .select_only()
            .columns([
                user_account::Column::Id,
                user_account::Column::FirstName,
                user_account::Column::LastName,
                user_account::Column::Username,
                user_account::Column::Active,
                user_account::Column::HomeNodeId,
            ])
            .columns([node::Column::Level, node::Column::ParentId])
            .join(JoinType::InnerJoin, to_user)
            .join(JoinType::LeftJoin, to_home)
            .filter(team_member::Column::TeamId.eq(team))
            .order_by_asc(user_account::Column::LastName)
            .order_by_asc(user_account::Column::Id);
        let start = page.after_name(user_account::Column::LastName, user_account::Column::Id);
        members.filter(Condition::all().add_option(start)).limit(page.fetch())
    });
    members.rows().await
}

/// All who belong to a team.
pub async fn members(tx: &Tx, actor: &Actor, team: TeamId) -> Result<Vec<UserId>, DbError> {
    let members = tx.visible::<team_member::Entity, Teams>(&actor.seen_teams());
    let members = members.narrow(|members| members.filter(team_member::Column::TeamId.eq(team.0)));
    Ok(members.all().await?.into_iter().map(|row| UserId(row.user_id)).collect())
}

/// Whether somebody belongs to a team that `actor` may see.
pub async fn belongs(tx: &Tx, actor: &Actor, team: Uuid, user: UserId) -> Result<bool, DbError> {
    let members = tx.visible::<team_member::Entity, Teams>(&actor.seen_teams());
    Ok(members.narrow(|members| members.filter(membership(team, user))).one().await?.is_some())
}

fn membership(team: Uuid, user: UserId) -> Condition {
    let of_team = Condition::all().add(team_member::Column::TeamId.eq(team));
    of_team.add(team_member::Column::UserId.eq(user.0))
}

/// How many requests are assigned to a team, and how many of them `actor` sees.
pub async fn assigned(tx: &Tx, actor: &Actor, team: TeamId) -> Result<(u64, u64), DbError> {
    let unfenced = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
    let held = || {
        let held = unfenced.find::<request_assignment::Entity>();
        held.filter(request_assignment::Column::TeamId.eq(team.0))
    };
    let these = held().select_only().column(request_assignment::Column::RequestId).into_query();
    Ok((held().count(unfenced.connection()).await?, requests::count_seen(tx, actor, these).await?))
}

/// A change of a team that gives nobody anything.
pub fn without_rights(team: &TeamRow) -> Answer<TeamChange> {
    let home = team.home().ok_or_else(Problem::not_found)?;
    Ok(TeamChange::at(home))
}

/// What it takes to let somebody get what the team gives, and work on what it works on.
pub async fn joining(tx: &Tx, team: &TeamRow, user: UserId, now: DateTime<Utc>) -> Answer<TeamChange> {
    let unfenced = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
    let given = rights_of_team(&unfenced, TeamId(team.id), now).await?;
    let concerns_administrator = concerns_administrator(&unfenced, &[user], now).await?;
    let works_at = works_at(&unfenced, TeamId(team.id)).await?;
    Ok(TeamChange { given, works_at, concerns_administrator, ..without_rights(team)? })
}

/// What it takes to let `whom` lose what the team gives.
pub async fn leaving(tx: &Tx, team: &TeamRow, whom: &[UserId], now: DateTime<Utc>) -> Answer<TeamChange> {
    let unfenced = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
    let taken = rights_of_team(&unfenced, TeamId(team.id), now).await?;
    let concerns_administrator = concerns_administrator(&unfenced, whom, now).await?;
    Ok(TeamChange { taken, concerns_administrator, ..without_rights(team)? })
}

async fn concerns_administrator<C: ConnectionTrait>(
    db: &Unfenced<'_, C>,
    whom: &[UserId],
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    let whom: Vec<Uuid> = whom.iter().map(|user| user.0).collect();
    let concerned = subjects(db, Whose::These(&whom)).await?;
    Ok(concerned.iter().any(|it| it.is_or_becomes_administrator(now)))
}

/// The sites of the requests that are assigned to a team.
async fn works_at<C: ConnectionTrait>(db: &Unfenced<'_, C>, team: TeamId) -> Result<Vec<Place>, DbError> {
    let to_request: RelationDef = request_assignment::Entity::belongs_to(request::Entity)
        .from(request_assignment::Column::RequestId)
        .to(request::Column::Id)
        .into();
    let sites = db
        .find::<request_assignment::Entity>()
        .select_only()
        .columns([request::Column::GroupId, request::Column::SiteId])
        .join(JoinType::InnerJoin, to_request)
        .filter(request_assignment::Column::TeamId.eq(team.0))
        .distinct();
    let sites = sites.into_tuple::<(Uuid, Uuid)>().all(db.connection()).await?;
    Ok(sites.into_iter().map(|(group, site)| Place { group: NodeId(group), site: NodeId(site) }).collect())
}

/// Makes a team at the node that the permit is for.
pub async fn insert(
    tx: &Tx,
    permit: Permit<ManageTeams>,
    random: &dyn Random,
    now: DateTime<Utc>,
    new: &NewTeam,
) -> Result<TeamId, DbError> {
    let id = random.id(now);
    let name = new.name.trimmed();
    let writer = tx.by(&permit);
    let row = team::ActiveModel {
        id: Set(id),
        node_id: Set(new.node_id),
        name_key: Set(names::key_of(&name, new.node_id)),
        name: Set(name.clone()),
        version: Set(1),
        created_at: Set(now),
    };
    writer.insert(row).await?;
    let detail = json!({ "name": name, "node": new.node_id });
    happened("create_team", id, detail).record(writer, random, now, permit.by()).await?;
    Ok(TeamId(id))
}

/// Calls a team something else.
pub async fn rename(
    tx: &Tx,
    permit: Permit<ManageTeams>,
    random: &dyn Random,
    now: DateTime<Utc>,
    team: &TeamRow,
    new: &TeamInput,
) -> Result<(), DbError> {
    let writer = tx.by(&permit);
    let name = new.name.trimmed();
    let row = team::ActiveModel {
        id: Set(team.id),
        name_key: Set(names::key_of(&name, team.node_id)),
        name: Set(name.clone()),
        version: Set(team.version + 1),
        ..Default::default()
    };
    writer.update(row).await?;
    let detail = json!({ "before": { "name": team.name }, "after": { "name": name } });
    happened("update_team", team.id, detail).record(writer, random, now, permit.by()).await
}

/// Deletes a team, with its memberships, grants and links.
pub async fn delete(
    tx: &Tx,
    permit: Permit<ManageTeams>,
    random: &dyn Random,
    now: DateTime<Utc>,
    team: &TeamRow,
    members: &[UserId],
) -> Result<(), DbError> {
    let writer = tx.by(&permit);
    let left = members.iter().map(|user| happened("remove_team_member", team.id, json!({ "user": user })));
    let along = taken_along(tx, Principal::Team(TeamId(team.id))).await?;
    Happened::record_all(left.chain(along), writer, random, now, permit.by()).await?;
    writer.delete::<team::Entity>(team::Column::Id.eq(team.id).into()).await?;
    let detail = json!({ "name": team.name, "node": team.node_id, "members": members });
    happened("delete_team", team.id, detail).record(writer, random, now, permit.by()).await
}

/// Lets somebody join who does not belong to it yet.
pub async fn join(
    tx: &Tx,
    permit: Permit<ManageTeams>,
    random: &dyn Random,
    now: DateTime<Utc>,
    team: &TeamRow,
    user: UserId,
) -> Result<(), DbError> {
    let writer = tx.by(&permit);
    let row = team_member::ActiveModel { team_id: Set(team.id), user_id: Set(user.0) };
    writer.insert(row).await?;
    happened("add_team_member", team.id, json!({ "user": user }))
        .record(writer, random, now, permit.by())
        .await
}

/// Takes a member out.
pub async fn leave(
    tx: &Tx,
    permit: Permit<ManageTeams>,
    random: &dyn Random,
    now: DateTime<Utc>,
    team: &TeamRow,
    user: UserId,
) -> Result<(), DbError> {
    let writer = tx.by(&permit);
    writer.delete::<team_member::Entity>(membership(team.id, user)).await?;
    happened("remove_team_member", team.id, json!({ "user": user }))
        .record(writer, random, now, permit.by())
        .await
}

/// A member, as read.
#[derive(Debug, FromQueryResult)]
pub struct MemberRow {
    pub id: Uuid,
    pub first_name: String,
    pub last_name: String,
    pub username: String,
    pub active: bool,
    pub home_node_id: Option<Uuid>,
    pub level: Option<String>,
    pub parent_id: Option<Uuid>,
}

impl MemberRow {
    /// The member as `actor` may see them: everybody in the team has a name, only an account one sees has more.
    pub fn shown(self, actor: &Actor) -> TeamMember {
        let home =
            self.level.zip(self.home_node_id).and_then(|(level, id)| node_of(&level, id, self.parent_id));
        let of_people = |home: Node| actor.people().filter().iter().any(|top| top.covers(home));
        let seen = self.id == actor.user().0 || home.is_some_and(of_people);
        TeamMember {
            id: self.id,
            name: full_name(&self.first_name, &self.last_name),
            username: seen.then_some(self.username),
            active: seen.then_some(self.active),
        }
    }
}

async fn load<C: ConnectionTrait>(
    teams: Scoped<'_, C, team::Entity>,
    id: TeamId,
) -> Result<Option<TeamRow>, DbError> {
    teams.narrow(|teams| with_node(teams).filter(team::Column::Id.eq(id.0))).row().await
}

pub(super) fn with_node(teams: Select<team::Entity>) -> Select<team::Entity> {
    let to_node: RelationDef =
        team::Entity::belongs_to(node::Entity).from(team::Column::NodeId).to(node::Column::Id).into();
    teams
        .column_as(node::Column::Level.into_simple_expr(), "level")
        .column_as(node::Column::ParentId.into_simple_expr(), "parent_id")
        .column_as(node::Column::Name.into_simple_expr(), "node_name")
        .expr_as(
            Expr::cust("(SELECT COUNT(*) FROM team_member AS held WHERE held.team_id = team.id)"),
            "people",
        )
        .join(JoinType::InnerJoin, to_node)
}

fn happened(operation: &'static str, id: Uuid, detail: serde_json::Value) -> Happened {
    Happened { operation, subject: "team", id, working: true, detail }
}
