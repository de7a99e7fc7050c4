//! What it takes to act as somebody: all that their account can do.

use authz::{AccountChange, Actor, Place, Stakes, acts::ChangeUser, decide};
use chrono::{DateTime, Utc};
use domain::{NodeId, UserId};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, FromQueryResult, QueryFilter, QuerySelect,
    sea_query::{Query, SelectStatement},
};
use uuid::Uuid;

use super::{
    super::wire::{Judged, UserRow},
    lock, with_home,
};
use crate::{
    db::{
        Db, DbError, Tx,
        entities::{request, request_assignment, team_member, user_account},
        unfenced::{Because, Unfenced},
    },
    http::{Answer, Problem},
    identity::facts::{Whose, subjects},
    wire::actions,
};

/// A change of an account, with all that decides whether somebody may make it.
///
/// # Errors
/// When the database fails, or the account is gone.
pub async fn change_of(tx: &Tx, row: &UserRow, now: DateTime<Utc>) -> Answer<AccountChange> {
    change(&tx.unfenced(Because::ItBelongsToWhatIsPermitted), row, now).await
}

/// The same outside of a transaction.
///
/// # Errors
/// When the database fails, or the account is gone.
pub async fn change_seen(db: &Db, row: &UserRow, now: DateTime<Utc>) -> Answer<AccountChange> {
    change(&db.unfenced(Because::ItBelongsToWhatIsPermitted), row, now).await
}

/// The same for somebody whose account `actor` sees, which is held until the transaction ends.
///
/// # Errors
/// 404 when they do not see it.
pub async fn change_held(tx: &Tx, actor: &Actor, user: UserId, now: DateTime<Utc>) -> Answer<AccountChange> {
    let row = lock(tx, actor, user).await?.ok_or_else(Problem::not_found)?;
    change_of(tx, &row, now).await
}

/// The same by the id alone: that of the login of something one sees, whose account one may not.
///
/// # Errors
/// When the database fails, or the account is gone.
pub async fn change_of_login(tx: &Tx, user: UserId, now: DateTime<Utc>) -> Answer<AccountChange> {
    let db = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
    let row = with_home(db.find::<user_account::Entity>()).filter(user_account::Column::Id.eq(user.0));
    let row = row.into_model::<UserRow>().one(db.connection()).await.map_err(DbError::from)?;
    change(&db, &row.ok_or_else(Problem::not_found)?, now).await
}

async fn change<C: ConnectionTrait>(
    db: &Unfenced<'_, C>,
    row: &UserRow,
    now: DateTime<Utc>,
) -> Answer<AccountChange> {
    let user = row.account.id;
    let target = subjects(db, Whose::These(&[user])).await?.pop().ok_or_else(Problem::not_found)?;
    let owned = Condition::all().add(request::Column::OwnerId.eq(user));
    let worked_on = Condition::all().add(request::Column::Id.in_subquery(worked_on_by(user)));
    let stakes = Stakes { owns_at: places(db, owned).await?, works_at: places(db, worked_on).await? };
    Ok(AccountChange::at(row.lives_at(), target, stakes, now))
}

/// What the engine says of `actor` and an account.
///
/// # Errors
/// When the database fails, or the account is gone.
pub async fn judged(db: &Db, actor: &Actor, row: &UserRow, now: DateTime<Utc>) -> Answer<Judged> {
    let change = change_seen(db, row, now).await?;
    Ok(Judged {
        administrator: change.target.is_or_becomes_administrator(change.now),
        allowed: actions(actor.allowed_at(change.home)),
        locked_by: decide::<ChangeUser>(actor, change).err().map(Into::into),
    })
}

/// The sites of the requests that `which` describes.
///
/// # Errors
/// When the database fails.
pub async fn places<C: ConnectionTrait>(
    db: &Unfenced<'_, C>,
    which: Condition,
) -> Result<Vec<Place>, DbError> {
    #[derive(FromQueryResult)]
    struct At {
        group_id: Uuid,
        site_id: Uuid,
    }
    let rows = db
        .find::<request::Entity>()
        .select_only()
        .columns([request::Column::GroupId, request::Column::SiteId])
        .distinct()
        .filter(which);
    let rows = rows.into_model::<At>().all(db.connection()).await?;
    Ok(rows.into_iter().map(|at| Place { group: NodeId(at.group_id), site: NodeId(at.site_id) }).collect())
}

fn worked_on_by(user: Uuid) -> SelectStatement {
    let teams = Query::select()
        .column(team_member::Column::TeamId)
        .from(team_member::Entity)
        .and_where(team_member::Column::UserId.eq(user))
        .to_owned();
    let theirs = Condition::any()
        .add(request_assignment::Column::UserId.eq(user))
        .add(request_assignment::Column::TeamId.in_subquery(teams));
    Query::select()
        .column(request_assignment::Column::RequestId)
        .from(request_assignment::Entity)
        .cond_where(theirs)
        .to_owned()
}
