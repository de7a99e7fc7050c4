use authz::{Actor, Node, People, Right};
use chrono::{DateTime, Utc};
use domain::{UserId, fold_case};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoSimpleExpr, JoinType, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, RelationDef, Select,
    sea_query::{Expr, ExprTrait, Query},
};
use uuid::Uuid;

use super::wire::{UserOrder, UserQuery, UserRow, UserState};
use crate::{
    db::{
        Db, DbError, Scoped, Tx,
        entities::{node, user_account},
        gathered, names,
        unfenced::{Because, Unfenced},
    },
    features::{requests::full_name, settings},
    http::{Cursor, Order, PageStart},
    identity::{
        facts::{node_of, right_of_role},
        username::{login_key, skeleton},
    },
};

mod acting;
mod leaving;
mod many;
mod touching;
mod writing;

pub use acting::{ask_to_confirm, end_sessions, refuse_closed, send_link, set_email, set_password};
pub use leaving::{Left, delete, left_behind};
pub use many::{Keys, changes_of as changes_of_many, like_any, lock_many, read_many};
pub use touching::{change_held, change_of, change_of_login, change_seen, judged, places};
pub use writing::{Beginning, change_super_status, insert, shut_out, update};

/// A page of the people whose accounts `actor` may see.
pub async fn list(
    db: &Db,
    actor: &Actor,
    query: &UserQuery,
    page: &PageStart,
    now: DateTime<Utc>,
) -> Result<Vec<UserRow>, DbError> {
    let which = Condition::all()
        .add_option(names::sought(query.name.as_deref()).as_deref().map(called))
        .add_option(query.state.map(|state| in_state(state, now)))
        .add_option(query.node_id.map(lives_at));
    let people = db.visible::<user_account::Entity, People>(&actor.people());
    people.narrow(|people| in_order(with_home(people).filter(which), query.sort, page)).rows().await
}

impl UserOrder {
    /// What the cursor of a list in this order says.
    pub const fn cursor(self) -> Order {
        match self {
            Self::Name | Self::Username => Order::ByName,
            Self::Newest => Order::ByTime,
        }
    }

    /// Where the page after this row starts.
    pub fn after(self, row: &UserRow) -> Cursor {
        let account = &row.account;
        match self {
            Self::Name => Cursor::Named(account.last_name.clone(), account.id),
            Self::Username => Cursor::Named(account.username_key.clone(), account.id),
            Self::Newest => Cursor::At(account.created_at, account.id),
        }
    }
}

fn in_order(
    people: Select<user_account::Entity>,
    order: UserOrder,
    page: &PageStart,
) -> Select<user_account::Entity> {
    use user_account::Column::{CreatedAt, Id, LastName, UsernameKey};
    let (start, people) = match order {
        UserOrder::Name => (page.after_name(LastName, Id), people.order_by_asc(LastName).order_by_asc(Id)),
        UserOrder::Username => {
            (page.after_name(UsernameKey, Id), people.order_by_asc(UsernameKey).order_by_asc(Id))
        }
        UserOrder::Newest => {
            (page.before_moment(CreatedAt, Id), people.order_by_desc(CreatedAt).order_by_desc(Id))
        }
    };
    people.filter(Condition::all().add_option(start)).limit(page.fetch())
}

/// Accounts whose gate is in that state at a moment.
fn in_state(state: UserState, now: DateTime<Utc>) -> Condition {
    use user_account::Column::{Active, EndsAt, SuspendedUntil};
    let ended = || EndsAt.is_not_null().and(EndsAt.lte(now));
    let suspended = || SuspendedUntil.is_not_null().and(SuspendedUntil.gt(now));
    let active = Condition::all().add(Active.eq(true));
    match state {
        UserState::Inactive => Condition::all().add(Active.eq(false)),
        UserState::Ended => active.add(ended()),
        UserState::Suspended => active.add(ended().not()).add(suspended()),
        UserState::Active => active.add(ended().not()).add(suspended().not()),
    }
}

