//! All teams at once: an import asks once a slice, not once a line.

use std::collections::HashMap;

use authz::{Actor, Place, Right, TeamChange, Teams};
use chrono::{DateTime, Utc};
use domain::NodeId;
use sea_orm::{EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationDef};
use uuid::Uuid;

use super::{store::with_node, wire::TeamRow};
use crate::{
    db::{
        DbError, Tx,
        entities::{access_grant, request, request_assignment, tag_grant, team, team_member},
        one_of,
        unfenced::Because,
    },
    identity::facts::{grants, tag_links},
};

/// The teams that `actor` may see.
///
/// # Errors
/// When the database fails.
pub async fn all_seen(tx: &Tx, actor: &Actor) -> Result<Vec<TeamRow>, DbError> {
    let teams = tx.visible::<team::Entity, Teams>(&actor.seen_teams());
    teams.narrow(|teams| with_node(teams).order_by_asc(team::Column::Id)).rows().await
}

/// Who of `users` belongs to which of the teams that `actor` may see, as `(user, team)`.
///
/// # Errors
/// When the database fails.
pub async fn memberships(tx: &Tx, actor: &Actor, users: &[Uuid]) -> Result<Vec<(Uuid, Uuid)>, DbError> {
    if users.is_empty() {
        return Ok(Vec::new());
    }
    let members = tx.visible::<team_member::Entity, Teams>(&actor.seen_teams());
    let members =
        members.narrow(|members| members.filter(one_of(team_member::Column::UserId, users, tx.engine())));
    Ok(members.all().await?.into_iter().map(|row| (row.user_id, row.team_id)).collect())
}

/// What each team gives, now or later, and where it works.
#[derive(Debug, Default)]
pub struct Given {
    rights: HashMap<Uuid, Vec<Right>>,
    works_at: HashMap<Uuid, Vec<Place>>,
}

impl Given {
    /// Reads it of the teams of these ids.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn by(tx: &Tx, teams: &[Uuid], now: DateTime<Utc>) -> Result<Self, DbError> {
        let mut given = Self::default();
        if teams.is_empty() {
            return Ok(given);
        }
        let db = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
        let held = grants(&db, one_of(access_grant::Column::TeamId, teams, tx.engine()).into()).await?;
        for grant in held.iter().filter(|grant| grant.validity.lasts(now)) {
            given.add(grant.to, grant.into());
        }
        let linked = tag_links(&db, one_of(tag_grant::Column::TeamId, teams, tx.engine()).into()).await?;
        for link in linked.iter().filter(|link| link.validity.lasts(now)) {
            given.add(link.to, link.into());
        }
        let to_request: RelationDef = request_assignment::Entity::belongs_to(request::Entity)
            .from(request_assignment::Column::RequestId)
            .to(request::Column::Id)
            .into();
        let sites = db
            .find::<request_assignment::Entity>()
            .select_only()
            .column(request_assignment::Column::TeamId)
            .columns([request::Column::GroupId, request::Column::SiteId])
            .join(JoinType::InnerJoin, to_request)
            .filter(one_of(request_assignment::Column::TeamId, teams, tx.engine()))
            .distinct();
        for (team, group, site) in sites.into_tuple::<(Uuid, Uuid, Uuid)>().all(db.connection()).await? {
            let place = Place { group: NodeId(group), site: NodeId(site) };
            given.works_at.entry(team).or_default().push(place);
        }
        Ok(given)
    }

    fn add(&mut self, to: authz::Principal, right: Right) {
        if let authz::Principal::Team(team) = to {
            self.rights.entry(team.0).or_default().push(right);
        }
    }

    /// What it takes to let somebody join a team.
    #[must_use]
    pub fn joining(&self, team: &TeamRow, concerns_administrator: bool) -> Option<TeamChange> {
        let (given, works_at) = (self.rights.get(&team.id), self.works_at.get(&team.id));
        let (given, works_at) = (given.cloned().unwrap_or_default(), works_at.cloned().unwrap_or_default());
        Some(TeamChange { given, works_at, concerns_administrator, ..TeamChange::at(team.home()?) })
    }

    /// What it takes to let somebody lose what a team gives.
    #[must_use]
    pub fn leaving(&self, team: &TeamRow, concerns_administrator: bool) -> Option<TeamChange> {
        let taken = self.rights.get(&team.id).cloned().unwrap_or_default();
        Some(TeamChange { taken, concerns_administrator, ..TeamChange::at(team.home()?) })
    }
}
