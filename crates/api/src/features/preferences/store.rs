use authz::{
    Accounts, Actor, People, Permit,
    acts::{ChangeOwnAccount, ChangeUser},
};
use domain::UserId;
use sea_orm::{
    ActiveValue, ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect, RelationDef,
    Select,
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::wire::{MailKind, Preferences, PreferencesInput, SiteTreeTop, StartScreen, listed, unchanged};
use crate::{
    audit::Happened,
    db::{
        Db, DbError, Tx, Writer,
        entities::{user_account, user_preference},
    },
    features::{links::Tools, settings, sites},
    wire::stored,
};

/// One's own preferences.
pub async fn find_own(db: &Db, actor: &Actor) -> Result<Preferences, DbError> {
    let row = db.visible::<user_preference::Entity, Accounts>(&actor.own_account()).one().await?;
    shown(db, actor, row.unwrap_or_else(|| unchanged(actor.user().0))).await
}

/// The preferences of somebody whose account `actor` may see.
pub async fn find(db: &Db, actor: &Actor, user: UserId) -> Result<Preferences, DbError> {
    let rows = db.visible::<user_preference::Entity, People>(&actor.people());
    let row = rows.narrow(|rows| rows.filter(user_preference::Column::UserId.eq(user.0))).one().await?;
    shown(db, actor, row.unwrap_or_else(|| unchanged(user.0))).await
}

async fn shown(db: &Db, actor: &Actor, row: user_preference::Model) -> Result<Preferences, DbError> {
    let ids = [listed(&row.site_order), listed::<Uuid>(&row.preselected_sites)].concat();
    let sites = sites::among(db, actor, &ids).await?;
    Ok(Preferences::new(&row, settings::unplanned_work(db).await?, &sites))
}

/// One's own preferences as they are kept; whoever changes them holds the account.
pub async fn lock_own(tx: &Tx, actor: &Actor) -> Result<Option<user_preference::Model>, DbError> {
    let scope = actor.own_account();
    if tx.visible::<user_account::Entity, Accounts>(&scope).locked().one().await?.is_none() {
        return Ok(None);
    }
    let row = tx.visible::<user_preference::Entity, Accounts>(&scope).one().await?;
    Ok(Some(row.unwrap_or_else(|| unchanged(actor.user().0))))
}

/// The same of somebody whose account is held.
pub async fn find_held(tx: &Tx, actor: &Actor, user: UserId) -> Result<user_preference::Model, DbError> {
    let rows = tx.visible::<user_preference::Entity, People>(&actor.people());
    let row = rows.narrow(|rows| rows.filter(user_preference::Column::UserId.eq(user.0))).one().await?;
    Ok(row.unwrap_or_else(|| unchanged(user.0)))
}

/// Makes one's preferences what the body says.
pub async fn update_own(
    tx: &Tx,
    permit: Permit<ChangeOwnAccount>,
    tools: Tools<'_>,
    before: &user_preference::Model,
    input: &PreferencesInput,
) -> Result<(), DbError> {
    keep(tx.by(&permit), tools, (permit.by(), "update_my_preferences"), before, input).await
}

/// Makes somebody's preferences what the body says.
pub async fn update(
    tx: &Tx,
    permit: Permit<ChangeUser>,
    tools: Tools<'_>,
    before: &user_preference::Model,
    input: &PreferencesInput,
) -> Result<(), DbError> {
    keep(tx.by(&permit), tools, (permit.by(), "update_user_preferences"), before, input).await
}

async fn keep(
    writer: Writer<'_>,
    tools: Tools<'_>,
    (by, operation): (UserId, &'static str),
    before: &user_preference::Model,
    input: &PreferencesInput,
) -> Result<(), DbError> {
    let row = input.row(before);
    let after =
        if before.version == 0 { writer.insert(row).await? } else { writer.update(changed(row)).await? };
    let detail = json!({ "before": facts(before), "after": facts(&after) });
    let line = Happened { operation, subject: "user", id: before.user_id, working: true, detail };
    line.record(writer, tools.random, tools.now, by).await
}

/// The key stays as it is.
fn changed(row: user_preference::ActiveModel) -> user_preference::ActiveModel {
    let user_id = match row.user_id {
        ActiveValue::Set(id) => ActiveValue::Unchanged(id),
        other => other,
    };
    user_preference::ActiveModel { user_id, ..row }
}

fn facts(row: &user_preference::Model) -> Value {
    json!({
        "start_screen": row.start_screen, "unplanned_work": row.unplanned_work,
        "site_tree_top": row.site_tree_top, "site_order": row.site_order,
        "preselected_sites": row.preselected_sites, "unwanted_mails": row.unwanted_mails,
    })
}

/// The mails that whoever has this row does without.
pub fn unwanted_mails(kept: Option<&user_preference::Model>) -> Vec<MailKind> {
    kept.map(|row| listed(&row.unwanted_mails)).unwrap_or_default()
}

/// What the app must know of them before it shows anything, beside a row of an account.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Screens {
    start_screen: Option<String>,
    site_tree_top: Option<String>,
    preselected_sites: Option<Value>,
}

impl Screens {
    pub fn start(&self) -> StartScreen {
        self.start_screen.as_deref().map(stored).unwrap_or_default()
    }

    pub fn tree_top(&self) -> SiteTreeTop {
        self.site_tree_top.as_deref().map(stored).unwrap_or_default()
    }
}

/// Reads [`Screens`] beside each account.
pub fn with_screens(accounts: Select<user_account::Entity>) -> Select<user_account::Entity> {
    accounts
        .column_as(user_preference::Column::StartScreen, "start_screen")
        .column_as(user_preference::Column::SiteTreeTop, "site_tree_top")
        .column_as(user_preference::Column::PreselectedSites, "preselected_sites")
        .join(JoinType::LeftJoin, to_preferences())
}

/// From an account to its preferences, where it has any.
pub fn to_preferences() -> RelationDef {
    user_account::Entity::belongs_to(user_preference::Entity)
        .from(user_account::Column::Id)
        .to(user_preference::Column::UserId)
        .into()
}

/// The preselected sites that `actor` sees now.
pub async fn preselected(db: &Db, actor: &Actor, screens: &Screens) -> Result<Vec<Uuid>, DbError> {
    let ids: Vec<Uuid> = screens.preselected_sites.as_ref().map(listed).unwrap_or_default();
    let seen = sites::among(db, actor, &ids).await?;
    Ok(ids.into_iter().filter(|id| seen.iter().any(|(site, _)| site == id)).collect())
}
