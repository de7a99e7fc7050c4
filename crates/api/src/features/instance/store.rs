use authz::ShippedRole;
use chrono::{DateTime, Utc};
use domain::{Language, Level, fold_case};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, DbErr, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::wire::Setup;
use crate::{
    audit::Happened,
    db::{
        DbError, Tx,
        entities::{access_grant, node, role, site, user_account},
        unfenced::Because,
    },
    features::{requests::full_name, roles, settings},
    identity::username::{login_key, skeleton},
    random::Random,
    sealing::Sealing,
};

/// An administrator of the whole instance.
#[derive(Debug)]
pub struct NewAdministrator {
    pub username: String,
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    pub language: Language,
    pub password_hash: String,
    /// Whether nothing can lock them out [CT-5].
    pub super_administrator: bool,
}

/// Builds the pyramid of a new instance: the top, the first company group, the first site, the first administrator.
pub async fn set_up(
    tx: &Tx,
    random: &dyn Random,
    sealing: &Sealing,
    now: DateTime<Utc>,
    setup: &Setup,
    password_hash: String,
) -> Result<(), DbError> {
    let top = add_node(tx, random, now, Level::Instance, None, &setup.organisation_name.trimmed()).await?;
    roles::ship(tx, random, now, top).await?;
    let group =
        add_node(tx, random, now, Level::CompanyGroup, Some(top), &setup.company_group_name.trimmed())
            .await?;
    let place = add_node(tx, random, now, Level::Site, Some(group), &setup.site.name.trimmed()).await?;
    let row = site::ActiveModel {
        id: Set(place),
        group_id: Set(group),
        mail_address: Set(setup.site.mail_address.0.clone()),
        company: Set(None),
        location: Set(None),
        version: Set(1),
    };
    tx.unfenced(Because::TheInstanceIsBeingSetUp).insert(row).await?;
    let fresh = settings::Fresh {
        organisation_name: setup.organisation_name.trimmed(),
        language: setup.language.into(),
        mail: setup.mail.as_ref(),
    };
    settings::insert(tx, random, sealing, now, fresh).await?;
    let first = &setup.administrator;
    let administrator = NewAdministrator {
        username: first.username.trimmed(),
        email: first.email.0.clone(),
        first_name: first.first_name.trimmed(),
        last_name: first.last_name.trimmed(),
        language: setup.language.into(),
        password_hash,
        super_administrator: true,
    };
    add_administrator(tx, random, now, administrator, "complete_setup").await.map(drop)
}

/// Adds an administrator of the instance; `operation` is who did it, for the audit. `None`: nothing is set up yet.
///
/// # Errors
/// [`DbError::Taken`] when the username or the email address is in use.
pub async fn add_administrator(
    tx: &Tx,
    random: &dyn Random,
    now: DateTime<Utc>,
    new: NewAdministrator,
    operation: &'static str,
) -> Result<Option<Uuid>, DbError> {
    let unfenced = tx.unfenced(Because::TheInstanceIsBeingSetUp);
    let top = unfenced.find::<node::Entity>().filter(node::Column::Level.eq(Level::Instance.word()));
    let Some(top) = top.one(unfenced.connection()).await? else { return Ok(None) };
    // Who logs in with an address must be the one it belongs to.
    let crossed = Condition::any()
        .add(user_account::Column::EmailKey.eq(login_key(&new.username)))
        .add(user_account::Column::UsernameKey.eq(fold_case(&new.email)));
    if unfenced.find::<user_account::Entity>().filter(crossed).one(unfenced.connection()).await?.is_some() {
        return Err(DbError::Taken(DbErr::RecordNotInserted));
    }
    let id = random.id(now);
    let happened = Happened {
        operation,
        subject: "user",
        id,
        working: true,
        detail: json!({ "role": "administrator" }),
    }
    .personal("username", None, Some(&new.username))
    .personal("email", None, Some(&new.email))
    .personal("first_name", None, Some(&new.first_name))
    .personal("last_name", None, Some(&new.last_name));
    unfenced.insert(account(id, top.id, now, new)).await?;
    let administrator =
        unfenced.find::<role::Entity>().filter(role::Column::Shipped.eq(ShippedRole::Administrator.word()));
    let administrator = administrator.one(unfenced.connection()).await?;
    let grant = access_grant::ActiveModel {
        id: Set(random.id(now)),
        user_id: Set(Some(id)),
        team_id: Set(None),
        node_id: Set(top.id),
        role_id: Set(administrator.map(|role| role.id)),
        valid_from: Set(None),
        valid_until: Set(None),
        version: Set(1),
        created_at: Set(now),
    };
    unfenced.insert(grant).await?;
    happened.record_unfenced(tx, Because::TheInstanceIsBeingSetUp, random, now, None);
    Ok(Some(id))
}

fn account(id: Uuid, home: Uuid, now: DateTime<Utc>, new: NewAdministrator) -> user_account::ActiveModel {
    user_account::ActiveModel {
        id: Set(id),
        username_skeleton: Set(skeleton(&login_key(&new.username))),
        username_key: Set(login_key(&new.username)),
        username: Set(new.username),
        email_key: Set(fold_case(&new.email)),
        email: Set(new.email),
        name_key: Set(fold_case(&full_name(&new.first_name, &new.last_name))),
        first_name: Set(new.first_name),
        last_name: Set(new.last_name),
        phone: Set(None),
        language: Set(new.language.word().to_owned()),
        password_hash: Set(Some(new.password_hash)),
        active: Set(true),
        default_site_id: Set(None),
        home_node_id: Set(Some(home)),
        suspended_until: Set(None),
        ends_at: Set(None),
        super_administrator: Set(new.super_administrator),
        external_id: Set(None),
        deleted_at: Set(None),
        password_provisional: Set(false),
        authz_version: Set(1),
        version: Set(1),
        created_at: Set(now),
    }
}

async fn add_node(
    tx: &Tx,
    random: &dyn Random,
    now: DateTime<Utc>,
    level: Level,
    parent: Option<Uuid>,
    name: &str,
) -> Result<Uuid, DbError> {
    let id = random.id(now);
    let row = node::ActiveModel {
        id: Set(id),
        level: Set(level.word().to_owned()),
        parent_id: Set(parent),
        name: Set(name.to_owned()),
        name_key: Set(fold_case(name)),
        version: Set(1),
        created_at: Set(now),
    };
    tx.unfenced(Because::TheInstanceIsBeingSetUp).insert(row).await?;
    Ok(id)
}
