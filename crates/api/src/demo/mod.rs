//! An organisation that looks real: `palier demo` writes it into an empty database.
//!
//! [`chronicle`] makes all rows from the day alone, so that the demo is the same wherever it is seeded that day.

use authz::ShippedRole;
use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelBehavior, ActiveModelTrait, ConnectionTrait, IntoActiveModel};

use crate::db::{
    Db, DbError,
    entities::node,
    unfenced::{Because, Unfenced},
};

mod calendar;
mod casting;
mod chronicle;
mod deck;
mod dice;
mod founding;
mod ledger;
mod people;
mod places;
mod rows;
mod scenes;
mod spoken;
mod stories;
mod telling;
#[cfg(test)]
mod tests;
mod timeline;

/// The password of everybody in the demo.
pub const PASSWORD: &str = "bonjour-palier";

/// Somebody whom a visitor of the demo can be.
#[derive(Debug, Clone, Copy)]
pub struct DemoLogin {
    pub username: &'static str,
    pub role: ShippedRole,
}

/// One login of each role, to print and to show on the login page.
pub const LOGINS: &[DemoLogin] = &[
    DemoLogin { username: "claire.dumont@mosane.example", role: ShippedRole::Administrator },
    DemoLogin { username: "thomas.delvaux@mosane.example", role: ShippedRole::Manager },
    DemoLogin { username: "nadia.lambert@mosane.example", role: ShippedRole::Visitor },
];

/// What seeding did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seeding {
    /// The demo is there.
    Done(Summary),
    /// The database already holds an organisation; nothing was written.
    AlreadySetUp,
}

/// How much was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    pub sites: usize,
    pub people: usize,
    pub requests: usize,
    pub comments: usize,
}

/// Writes the demo into an empty database, all of it or nothing. `password_hash` is that of [`PASSWORD`].
///
/// # Errors
/// When the database fails.
pub async fn seed(db: &Db, now: DateTime<Utc>, password_hash: &str) -> Result<Seeding, DbError> {
    let tx = db.begin().await?;
    let unfenced = tx.unfenced(Because::TheInstanceIsBeingSetUp);
    if unfenced.find::<node::Entity>().one(unfenced.connection()).await?.is_some() {
        return Ok(Seeding::AlreadySetUp);
    }
    let rows = chronicle::write(now, password_hash);
    let summary = Summary {
        sites: rows.sites.len(),
        people: rows.people.len(),
        requests: rows.requests.len(),
        comments: rows.comments.len(),
    };
    insert(&unfenced, rows.nodes).await?;
    insert(&unfenced, rows.sites).await?;
    insert(&unfenced, rows.people).await?;
    insert(&unfenced, rows.roles).await?;
    insert(&unfenced, rows.role_permissions).await?;
    insert(&unfenced, rows.grants).await?;
    insert(&unfenced, rows.requests).await?;
    insert(&unfenced, rows.assignments).await?;
    insert(&unfenced, rows.comments).await?;
    insert(&unfenced, rows.counters).await?;
    insert(&unfenced, rows.settings).await?;
    let mut lines = rows.audit;
    lines.sort_by_key(|line| line.at);
    for line in lines {
        tx.note(Because::TheInstanceIsBeingSetUp, line);
    }
    tx.commit().await?;
    Ok(Seeding::Done(summary))
}

async fn insert<C, M, A>(unfenced: &Unfenced<'_, C>, rows: Vec<M>) -> Result<(), DbError>
where
    C: ConnectionTrait,
    M: IntoActiveModel<A>,
    A: ActiveModelTrait + ActiveModelBehavior + Send,
{
    let rows = rows.into_iter().map(|row| row.into_active_model().reset_all()).collect();
    unfenced.insert_all(rows).await
}
