//! Every change of an account that somebody else makes.

use authz::{
    Permit,
    acts::{ChangeUser, CreateUser, ShutOut, SuperAdministrator},
};
use chrono::{DateTime, Utc};
use domain::{Language, UserId, fold_case};
use sea_orm::{ActiveValue::Set, IntoActiveModel};
use serde_json::{Value, json};
use uuid::Uuid;

use super::super::wire::{Names, NewUser, StandingInput, UserInput};
use crate::{
    audit::Happened,
    db::{
        DbError, Tx,
        entities::{access_grant, user_account},
    },
    features::{links, requests::full_name, session::end_by},
    identity::username::{login_key, skeleton},
    random::Random,
    wire::{ExternalId, Label},
};

/// What an account begins with beside what the body says.
#[derive(Debug)]
pub struct Beginning {
    pub password_hash: Option<String>,
    /// The general role, and the node at the top.
    pub general: Option<(Uuid, Uuid)>,
}

/// Makes an account, with the general role that the permit says it begins with.
pub async fn insert(
    tx: &Tx,
    permit: Permit<CreateUser>,
    random: &dyn Random,
    now: DateTime<Utc>,
    new: &NewUser,
    with: Beginning,
) -> Result<user_account::Model, DbError> {
    let id = random.id(now);
    let writer = tx.by(&permit);
    let general = with.general.filter(|_| permit.on().general.is_some());
    let provisional = with.password_hash.is_some();
    let made = writer.insert(row(id, now, new, with.password_hash)).await?;
    if let Some((role, top)) = general {
        writer.insert(general_role(random.id(now), id, role, top, now)).await?;
    }
    let detail = json!({
        "node": new.node_id, "default_site": new.default_site_id, "language": new.language, "password": provisional,
        "general_role": general.map(|(role, _)| role),
    });
    let line = happened("create_user", id, detail)
        .personal("username", None, Some(&made.username))
        .personal("email", None, Some(&made.email))
        .personal("name", None, Some(&full_name(&made.first_name, &made.last_name)));
    line.record(writer, random, now, permit.by()).await?;
    Ok(made)
}

fn row(
    id: Uuid,
    now: DateTime<Utc>,
    new: &NewUser,
    password_hash: Option<String>,
) -> user_account::ActiveModel {
    let username = new.username.trimmed();
    let names = Names::of(new.first_name.as_ref(), new.last_name.as_ref(), &username);
    let key = login_key(&username);
    user_account::ActiveModel {
        id: Set(id),
        username_skeleton: Set(skeleton(&key)),
        username_key: Set(key),
        username: Set(username),
        email_key: Set(fold_case(&new.email.0)),
        email: Set(new.email.0.clone()),
        name_key: Set(names.key()),
        first_name: Set(names.first),
        last_name: Set(names.last),
        phone: Set(Label::filled(new.phone.as_ref())),
        language: Set(Language::from(new.language).word().to_owned()),
        password_provisional: Set(password_hash.is_some()),
        password_hash: Set(password_hash),
        active: Set(true),
        default_site_id: Set(new.default_site_id),
        home_node_id: Set(Some(new.node_id)),
        suspended_until: Set(None),
        ends_at: Set(None),
        super_administrator: Set(false),
        external_id: Set(new.external_id.as_ref().map(ExternalId::trimmed)),
        deleted_at: Set(None),
        authz_version: Set(1),
        version: Set(1),
        created_at: Set(now),
    }
}

fn general_role(
    id: Uuid,
    user: Uuid,
    role: Uuid,
    top: Uuid,
    now: DateTime<Utc>,
) -> access_grant::ActiveModel {
    access_grant::ActiveModel {
        id: Set(id),
        user_id: Set(Some(user)),
        team_id: Set(None),
        node_id: Set(top),
        role_id: Set(Some(role)),
        valid_from: Set(None),
        valid_until: Set(None),
        version: Set(1),
        created_at: Set(now),
    }
}

/// Makes the account what the body says; answers it as it is then.
pub async fn update(
    tx: &Tx,
    permit: Permit<ChangeUser>,
    random: &dyn Random,
    now: DateTime<Utc>,
    account: &user_account::Model,
    input: &UserInput,
) -> Result<user_account::Model, DbError> {
    let names = Names::of(input.first_name.as_ref(), input.last_name.as_ref(), &account.username);
    let mut row = account.clone().into_active_model();
    row.name_key = Set(names.key());
    row.first_name = Set(names.first);
    row.last_name = Set(names.last);
    row.phone = Set(Label::filled(input.phone.as_ref()));
    row.language = Set(Language::from(input.language).word().to_owned());
    row.home_node_id = Set(Some(input.node_id));
    row.default_site_id = Set(input.default_site_id);
    row.external_id = Set(input.external_id.as_ref().map(ExternalId::trimmed));
    row.version = Set(account.version + 1);
    let writer = tx.by(&permit);
    let after = writer.update(row).await?;
    let detail = json!({ "before": facts(account), "after": facts(&after) });
    let name = |of: &user_account::Model| full_name(&of.first_name, &of.last_name);
    let line = happened("update_user", account.id, detail)
        .personal("name", Some(&name(account)), Some(&name(&after)))
        .personal("phone", account.phone.as_deref(), after.phone.as_deref())
        .personal("external_id", account.external_id.as_deref(), after.external_id.as_deref());
    line.record(writer, random, now, permit.by()).await?;
    Ok(after)
}

/// Says who is let in and for how long; whoever is deactivated is out at once, for good [PO-7, PL-10].
pub async fn shut_out(
    tx: &Tx,
    permit: Permit<ShutOut>,
    random: &dyn Random,
    now: DateTime<Utc>,
    account: &user_account::Model,
    input: &StandingInput,
) -> Result<user_account::Model, DbError> {
    let before = standing(account);
    let mut row = account.clone().into_active_model();
    row.active = Set(input.active);
    row.suspended_until = Set(input.suspended_until);
    row.ends_at = Set(input.ends_at);
    row.version = Set(account.version + 1);
    let writer = tx.by(&permit);
    let after = writer.update(row).await?;
    if !input.active {
        end_by(writer, UserId(account.id), None, now).await?;
        links::cancel_all(writer, account.id, now).await?;
    }
    let detail = json!({ "before": before, "after": standing(&after) });
    happened("change_user_standing", account.id, detail).record(writer, random, now, permit.by()).await?;
    Ok(after)
}

/// Makes somebody a super administrator, or takes that status away [CT-5].
pub async fn change_super_status(
    tx: &Tx,
    permit: Permit<SuperAdministrator>,
    random: &dyn Random,
    now: DateTime<Utc>,
    account: &user_account::Model,
) -> Result<(), DbError> {
    let becomes = permit.on().becomes;
    let mut row = account.clone().into_active_model();
    row.super_administrator = Set(becomes);
    row.version = Set(account.version + 1);
    let writer = tx.by(&permit);
    writer.update(row).await?;
    let detail = json!({ "before": account.super_administrator, "after": becomes });
    happened("change_super_administrator", account.id, detail).record(writer, random, now, permit.by()).await
}

/// What of an account the audit tells; names and addresses are personal.
fn facts(account: &user_account::Model) -> Value {
    json!({ "node": account.home_node_id, "default_site": account.default_site_id, "language": account.language })
}

fn standing(account: &user_account::Model) -> Value {
    json!({
        "active": account.active, "suspended_until": account.suspended_until, "ends_at": account.ends_at,
    })
}

pub(super) fn happened(operation: &'static str, id: Uuid, detail: Value) -> Happened {
    Happened { operation, subject: "user", id, working: true, detail }
}
