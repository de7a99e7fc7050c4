use authz::{
    Actor, Permit, Scope, Sessions,
    acts::{ChangeOwnAccount, ChangeOwnLanguage, ChangeOwnPassword},
};
use chrono::{DateTime, Utc};
use domain::{Language, Level, SessionId};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, FromQueryResult, IntoActiveModel, JoinType,
    QueryFilter, QueryOrder, QuerySelect, RelationDef, sea_query::Expr,
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::wire::{Beside, Me, MyInput};
use crate::{
    audit::Happened,
    db::{
        Db, DbError, Tx,
        entities::{access_grant, node, role, session, user_account},
        gathered,
        unfenced::Because,
    },
    features::{
        links::{self, Tools},
        preferences::{self, Screens, with_screens},
        requests::full_name,
        session::end_by,
        sites,
        users::Names,
    },
    wire::{HeldRole, Label},
};

/// One's own account, with the name of the site that forms start with.
pub async fn find_me(db: &Db, actor: &Actor, now: DateTime<Utc>) -> Result<Option<Me>, DbError> {
    let own = db.visible::<user_account::Entity, _>(&actor.own_account());
    let own = own.narrow(|own| with_screens(own).expr_as(gathered::photo_of_user(), "photo_id"));
    let Some(AccountRow { row, screens, photo_id }) = own.row().await? else { return Ok(None) };
    let site = match row.default_site_id {
        Some(id) => sites::name_of(db, actor, id).await?,
        None => None,
    };
    let roles = if actor.gate().is_open() { held_roles(db, actor, now).await? } else { Vec::new() };
    let preselected_sites = preferences::preselected(db, actor, &screens).await?;
    let pending_email = links::pending_email(db, row.id, now).await?;
    let beside =
        Beside { pending_email, photo_id, default_site_name: site, roles, screens, preselected_sites };
    Ok(Some(Me::new(actor, row, beside)))
}

#[derive(Debug, FromQueryResult)]
struct AccountRow {
    #[sea_orm(nested)]
    row: user_account::Model,
    #[sea_orm(nested)]
    screens: Screens,
    photo_id: Option<Uuid>,
}

