//! What somebody leaves behind, and what is left of them [CT-9].

use authz::{Permit, Principal, acts::DeleteUser};
use chrono::{DateTime, Utc};
use domain::{RequestStatus, UserId};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, IntoActiveModel, PaginatorTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, ExprTrait, Func, Query, SelectStatement},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::writing::happened;
use crate::{
    audit::{Happened, erase_values},
    db::{
        DbError, Tx, Writer,
        entities::{
            access_grant, account_link, picture, refresh_token, request, request_assignment, resource,
            session, tag_grant, team_member, terms_acceptance, user_account, user_preference,
        },
        unfenced::Because,
    },
    features::grants::taken_along,
    random::Random,
};

/// What must be somebody else's before an account can go.
#[derive(Debug)]
pub struct Left {
    /// How many open requests are assigned to them by name.
    pub assigned: u64,
    /// The requests they own, open or not.
    pub owned: Vec<Uuid>,
}

/// What somebody leaves behind, whoever may see it: the permit to delete them covers all of it.
pub async fn left_behind(tx: &Tx, user: UserId) -> Result<Left, DbError> {
    let unfenced = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
    let open = RequestStatus::ALL.iter().filter(|status| status.is_open()).map(|status| status.word());
    let open = Query::select()
        .column(request::Column::Id)
        .from(request::Entity)
        .and_where(request::Column::Status.is_in(open))
        .to_owned();
    let assigned = unfenced
        .find::<request_assignment::Entity>()
        .filter(request_assignment::Column::UserId.eq(user.0))
        .filter(request_assignment::Column::RequestId.in_subquery(open));
    let owned = unfenced.find::<request::Entity>().filter(request::Column::OwnerId.eq(user.0));
    let owned = owned.select_only().column(request::Column::Id).into_tuple();
    Ok(Left {
        assigned: assigned.count(unfenced.connection()).await?,
        owned: owned.all(unfenced.connection()).await?,
    })
}

/// Deletes an account: its successor takes over, what it could do is gone, and its name stays.
pub async fn delete(
    tx: &Tx,
    permit: Permit<DeleteUser>,
    random: &dyn Random,
    now: DateTime<Utc>,
    account: &user_account::Model,
    owned: &[Uuid],
) -> Result<(), DbError> {
    let (writer, by) = (tx.by(&permit), permit.by());
    let successor = permit.on().successor.as_ref().map(|successor| successor.user);
    let lines = told(tx, account.id, successor, owned).await?;
    Happened::record_all(lines.into_iter(), writer, random, now, by).await?;
    unreachable_from_now(writer, account).await?;
    if let Some(successor) = successor {
        take_over(writer, account.id, successor).await?;
    }
    take_rights(writer, account.id).await?;
    forget(writer, account.id).await?;
    writer.update(tombstone(account, now)).await?;
    erase_values(writer, account.id).await?;
    let detail = json!({ "successor": successor.map(|successor| successor.0), "requests": owned.len() });
    happened("delete_user", account.id, detail).record(writer, random, now, by).await
}

/// The lines of all that goes with somebody: requests taken over, teams, grants, tag links, logins.
async fn told(
    tx: &Tx,
    user: Uuid,
    successor: Option<UserId>,
    owned: &[Uuid],
) -> Result<Vec<Happened>, DbError> {
    let unfenced = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
    let line = |(operation, subject): (&'static str, &'static str), id: Uuid, detail: Value| Happened {
        operation,
        subject,
        id,
        working: true,
        detail,
    };
    let teams = unfenced.find::<team_member::Entity>().filter(team_member::Column::UserId.eq(user));
    let teams = teams.all(unfenced.connection()).await?;
    let workers = unfenced.find::<resource::Entity>().filter(resource::Column::UserId.eq(user));
    let workers = workers.all(unfenced.connection()).await?;
    let along = taken_along(tx, Principal::User(UserId(user))).await?;
    let owner = json!({ "before": user, "after": successor.map(|successor| successor.0) });
    let handed = owned.iter().map(|&id| line(("delete_user", "request"), id, json!({ "owner": owner })));
    let left =
        teams.iter().map(|row| line(("remove_team_member", "team"), row.team_id, json!({ "user": user })));
    let before = json!({ "before": { "user": user }, "after": { "user": null } });
    let unlinked = workers.iter().map(|row| line(("link_resource", "resource"), row.id, before.clone()));
    Ok(handed.chain(left).chain(unlinked).chain(along).collect())
}

