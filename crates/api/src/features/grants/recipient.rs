//! To whom something is given.

use authz::{Actor, Principal};
use chrono::{DateTime, Utc};
use domain::UserId;

use crate::{
    db::{DbError, Tx, unfenced::Because},
    features::{teams, users},
    http::{Answer, Kind, Problem},
    identity::facts::{Whose, subjects},
    wire::{PrincipalKind, PrincipalRef},
};

/// The user or team that a body names at `/to`, if `actor` may see them.
///
/// # Errors
/// 422 when there is none for the caller.
pub async fn recipient(tx: &Tx, actor: &Actor, to: PrincipalRef) -> Answer<Principal> {
    let found = match to.kind {
        PrincipalKind::User => users::find_user(tx, actor, UserId(to.id)).await?.map(Principal::User),
        PrincipalKind::Team => teams::find_team(tx, actor, to.id).await?.map(Principal::Team),
    };
    found.ok_or_else(|| Problem::at(Kind::InvalidBody, "/to/id", "unknown", "there is nobody of that id"))
}

/// Whether only administrators may give them something or take it [PL-6]. What a team gives that makes its members
/// administrators is looked at by itself.
pub async fn is_administrator(tx: &Tx, to: Principal, now: DateTime<Utc>) -> Result<bool, DbError> {
    let Principal::User(user) = to else { return Ok(false) };
    let unfenced = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
    let subjects = subjects(&unfenced, Whose::These(&[user.0])).await?;
    Ok(subjects.iter().any(|subject| subject.is_or_becomes_administrator(now)))
}