/// The roles that `actor` holds, alone or through a team, those of the highest level first.
async fn held_roles(db: &Db, actor: &Actor, now: DateTime<Utc>) -> Result<Vec<HeldRole>, DbError> {
    let unfenced = db.unfenced(Because::ItBelongsToWhatIsPermitted);
    let teams = actor.teams().iter().map(|team| team.0);
    let given = Condition::any()
        .add(access_grant::Column::UserId.eq(actor.user().0))
        .add(access_grant::Column::TeamId.is_in(teams));
    let to_role: RelationDef = access_grant::Entity::belongs_to(role::Entity)
        .from(access_grant::Column::RoleId)
        .to(role::Column::Id)
        .into();
    let to_node: RelationDef = access_grant::Entity::belongs_to(node::Entity)
        .from(access_grant::Column::NodeId)
        .to(node::Column::Id)
        .into();
    let rows = unfenced
        .find::<access_grant::Entity>()
        .select_only()
        .column_as(role::Column::Id, "id")
        .column_as(role::Column::Name, "name")
        .column_as(role::Column::Shipped, "shipped")
        .column_as(node::Column::Level, "level")
        .join(JoinType::InnerJoin, to_role)
        .join(JoinType::InnerJoin, to_node)
        .filter(given)
        .filter(counts(now));
    let mut rows = rows.into_model::<HeldRow>().all(unfenced.connection()).await?;
    rows.sort_by_key(|row| (row.level.parse::<Level>().ok(), row.name.clone()));
    let mut roles: Vec<HeldRole> = Vec::new();
    for role in rows.into_iter().map(HeldRow::shown) {
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    Ok(roles)
}

/// A grant that counts at that moment.
fn counts(now: DateTime<Utc>) -> Condition {
    let (from, until) = (access_grant::Column::ValidFrom, access_grant::Column::ValidUntil);
    Condition::all()
        .add(Condition::any().add(from.is_null()).add(from.lte(now)))
        .add(Condition::any().add(until.is_null()).add(until.gt(now)))
}

#[derive(Debug, FromQueryResult)]
struct HeldRow {
    id: Uuid,
    name: String,
    shipped: Option<String>,
    level: String,
}

impl HeldRow {
    fn shown(self) -> HeldRole {
        HeldRole::stored(self.id, self.name, self.shipped.as_deref())
    }
}

/// One's own account, held against other writers.
pub async fn lock_account(tx: &Tx, actor: &Actor) -> Result<Option<user_account::Model>, DbError> {
    tx.visible::<user_account::Entity, _>(&actor.own_account()).locked().one().await
}

/// One's own account, whatever waits at the gate.
pub async fn find_account(db: &Db, actor: &Actor) -> Result<Option<user_account::Model>, DbError> {
    db.visible::<user_account::Entity, _>(&actor.own_account()).one().await
}

/// Makes one's account what the body says.
pub async fn update(
    tx: &Tx,
    permit: Permit<ChangeOwnAccount>,
    tools: Tools<'_>,
    account: user_account::Model,
    input: &MyInput,
) -> Result<(), DbError> {
    let names = Names::of(input.first_name.as_ref(), input.last_name.as_ref(), &account.username);
    let mut row = account.clone().into_active_model();
    row.name_key = Set(names.key());
    row.first_name = Set(names.first);
    row.last_name = Set(names.last);
    row.phone = Set(Label::filled(input.phone.as_ref()));
    row.default_site_id = Set(input.default_site_id);
    row.version = Set(account.version + 1);
    let writer = tx.by(&permit);
    let after = writer.update(row).await?;
    let name = |of: &user_account::Model| full_name(&of.first_name, &of.last_name);
    let site = |of: &user_account::Model| json!({ "default_site": of.default_site_id });
    let line = happened("update_me", account.id, json!({ "before": site(&account), "after": site(&after) }))
        .personal("name", Some(&name(&account)), Some(&name(&after)))
        .personal("phone", account.phone.as_deref(), after.phone.as_deref());
    line.record(writer, tools.random, tools.now, permit.by()).await
}

/// Keeps another password; only the session that asked for it goes on.
pub async fn change_password(
    tx: &Tx,
    permit: Permit<ChangeOwnPassword>,
    tools: Tools<'_>,
    account: user_account::Model,
    (hash, session): (String, SessionId),
    organisation: &str,
) -> Result<(), DbError> {
    let mut row = account.clone().into_active_model();
    row.password_hash = Set(Some(hash));
    row.password_provisional = Set(false);
    row.version = Set(account.version + 1);
    let writer = tx.by(&permit);
    writer.update(row).await?;
    end_by(writer, permit.by(), Some(session), tools.now).await?;
    links::after_new_password(writer, tools, &account, organisation).await?;
    let line = happened("change_my_password", account.id, json!({}));
    line.record(writer, tools.random, tools.now, permit.by()).await
}

/// Asks the new address to confirm, unless it is somebody else's, and tells the old one.
pub async fn ask_to_confirm(
    tx: &Tx,
    permit: Permit<ChangeOwnAccount>,
    tools: Tools<'_>,
    (account, email, taken): (&user_account::Model, &str, bool),
    organisation: &str,
) -> Result<(), DbError> {
    let (writer, by) = (tx.by(&permit), permit.by());
    links::ask_to_confirm(writer, tools, (account, email, taken), (by, "change_my_email"), organisation).await
}

/// Takes back that one wants another address: the link to it opens nothing any more.
pub async fn cancel_email_change(
    tx: &Tx,
    permit: Permit<ChangeOwnAccount>,
    tools: Tools<'_>,
) -> Result<(), DbError> {
    let (writer, user) = (tx.by(&permit), permit.by());
    // Whoever says it twice changed nothing the second time.
    if links::cancel_email_change(writer, user.0, tools.now).await? == 0 {
        return Ok(());
    }
    let line = happened("cancel_my_email_change", user.0, json!({}));
    line.record(writer, tools.random, tools.now, user).await
}

/// The living sessions that a scope lets through, the last used first.
pub async fn sessions(
    db: &Db,
    scope: &Scope<Sessions>,
    now: DateTime<Utc>,
) -> Result<Vec<session::Model>, DbError> {
    let sessions = db.visible::<session::Entity, Sessions>(scope).narrow(|sessions| {
        let sessions = sessions.filter(session::Column::ExpiresAt.gt(now));
        sessions.order_by_desc(session::Column::LastUsedAt).order_by_desc(session::Column::Id)
    });
    sessions.all().await
}

/// One of one's own sessions.
pub async fn find_session(tx: &Tx, actor: &Actor, id: SessionId) -> Result<Option<session::Model>, DbError> {
    let sessions = tx.visible::<session::Entity, Sessions>(&actor.own_sessions());
    sessions.narrow(|sessions| sessions.filter(session::Column::Id.eq(id.0))).one().await
}

/// Ends one of one's sessions.
pub async fn end_session(
    tx: &Tx,
    permit: Permit<ChangeOwnAccount>,
    tools: Tools<'_>,
    id: SessionId,
) -> Result<(), DbError> {
    let writer = tx.by(&permit);
    let this = living(permit.by().0).add(session::Column::Id.eq(id.0));
    writer.set::<session::Entity>(ended(tools.now), this).await?;
    let line = happened("end_my_session", permit.by().0, json!({ "session": id }));
    line.record(writer, tools.random, tools.now, permit.by()).await
}

/// Ends one's sessions but the one that asks.
pub async fn end_other_sessions(
    tx: &Tx,
    permit: Permit<ChangeOwnAccount>,
    tools: Tools<'_>,
    but: SessionId,
) -> Result<(), DbError> {
    let (writer, user) = (tx.by(&permit), permit.by());
    let ended = end_by(writer, user, Some(but), tools.now).await?;
    let line = happened("end_my_other_sessions", user.0, json!({ "ended": ended }));
    line.record(writer, tools.random, tools.now, user).await
}

fn living(user: Uuid) -> Condition {
    Condition::all().add(session::Column::UserId.eq(user)).add(session::Column::EndedAt.is_null())
}

fn ended(now: DateTime<Utc>) -> [(session::Column, Expr); 1] {
    [(session::Column::EndedAt, Expr::value(now))]
}

fn happened(operation: &'static str, id: Uuid, detail: Value) -> Happened {
    Happened { operation, subject: "user", id, working: true, detail }
}

/// A language is a preference, not an event: it leaves no line in the audit.
pub async fn change_language(
    tx: &Tx,
    permit: Permit<ChangeOwnLanguage>,
    account: user_account::Model,
    language: Language,
) -> Result<(), DbError> {
    let version = account.version + 1;
    let mut row = account.into_active_model();
    row.language = Set(language.word().to_owned());
    row.version = Set(version);
    tx.by(&permit).update(row).await.map(drop)
}
