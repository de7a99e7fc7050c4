use authz::{Actor, Permit, ShippedRole, acts::ChangeSettings};
use chrono::{DateTime, Utc};
use domain::Language;
use sea_orm::{ActiveValue::Set, ConnectionTrait, IntoActiveModel};
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use uuid::Uuid;

use super::wire::{MailServer, MailServerInput, Settings, SettingsChange};
use crate::{
    audit::Happened,
    config,
    db::{
        Db, DbError, Tx,
        entities::instance_settings,
        unfenced::{Because, Unfenced},
    },
    features::roles,
    random::Random,
    sealing::Sealing,
    wire::{LanguageWord, UnplannedWork, stored, word},
};

/// What other features must know of the settings.
#[derive(Debug, Clone)]
pub struct Switches {
    pub organisation_name: String,
    pub language: Language,
    pub mail_team_on_new_request: bool,
    pub confirm_to_requester: bool,
    pub publish_on_entry: bool,
    /// The general role of those whose account is made, if there is one.
    pub default_role_id: Option<Uuid>,
}

/// The settings of a new instance.
#[derive(Debug)]
pub struct Fresh<'a> {
    pub organisation_name: String,
    pub language: Language,
    pub mail: Option<&'a MailServerInput>,
}

/// The settings that a permitted change obeys.
///
/// # Errors
/// When the database fails.
pub async fn switches(tx: &Tx) -> Result<Switches, DbError> {
    let row = only_row(&tx.unfenced(Because::ItBelongsToWhatIsPermitted)).await?;
    let row = row.ok_or_else(|| DbError::Broken(sea_orm::DbErr::RecordNotFound("settings".to_owned())))?;
    Ok(Switches {
        organisation_name: row.organisation_name,
        language: LanguageWord::stored(&row.language).into(),
        mail_team_on_new_request: row.mail_team_on_new_request,
        confirm_to_requester: row.confirm_to_requester,
        publish_on_entry: row.publish_on_entry,
        default_role_id: row.default_role_id,
    })
}

/// Where the planning puts work without a resource for whoever says nothing else [PP-9].
///
/// # Errors
/// When the database fails.
pub async fn unplanned_work(db: &Db) -> Result<UnplannedWork, DbError> {
    let row = only_row(&db.unfenced(Because::ItBelongsToWhatIsPermitted)).await?;
    Ok(row.map(|row| stored(&row.unplanned_work)).unwrap_or_default())
}

/// What everybody may know of the instance: its name, its language, whether it holds demo data. `None`: not set up.
///
/// # Errors
/// When the database fails.
pub async fn name_of_instance(db: &Db) -> Result<Option<(String, Language, bool)>, DbError> {
    let row = only_row(&db.unfenced(Because::NobodyIsKnownYet)).await?;
    Ok(row.map(|row| (row.organisation_name, LanguageWord::stored(&row.language).into(), row.demo)))
}

/// The mail server of the settings, with its password.
pub async fn mail_server(db: &Db, sealing: &Sealing) -> Result<Option<config::MailServer>, DbError> {
    let row = only_row(&db.unfenced(Because::TheServerWorksByItself)).await?;
    Ok(row.and_then(|row| opened(&row, sealing)))
}

/// The settings, for those who may change them.
pub async fn find(db: &Db, actor: &Actor) -> Result<Option<instance_settings::Model>, DbError> {
    db.visible::<instance_settings::Entity, _>(&actor.settings()).one().await
}

/// The settings, held against other writers.
pub async fn lock(tx: &Tx, actor: &Actor) -> Result<Option<instance_settings::Model>, DbError> {
    tx.visible::<instance_settings::Entity, _>(&actor.settings()).locked().one().await
}

/// Replaces the settings.
pub async fn update(
    tx: &Tx,
    permit: Permit<ChangeSettings>,
    (random, sealing): (&dyn Random, &Sealing),
    now: DateTime<Utc>,
    settings: instance_settings::Model,
    change: &SettingsChange,
) -> Result<(), DbError> {
    let before = facts(&settings);
    let id = settings.id;
    let version = settings.version + 1;
    let kept = change.mail.as_ref().filter(|mail| keeps_password(&settings, mail));
    let kept = kept.and_then(|_| settings.sealed_mail_password.clone());
    let sealed = sealed_password(change.mail.as_ref(), kept, sealing, random);
    let mut row = settings.into_active_model();
    row.organisation_name = Set(change.organisation_name.trimmed());
    row.language = Set(Language::from(change.language).word().to_owned());
    row.mail_team_on_new_request = Set(change.mail_team_on_new_request);
    row.confirm_to_requester = Set(change.confirm_to_requester);
    row.publish_on_entry = Set(change.publish_on_entry);
    row.default_role_id = Set(change.default_role_id);
    row.unplanned_work = Set(word(&change.unplanned_work));
    row.mail_server = Set(change.mail.as_ref().map(|mail| json!(mail.shown())));
    row.sealed_mail_password = Set(sealed);
    row.version = Set(version);
    let writer = tx.by(&permit);
    let after = facts(&writer.update(row).await?);
    let detail = json!({ "before": before, "after": after });
    let happened = Happened { operation: "update_settings", subject: "settings", id, working: true, detail };
    happened.record(writer, random, now, permit.by()).await
}

