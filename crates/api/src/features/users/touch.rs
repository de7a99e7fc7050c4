//! Acting as somebody: what every operation that does begins with.

use authz::{Permit, acts::ChangeUser, decide};
use domain::UserId;

use super::{store, wire::UserRow};
use crate::{
    app::App,
    http::{Answer, Problem},
    identity::{Acting, Caller},
};

/// Somebody's account, held, with leave to change it.
#[derive(Debug)]
pub struct Touched {
    pub acting: Acting,
    pub row: UserRow,
    pub permit: Permit<ChangeUser>,
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