/// Accounts whose home is a node or stands below it.
fn lives_at(node: Uuid) -> Condition {
    let mut below = Query::select();
    below.column(node::Column::Id).from(node::Entity).cond_where(
        Condition::any()
            .add(node::Column::Id.eq(node))
            .add(node::Column::ParentId.eq(node))
            .add(node::Column::ParentId.in_subquery(children(node))),
    );
    Condition::all().add(user_account::Column::HomeNodeId.in_subquery(below))
}

fn children(node: Uuid) -> sea_orm::sea_query::SelectStatement {
    let this = Expr::col(("above", node::Column::ParentId)).eq(node);
    Query::select()
        .column(("above", node::Column::Id))
        .from_as(node::Entity, "above")
        .and_where(this)
        .to_owned()
}

/// One account that `actor` may see.
pub async fn find(db: &Db, actor: &Actor, id: UserId) -> Result<Option<UserRow>, DbError> {
    load(db.visible(&actor.people()), id).await
}

/// One account that `actor` may see, held against other writers until the transaction ends.
pub async fn lock(tx: &Tx, actor: &Actor, id: UserId) -> Result<Option<UserRow>, DbError> {
    let scope = actor.people();
    let held = tx.visible::<user_account::Entity, People>(&scope).locked();
    if held.narrow(|people| people.filter(user_account::Column::Id.eq(id.0))).one().await?.is_none() {
        return Ok(None);
    }
    load(tx.visible(&scope), id).await
}

async fn load<C: ConnectionTrait>(
    people: Scoped<'_, C, user_account::Entity>,
    id: UserId,
) -> Result<Option<UserRow>, DbError> {
    people.narrow(|people| with_home(people).filter(user_account::Column::Id.eq(id.0))).row().await
}

impl UserRow {
    /// Where the account lives.
    pub fn lives_at(&self) -> Node {
        let home = self.level.as_deref().zip(self.account.home_node_id);
        home.and_then(|(level, id)| node_of(level, id, self.parent_id)).unwrap_or(Node::Instance)
    }
}

/// Somebody, if `actor` may see their account.
///
/// # Errors
/// When the database fails.
pub async fn find_user(tx: &Tx, actor: &Actor, id: UserId) -> Result<Option<UserId>, DbError> {
    let people = tx.visible::<user_account::Entity, People>(&actor.people());
    let user = people.narrow(|people| people.filter(user_account::Column::Id.eq(id.0))).one().await?;
    Ok(user.map(|user| UserId(user.id)))
}

/// The name of somebody whose account `actor` may see, or who they are themselves.
///
/// # Errors
/// When the database fails, or the rights have changed.
pub async fn name_of(db: &Db, actor: &Actor, id: UserId) -> Result<Option<String>, DbError> {
    let this = user_account::Column::Id.eq(id.0);
    let row = if id == actor.user() {
        db.visible::<user_account::Entity, authz::Accounts>(&actor.own_account()).one().await?
    } else {
        let people = db.visible::<user_account::Entity, People>(&actor.people());
        people.narrow(|people| people.filter(this)).one().await?
    };
    Ok(row.map(|row| full_name(&row.first_name, &row.last_name)))
}

/// Those who log in with a name, or with one that looks like it, whoever may see them: names are one for the instance.
pub async fn named_like(db: &Db, username: &str) -> Result<Vec<user_account::Model>, DbError> {
    all_named_like(&db.unfenced(Because::ItBelongsToWhatIsPermitted), username).await
}

/// The same within a transaction.
pub async fn named_like_within(tx: &Tx, username: &str) -> Result<Vec<user_account::Model>, DbError> {
    all_named_like(&tx.unfenced(Because::ItBelongsToWhatIsPermitted), username).await
}

async fn all_named_like<C: ConnectionTrait>(
    db: &Unfenced<'_, C>,
    username: &str,
) -> Result<Vec<user_account::Model>, DbError> {
    Ok(db.find::<user_account::Entity>().filter(named(username)).all(db.connection()).await?)
}

/// The general role with which an account begins, as the right that it gives at the top [PP-6].
pub async fn general_role(tx: &Tx) -> Result<Option<(Uuid, Right)>, DbError> {
    let Some(role) = settings::switches(tx).await?.default_role_id else { return Ok(None) };
    let right =
        right_of_role(&tx.unfenced(Because::ItBelongsToWhatIsPermitted), role, Node::Instance).await?;
    Ok(right.map(|right| (role, right)))
}