/// Nobody writes any more to the address, or calls the number, that their requests took from the account.
async fn unreachable_from_now(writer: Writer<'_>, account: &user_account::Model) -> Result<u64, DbError> {
    let theirs = Condition::any()
        .add(request::Column::OwnerId.eq(account.id))
        .add(request::Column::EnteredById.eq(account.id));
    let same =
        Expr::expr(Func::lower(Expr::col(request::Column::RequesterEmail))).eq(account.email.to_lowercase());
    let nothing = || Expr::value(None::<String>);
    let values = [
        (request::Column::RequesterEmail, nothing()),
        (request::Column::RequesterPhone, nothing()),
        (request::Column::Version, Expr::col(request::Column::Version).add(1)),
    ];
    writer.set::<request::Entity>(values, Condition::all().add(theirs).add(same)).await
}

async fn take_over(writer: Writer<'_>, from: Uuid, to: UserId) -> Result<u64, DbError> {
    let next = Expr::col(request::Column::Version).add(1);
    let values = [(request::Column::OwnerId, Expr::value(to.0)), (request::Column::Version, next)];
    writer.set::<request::Entity>(values, request::Column::OwnerId.eq(from).into()).await
}

/// Takes all that somebody may do, and their place in teams.
async fn take_rights(writer: Writer<'_>, user: Uuid) -> Result<(), DbError> {
    writer.delete::<access_grant::Entity>(access_grant::Column::UserId.eq(user).into()).await?;
    writer.delete::<tag_grant::Entity>(tag_grant::Column::UserId.eq(user).into()).await?;
    writer.delete::<team_member::Entity>(team_member::Column::UserId.eq(user).into()).await
}

/// Takes what only they used: sessions, links, preferences, pictures, where they accepted terms, and their login from who keeps working without one.
async fn forget(writer: Writer<'_>, user: Uuid) -> Result<(), DbError> {
    let tokens = refresh_token::Column::SessionId.in_subquery(sessions_of(user));
    writer.delete::<refresh_token::Entity>(tokens.into()).await?;
    writer.delete::<session::Entity>(session::Column::UserId.eq(user).into()).await?;
    writer.delete::<account_link::Entity>(account_link::Column::UserId.eq(user).into()).await?;
    let nowhere = [(terms_acceptance::Column::Address, Expr::value(None::<String>))];
    writer.set::<terms_acceptance::Entity>(nowhere, terms_acceptance::Column::UserId.eq(user).into()).await?;
    writer.delete::<user_preference::Entity>(user_preference::Column::UserId.eq(user).into()).await?;
    writer.delete::<picture::Entity>(picture::Column::UserId.eq(user).into()).await?;
    let no_login = [
        (resource::Column::UserId, Expr::value(None::<Uuid>)),
        (resource::Column::Version, Expr::col(resource::Column::Version).add(1)),
    ];
    writer.set::<resource::Entity>(no_login, resource::Column::UserId.eq(user).into()).await.map(drop)
}

fn sessions_of(user: Uuid) -> SelectStatement {
    Query::select()
        .column(session::Column::Id)
        .from(session::Entity)
        .and_where(session::Column::UserId.eq(user))
        .to_owned()
}

/// What is left of an account. No username holds a colon: nobody logs in with what stands for it.
fn tombstone(account: &user_account::Model, now: DateTime<Utc>) -> user_account::ActiveModel {
    let gone = format!("deleted:{}", account.id);
    let mut row = account.clone().into_active_model();
    row.username = Set(String::new());
    row.username_key = Set(gone.clone());
    row.username_skeleton = Set(gone.clone());
    row.email = Set(String::new());
    row.email_key = Set(gone);
    row.phone = Set(None);
    row.external_id = Set(None);
    row.password_hash = Set(None);
    row.active = Set(false);
    row.deleted_at = Set(Some(now));
    row.version = Set(account.version + 1);
    row
}
