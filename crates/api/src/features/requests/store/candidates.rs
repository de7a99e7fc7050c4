//! Who can be assigned: teams, people, and resources without a login.

use authz::{Candidates, Scope};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use crate::{
    db::{
        Db, DbError, Scoped, Tx,
        entities::{resource, team, user_account},
        names,
    },
    features::requests::wire::{Assignee, AssigneeKind, full_name},
};

/// How many candidates an answer holds at the most.
const MAX_CANDIDATES: u64 = 200;

/// Those who may be assigned to a request, by name; at most [`MAX_CANDIDATES`] whose name holds `name`.
pub async fn list(db: &Db, scope: &Scope<Candidates>, name: Option<&str>) -> Result<Vec<Assignee>, DbError> {
    // Whoever may not assign is offered nobody, as the rights were when the request was found.
    if scope.filter().is_none() {
        return Ok(Vec::new());
    }
    let name = names::sought(name);
    let of_team = name.as_deref().map(|name| names::key_holds(team::Column::NameKey, name));
    let of_person = name.as_deref().map(|name| names::holds(user_account::Column::NameKey, name));
    let of_worker = name.as_deref().map(|name| names::holds(resource::Column::NameKey, name));
    let of_teams = db.visible(scope).narrow(|teams: Select<team::Entity>| {
        teams.filter(Condition::all().add_option(of_team)).limit(MAX_CANDIDATES)
    });
    let of_people = db.visible(scope).narrow(|people: Select<user_account::Entity>| {
        people.filter(Condition::all().add_option(of_person)).limit(MAX_CANDIDATES)
    });
    let of_workers = db.visible(scope).narrow(|workers: Select<resource::Entity>| {
        workers.filter(Condition::all().add_option(of_worker)).limit(MAX_CANDIDATES)
    });
    let mut all = [teams(of_teams).await?, people(of_people).await?, workers(of_workers).await?].concat();
    all.truncate(usize::try_from(MAX_CANDIDATES).unwrap_or(usize::MAX));
    Ok(all)
}

/// Those of `ids` who may be assigned to the request.
pub async fn find(tx: &Tx, scope: &Scope<Candidates>, ids: &[Uuid]) -> Result<Vec<Assignee>, DbError> {
    let ids = || ids.iter().copied();
    let of_teams =
        tx.visible(scope).narrow(|teams: Select<team::Entity>| teams.filter(team::Column::Id.is_in(ids())));
    let of_people = tx
        .visible(scope)
        .narrow(|people: Select<user_account::Entity>| people.filter(user_account::Column::Id.is_in(ids())));
    let of_workers = tx
        .visible(scope)
        .narrow(|workers: Select<resource::Entity>| workers.filter(resource::Column::Id.is_in(ids())));
    Ok([teams(of_teams).await?, people(of_people).await?, workers(of_workers).await?].concat())
}

async fn people<C: ConnectionTrait>(
    people: Scoped<'_, C, user_account::Entity>,
) -> Result<Vec<Assignee>, DbError> {
    let people = people.narrow(|people| {
        let by_name =
            people.order_by_asc(user_account::Column::LastName).order_by_asc(user_account::Column::FirstName);
        by_name.order_by_asc(user_account::Column::Id)
    });
    let person = |row: user_account::Model| Assignee {
        id: row.id,
        kind: AssigneeKind::User,
        name: full_name(&row.first_name, &row.last_name),
    };
    Ok(people.all().await?.into_iter().map(person).collect())
}

async fn workers<C: ConnectionTrait>(
    workers: Scoped<'_, C, resource::Entity>,
) -> Result<Vec<Assignee>, DbError> {
    let workers = workers.narrow(|workers| {
        let by_name = workers.order_by_asc(resource::Column::LastName);
        by_name.order_by_asc(resource::Column::FirstName).order_by_asc(resource::Column::Id)
    });
    let worker = |row: resource::Model| Assignee {
        id: row.id,
        kind: AssigneeKind::Resource,
        name: full_name(&row.first_name, &row.last_name),
    };
    Ok(workers.all().await?.into_iter().map(worker).collect())
}

async fn teams<C: ConnectionTrait>(teams: Scoped<'_, C, team::Entity>) -> Result<Vec<Assignee>, DbError> {
    let teams = teams.narrow(|teams| teams.order_by_asc(team::Column::NameKey));
    let team = |row: team::Model| Assignee { id: row.id, kind: AssigneeKind::Team, name: row.name };
    Ok(teams.all().await?.into_iter().map(team).collect())
}