/// What of an account is somebody else's already.
#[derive(Debug, Clone, Copy)]
pub struct Taken {
    pub email: bool,
    pub external_id: bool,
}

/// Whether somebody but `own` has that email address, logs in with it, or has that external id, whoever may see them.
pub async fn taken(
    tx: &Tx,
    email: &str,
    external_id: Option<&str>,
    own: Option<UserId>,
) -> Result<Taken, DbError> {
    let (address, login) = (fold_case(email), login_key(email));
    let external_id = external_id.map(str::trim);
    let unfenced = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
    let others = Condition::all().add_option(own.map(|own| user_account::Column::Id.ne(own.0))).add(
        Condition::any()
            .add(user_account::Column::EmailKey.eq(&address))
            .add(user_account::Column::UsernameKey.eq(&login))
            .add_option(external_id.map(|id| user_account::Column::ExternalId.eq(id))),
    );
    let others = unfenced.find::<user_account::Entity>().filter(others).all(unfenced.connection()).await?;
    Ok(Taken {
        email: others.iter().any(|other| other.email_key == address || other.username_key == login),
        external_id: external_id.is_some()
            && others.iter().any(|other| other.external_id.as_deref() == external_id),
    })
}

/// Whether somebody else has that email address, or logs in with it.
///
/// # Errors
/// When the database fails.
pub async fn is_taken(tx: &Tx, email: &str, own: UserId) -> Result<bool, DbError> {
    Ok(taken(tx, email, None, Some(own)).await?.email)
}

/// Makes an address that somebody proved with a link the one of their account.
///
/// # Errors
/// [`DbError::Taken`] when somebody else has it by now, or logs in with it.
pub async fn set_proven_email(tx: &Tx, user: UserId, email: &str) -> Result<(), DbError> {
    if taken(tx, email, None, Some(user)).await?.email {
        return Err(DbError::Taken(DbErr::RecordNotUpdated));
    }
    let unfenced = tx.unfenced(Because::NobodyIsKnownYet);
    let proven = unfenced
        .update_many::<user_account::Entity>()
        .col_expr(user_account::Column::Email, Expr::value(email))
        .col_expr(user_account::Column::EmailKey, Expr::value(fold_case(email)))
        .col_expr(user_account::Column::Version, Expr::col(user_account::Column::Version).add(1));
    proven.filter(user_account::Column::Id.eq(user.0)).exec(unfenced.connection()).await?;
    Ok(())
}

/// How many super administrators there are beside one.
pub async fn other_super_administrators(tx: &Tx, but: UserId) -> Result<usize, DbError> {
    let unfenced = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
    let others = unfenced
        .find::<user_account::Entity>()
        .filter(user_account::Column::SuperAdministrator.eq(true))
        .filter(user_account::Column::Id.ne(but.0));
    let others = others.count(unfenced.connection()).await?;
    Ok(usize::try_from(others).unwrap_or(usize::MAX))
}

fn named(username: &str) -> Condition {
    let key = login_key(username);
    Condition::any()
        .add(user_account::Column::UsernameSkeleton.eq(skeleton(&key)))
        .add(user_account::Column::UsernameKey.eq(&key))
        .add(user_account::Column::EmailKey.eq(key))
}

fn called(name: &str) -> Condition {
    Condition::any()
        .add(names::holds(user_account::Column::NameKey, name))
        .add(names::holds(user_account::Column::UsernameKey, name))
        .add(names::holds(user_account::Column::EmailKey, name))
}

fn with_home(people: Select<user_account::Entity>) -> Select<user_account::Entity> {
    let to_home: RelationDef = user_account::Entity::belongs_to(node::Entity)
        .from(user_account::Column::HomeNodeId)
        .to(node::Column::Id)
        .into();
    people
        .column_as(node::Column::Level.into_simple_expr(), "level")
        .column_as(node::Column::ParentId.into_simple_expr(), "parent_id")
        .column_as(node::Column::Name.into_simple_expr(), "home_name")
        .expr_as(gathered::photo_of_user(), "photo_id")
        .join(JoinType::LeftJoin, to_home)
}
