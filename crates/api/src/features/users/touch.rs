//! Acting as somebody: what every operation that does begins with.

use authz::{Actor, Permit, acts::ChangeUser, decide};
use domain::UserId;

use super::{store, wire::UserRow};
use crate::{
    app::App,
    http::{Answer, Kind, Problem},
    identity::{Acting, Caller},
};

/// Somebody's account, held, with leave to change it.
#[derive(Debug)]
pub struct Touched {
    pub acting: Acting,
    pub row: UserRow,
    pub permit: Permit<ChangeUser>,
}

/// Refuses to do to oneself here what one's own account asks a password for.
///
/// # Errors
/// 403 for oneself.
pub fn not_oneself(caller: &Caller, id: UserId) -> Answer<()> {
    if caller.user() == id {
        return Err(Problem::because(
            Kind::Refused,
            "this is your own: change it in your account, with your password",
        ));
    }
    Ok(())
}

/// Judges before the work is done what [`touch`] judges when it is written down.
///
/// # Errors
/// 404 when the caller does not see the account, 403 when they may not change it.
pub async fn judge_first(app: &App, caller: &Caller, id: UserId) -> Answer<()> {
    let read = async |actor: &Actor| {
        let row = store::find(&app.db, actor, id).await?.ok_or_else(Problem::not_found)?;
        let change = store::change_seen(&app.db, &row, app.clock.now()).await?;
        Ok(actor.may_touch_user(&change)?)
    };
    caller.read(app, read).await
}

/// Holds the account of `id` and decides whether the caller may change it: they must have all that it may do.
///
/// # Errors
/// 404 when the caller does not see it, 403 when they may not.
pub async fn touch(app: &App, caller: &Caller, id: UserId) -> Answer<Touched> {
    // The row of somebody's account holds their rights: two who changed each other's would wait for each other.
    let acting = caller.begin_on_rights(app).await?;
    let row = store::lock(&acting.tx, &acting.actor, id).await?.ok_or_else(Problem::not_found)?;
    let change = store::change_of(&acting.tx, &row, app.clock.now()).await?;
    let permit = decide::<ChangeUser>(&acting.actor, change)?;
    Ok(Touched { acting, row, permit })
}