/// Whether the stored password is still the one: it is never sent to another server than it was typed for.
pub fn keeps_password(row: &instance_settings::Model, mail: &MailServerInput) -> bool {
    let before = row.mail_server.clone().and_then(|mail| serde_json::from_value::<MailServer>(mail).ok());
    let now = mail.shown();
    let same = |before: MailServer| {
        (before.host, before.port, before.username, before.security)
            == (now.host, now.port, now.username, now.security)
    };
    row.sealed_mail_password.is_some() && before.is_some_and(same)
}

/// The settings of an instance that is being set up.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    tx: &Tx,
    random: &dyn Random,
    sealing: &Sealing,
    now: DateTime<Utc>,
    fresh: Fresh<'_>,
) -> Result<(), DbError> {
    let row = instance_settings::ActiveModel {
        id: Set(random.id(now)),
        organisation_name: Set(fresh.organisation_name),
        language: Set(fresh.language.word().to_owned()),
        mail_team_on_new_request: Set(true),
        confirm_to_requester: Set(true),
        publish_on_entry: Set(true),
        mail_server: Set(fresh.mail.map(|mail| json!(mail.shown()))),
        sealed_mail_password: Set(sealed_password(fresh.mail, None, sealing, random)),
        demo: Set(false),
        default_role_id: Set(roles::id_of(tx, ShippedRole::BasicUser).await?),
        unplanned_work: Set(word(&UnplannedWork::default())),
        version: Set(1),
    };
    tx.unfenced(Because::TheInstanceIsBeingSetUp).insert(row).await.map(drop)
}

/// The settings as the API shows them.
pub fn shown(row: instance_settings::Model, elsewhere: bool) -> Settings {
    let has_password = row.sealed_mail_password.is_some();
    let mail = row.mail_server.and_then(|mail| serde_json::from_value::<MailServer>(mail).ok());
    Settings {
        organisation_name: row.organisation_name,
        language: LanguageWord::stored(&row.language),
        mail_team_on_new_request: row.mail_team_on_new_request,
        confirm_to_requester: row.confirm_to_requester,
        publish_on_entry: row.publish_on_entry,
        default_role_id: row.default_role_id,
        unplanned_work: stored(&row.unplanned_work),
        mail: mail.map(|mail| MailServer { has_password, ..mail }),
        mail_is_configured_elsewhere: elsewhere,
        version: row.version,
    }
}

async fn only_row<C: ConnectionTrait>(
    unfenced: &Unfenced<'_, C>,
) -> Result<Option<instance_settings::Model>, DbError> {
    Ok(unfenced.find::<instance_settings::Entity>().one(unfenced.connection()).await?)
}

fn opened(row: &instance_settings::Model, sealing: &Sealing) -> Option<config::MailServer> {
    let mail: MailServer = serde_json::from_value(row.mail_server.clone()?).ok()?;
    let password = row.sealed_mail_password.as_deref().and_then(|sealed| {
        let opened =
            sealing.unseal(sealed).inspect_err(|error| tracing::error!(%error, "the mail password")).ok()?;
        String::from_utf8(opened).ok().map(SecretString::from)
    });
    Some(config::MailServer {
        host: mail.host,
        port: mail.port,
        security: mail.security.into(),
        username: mail.username,
        password,
        from_address: mail.from_address,
        from_name: mail.from_name,
        ca_file: None,
    })
}

/// A new password is sealed; without one the old one stays, as long as there is an account to use it with.
fn sealed_password(
    mail: Option<&MailServerInput>,
    before: Option<String>,
    sealing: &Sealing,
    random: &dyn Random,
) -> Option<String> {
    let mail = mail?;
    mail.shown().username?;
    match &mail.password {
        Some(password) => Some(sealing.seal(password.expose_secret().as_bytes(), random)),
        None => before,
    }
}

/// What the audit keeps: no password, and not whether it changed to what.
fn facts(row: &instance_settings::Model) -> serde_json::Value {
    json!({
        "organisation_name": row.organisation_name,
        "language": row.language,
        "mail_team_on_new_request": row.mail_team_on_new_request,
        "confirm_to_requester": row.confirm_to_requester,
        "publish_on_entry": row.publish_on_entry,
        "default_role": row.default_role_id,
        "unplanned_work": row.unplanned_work,
        "mail_server": row.mail_server,
    })
}
