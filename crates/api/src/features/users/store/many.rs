//! The same of many people at once: an import asks once a slice, not once a line.

use std::collections::HashMap;

use authz::{AccountChange, Actor, People, Place, Stakes};
use chrono::{DateTime, Utc};
use domain::NodeId;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoSimpleExpr, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationDef, sea_query::ExprTrait,
};
use uuid::Uuid;

use super::{super::wire::UserRow, with_home};
use crate::{
    db::{
        DbError, Tx,
        entities::{request, request_assignment, team_member, user_account},
        one_of,
        unfenced::{Because, Unfenced},
    },
    identity::facts::{Whose, subjects},
};

/// By what accounts could be in one another's way.
#[derive(Debug, Default)]
pub struct Keys {
    /// Usernames and addresses, as logins are folded.
    pub logins: Vec<String>,
    /// Usernames and addresses, as addresses are folded.
    pub emails: Vec<String>,
    pub skeletons: Vec<String>,
    pub external_ids: Vec<String>,
}

/// All who have one of these keys, whoever may see them: names are one for the instance.
pub async fn like_any(tx: &Tx, keys: Keys) -> Result<Vec<user_account::Model>, DbError> {
    let unfenced = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
    let any = Condition::any()
        .add(user_account::Column::UsernameKey.is_in(keys.logins))
        .add(user_account::Column::EmailKey.is_in(keys.emails))
        .add(user_account::Column::UsernameSkeleton.is_in(keys.skeletons))
        .add(user_account::Column::ExternalId.is_in(keys.external_ids));
    Ok(unfenced.find::<user_account::Entity>().filter(any).all(unfenced.connection()).await?)
}

/// Holds those of `ids` whose accounts `actor` may see against other writers until the transaction ends, all in one
/// order: two who want the same do not wait for each other.
pub async fn lock_many(tx: &Tx, actor: &Actor, ids: &[Uuid]) -> Result<(), DbError> {
    let these = one_of(user_account::Column::Id, ids, tx.engine());
    let held = tx.visible::<user_account::Entity, People>(&actor.people()).locked();
    held.narrow(|people| people.filter(these).order_by_asc(user_account::Column::Id)).all().await.map(drop)
}

/// Those of `ids` whose accounts `actor` may see.
pub async fn read_many(tx: &Tx, actor: &Actor, ids: &[Uuid]) -> Result<Vec<UserRow>, DbError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let these = || one_of(user_account::Column::Id, ids, tx.engine());
    let scope = actor.people();
    let people = tx.visible::<user_account::Entity, People>(&scope);
    people.narrow(|people| with_home(people).filter(these())).rows().await
}

/// What decides whether somebody may change each of these accounts.
pub async fn changes_of(
    tx: &Tx,
    rows: &[UserRow],
    now: DateTime<Utc>,
) -> Result<HashMap<Uuid, AccountChange>, DbError> {
    if rows.is_empty() {
        return Ok(HashMap::new());
    }
    let db = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
    let ids: Vec<Uuid> = rows.iter().map(|row| row.account.id).collect();
    let mut owned = owned_at(&db, &ids).await?;
    let mut worked = worked_on_at(&db, &ids).await?;
    let targets = subjects(&db, Whose::These(&ids)).await?;
    let homes: HashMap<Uuid, _> = rows.iter().map(|row| (row.account.id, row.lives_at())).collect();
    let change = |target: authz::Subject| {
        let id = target.user.0;
        let (owns_at, works_at) = (owned.remove(&id), worked.remove(&id));
        let stakes = Stakes { owns_at: owns_at.unwrap_or_default(), works_at: works_at.unwrap_or_default() };
        homes.get(&id).map(|&home| (id, AccountChange::at(home, target, stakes, now)))
    };
    Ok(targets.into_iter().filter_map(change).collect())
}

type Places = HashMap<Uuid, Vec<Place>>;

async fn owned_at<C: ConnectionTrait>(db: &Unfenced<'_, C>, ids: &[Uuid]) -> Result<Places, DbError> {
    use request::Column::{GroupId, OwnerId, SiteId};
    let rows = db.find::<request::Entity>().select_only().columns([OwnerId, GroupId, SiteId]).distinct();
    let rows = rows.filter(one_of(OwnerId, ids, db.engine())).into_tuple::<(Uuid, Uuid, Uuid)>();
    Ok(by_person(rows.all(db.connection()).await?))
}

/// The sites of the requests that are assigned to them or to one of their teams.
async fn worked_on_at<C: ConnectionTrait>(db: &Unfenced<'_, C>, ids: &[Uuid]) -> Result<Places, DbError> {
    use request_assignment::Column::{TeamId, UserId};
    let to_request: RelationDef = request_assignment::Entity::belongs_to(request::Entity)
        .from(request_assignment::Column::RequestId)
        .to(request::Column::Id)
        .into();
    let to_members: RelationDef = request_assignment::Entity::belongs_to(team_member::Entity)
        .from(TeamId)
        .to(team_member::Column::TeamId)
        .into();
    let places = [request::Column::GroupId, request::Column::SiteId];
    let assigned = || db.find::<request_assignment::Entity>().select_only().distinct();
    let own = assigned().column(UserId).columns(places).join(JoinType::InnerJoin, to_request.clone());
    let own = own.filter(UserId.into_simple_expr().is_not_null());
    let own = own.filter(one_of(UserId, ids, db.engine())).into_tuple::<(Uuid, Uuid, Uuid)>();
    let mut all = own.all(db.connection()).await?;
    let of_teams = assigned().column(team_member::Column::UserId).columns(places);
    let of_teams = of_teams.join(JoinType::InnerJoin, to_request).join(JoinType::InnerJoin, to_members);
    let of_teams = of_teams.filter(one_of(team_member::Column::UserId, ids, db.engine()));
    all.extend(of_teams.into_tuple::<(Uuid, Uuid, Uuid)>().all(db.connection()).await?);
    Ok(by_person(all))
}

fn by_person(rows: Vec<(Uuid, Uuid, Uuid)>) -> Places {
    let mut places = Places::new();
    for (person, group, site) in rows {
        places.entry(person).or_default().push(Place { group: NodeId(group), site: NodeId(site) });
    }
    places
}
