use authz::{
    Accounts, Actor, People, Permit,
    acts::{ChangeOwnAccount, ChangeUser},
};
use chrono::{DateTime, Utc};
use domain::{ResourceId, UserId};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use crate::{
    audit::Happened,
    db::{
        Db, DbError, Tx, Writer,
        entities::{picture, user_account},
    },
    pictures::{Picture, PictureKind},
    random::Random,
};

/// Of whom a picture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    User(UserId),
    Resource(ResourceId),
}

impl Holder {
    const fn user(self) -> Option<Uuid> {
        match self {
            Self::User(user) => Some(user.0),
            Self::Resource(_) => None,
        }
    }

    const fn resource(self) -> Option<Uuid> {
        match self {
            Self::Resource(resource) => Some(resource.0),
            Self::User(_) => None,
        }
    }

    fn picture(self, kind: PictureKind) -> Condition {
        let of = match self {
            Self::User(user) => picture::Column::UserId.eq(user.0),
            Self::Resource(resource) => picture::Column::ResourceId.eq(resource.0),
        };
        Condition::all().add(of).add(picture::Column::Kind.eq(kind.word()))
    }
}

/// One's own picture.
pub async fn own(db: &Db, actor: &Actor, kind: PictureKind) -> Result<Option<picture::Model>, DbError> {
    let own = db.visible::<picture::Entity, Accounts>(&actor.own_account());
    own.narrow(|own| own.filter(picture::Column::Kind.eq(kind.word()))).one().await
}

/// One's own picture within a transaction, and one's account held: two that change it take turns.
pub async fn lock_own(tx: &Tx, actor: &Actor, kind: PictureKind) -> Result<Option<picture::Model>, DbError> {
    tx.visible::<user_account::Entity, Accounts>(&actor.own_account()).locked().one().await?;
    let own = tx.visible::<picture::Entity, Accounts>(&actor.own_account());
    own.narrow(|own| own.filter(picture::Column::Kind.eq(kind.word()))).one().await
}

/// The photo of somebody whose account `actor` may see.
pub async fn photo_of(db: &Db, actor: &Actor, user: UserId) -> Result<Option<picture::Model>, DbError> {
    if user == actor.user() {
        return own(db, actor, PictureKind::Photo).await;
    }
    let photos = db.visible::<picture::Entity, People>(&actor.people());
    photos.narrow(|photos| photos.filter(picture::Column::UserId.eq(user.0))).one().await
}

/// Keeps one's own picture instead of the one before.
pub async fn set_own(
    tx: &Tx,
    permit: Permit<ChangeOwnAccount>,
    random: &dyn Random,
    now: DateTime<Utc>,
    operation: &'static str,
    picture: Picture,
) -> Result<picture::Model, DbError> {
    let (writer, user) = (tx.by(&permit), *permit.on());
    let kept = replace(writer, Holder::User(user), random, now, picture).await?;
    happened(operation, user, Some(kept.id)).record(writer, random, now, permit.by()).await?;
    Ok(kept)
}

/// Keeps one's own picture no longer.
pub async fn remove_own(
    tx: &Tx,
    permit: Permit<ChangeOwnAccount>,
    random: &dyn Random,
    now: DateTime<Utc>,
    operation: &'static str,
    kind: PictureKind,
) -> Result<(), DbError> {
    let (writer, user) = (tx.by(&permit), *permit.on());
    remove(writer, Holder::User(user), kind).await?;
    happened(operation, user, None).record(writer, random, now, permit.by()).await
}

/// The photo of somebody whose account `actor` may see, within a transaction.
pub async fn photo_within(tx: &Tx, actor: &Actor, user: UserId) -> Result<Option<picture::Model>, DbError> {
    let photos = tx.visible::<picture::Entity, People>(&actor.people());
    photos.narrow(|photos| photos.filter(picture::Column::UserId.eq(user.0))).one().await
}

/// Keeps a photo of somebody else instead of the one before.
pub async fn set_of_user(
    tx: &Tx,
    permit: Permit<ChangeUser>,
    random: &dyn Random,
    now: DateTime<Utc>,
    photo: Picture,
) -> Result<picture::Model, DbError> {
    let (writer, user) = (tx.by(&permit), permit.on().target.user);
    let kept = replace(writer, Holder::User(user), random, now, photo).await?;
    happened("set_user_photo", user, Some(kept.id)).record(writer, random, now, permit.by()).await?;
    Ok(kept)
}

/// Keeps no photo of somebody else.
pub async fn remove_of_user(
    tx: &Tx,
    permit: Permit<ChangeUser>,
    random: &dyn Random,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let (writer, user) = (tx.by(&permit), permit.on().target.user);
    remove(writer, Holder::User(user), PictureKind::Photo).await?;
    happened("remove_user_photo", user, None).record(writer, random, now, permit.by()).await
}

/// Keeps a picture instead of the one before. The permit behind `writer` is for its holder.
///
/// # Errors
/// When the database fails.
pub async fn replace(
    writer: Writer<'_>,
    holder: Holder,
    random: &dyn Random,
    now: DateTime<Utc>,
    picture: Picture,
) -> Result<picture::Model, DbError> {
    remove(writer, holder, picture.kind).await?;
    let side = |pixels: u32| i32::try_from(pixels).unwrap_or(i32::MAX);
    let row = picture::ActiveModel {
        id: Set(random.id(now)),
        kind: Set(picture.kind.word().to_owned()),
        user_id: Set(holder.user()),
        resource_id: Set(holder.resource()),
        media_type: Set(picture.media_type.to_owned()),
        width: Set(side(picture.width)),
        height: Set(side(picture.height)),
        bytes: Set(picture.bytes),
        created_at: Set(now),
    };
    writer.insert(row).await
}

/// Keeps a picture no longer. The permit behind `writer` is for its holder.
///
/// # Errors
/// When the database fails.
pub async fn remove(writer: Writer<'_>, holder: Holder, kind: PictureKind) -> Result<(), DbError> {
    writer.delete::<picture::Entity>(holder.picture(kind)).await
}

fn happened(operation: &'static str, user: UserId, picture: Option<Uuid>) -> Happened {
    Happened { operation, subject: "user", id: user.0, working: true, detail: json!({ "picture": picture }) }
}
