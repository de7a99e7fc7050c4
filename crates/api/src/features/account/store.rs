use authz::{Actor, Permit, acts::ChangeOwnAccount};
use domain::Language;
use sea_orm::{ActiveValue::Set, IntoActiveModel};

use super::wire::Me;
use crate::{
    db::{Db, DbError, Tx, entities::user_account},
    features::sites,
};

/// One's own account, with the name of the site that forms start with.
pub async fn find_me(db: &Db, actor: &Actor) -> Result<Option<Me>, DbError> {
    let Some(row) = db.visible::<user_account::Entity, _>(&actor.own_account()).one().await? else {
        return Ok(None);
    };
    let site = match row.default_site_id {
        Some(id) => sites::name_of(db, actor, id).await?,
        None => None,
    };
    Ok(Some(Me::new(actor, row, site)))
}

/// One's own account, held against other writers.
pub async fn lock_account(tx: &Tx, actor: &Actor) -> Result<Option<user_account::Model>, DbError> {
    tx.visible::<user_account::Entity, _>(&actor.own_account()).locked().one().await
}

/// A language is a preference, not an event: it leaves no line in the audit.
pub async fn change_language(
    tx: &Tx,
    permit: Permit<ChangeOwnAccount>,
    account: user_account::Model,
    language: Language,
) -> Result<(), DbError> {
    let version = account.version + 1;
    let mut row = account.into_active_model();
    row.language = Set(language.word().to_owned());
    row.version = Set(version);
    tx.by(&permit).update(row).await.map(drop)
}
