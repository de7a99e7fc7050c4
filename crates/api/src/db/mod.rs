//! The only holder of the connection. Scopes become SQL here and nowhere else.
//!
//! INVARIANT: nothing outside this module starts a query; `clippy.toml` bans the ways to do so. Reads start at
//! `visible`, writes at `by`, and whoever must go round them says why in [`unfenced`].
//!
//! What goes round does not compile. Reading without a scope:
//! ```compile_fail,E0061
//! # use api::db::{Db, entities::request};
//! async fn read(db: &Db) {
//!     let _all = db.visible::<request::Entity, _>().all().await;
//! }
//! ```
//! Reading with a scope over other rows:
//! ```compile_fail,E0277
//! # use api::db::{Db, entities::user_account};
//! async fn read(db: &Db, actor: &authz::Actor) {
//!     let _everybody = db.visible::<user_account::Entity, _>(&actor.requests()).all().await;
//! }
//! ```
//! Taking the fence down:
//! ```compile_fail,E0616
//! # use api::db::{Db, entities::request};
//! async fn read(db: &Db, actor: &authz::Actor) {
//!     let mut requests = db.visible::<request::Entity, _>(&actor.requests());
//!     requests.fence = sea_orm::Condition::all();
//! }
//! ```
//! Writing without a permit, with a mere decision, or after the end:
//! ```compile_fail,E0308
//! # use api::db::{Tx, Writer};
//! fn write<'t>(tx: &'t Tx, actor: &authz::Actor) -> Writer<'t> {
//!     tx.by(actor)
//! }
//! ```
//! ```compile_fail,E0308
//! # use api::db::{Tx, Writer};
//! # use authz::{Actor, acts::ChangeSettings, decide};
//! fn write<'t>(tx: &'t Tx, actor: &Actor) -> Writer<'t> {
//!     tx.by(&decide::<ChangeSettings>(actor, ()))
//! }
//! ```
//! ```compile_fail,E0505
//! # use api::db::{Tx, entities::site};
//! # use authz::{Permit, acts::ChangeSettings};
//! async fn late(tx: Tx, permit: Permit<ChangeSettings>) {
//!     let writer = tx.by(&permit);
//!     let _ = tx.commit().await;
//!     let _ = writer.insert_all::<site::ActiveModel>(vec![]).await;
//! }
//! ```
//! Taking the connection:
//! ```compile_fail,E0616
//! fn steal(db: &api::db::Db) {
//!     let _field = &db.connection;
//! }
//! ```
//! ```compile_fail,E0624
//! fn steal(tx: &api::db::Tx) {
//!     let _method = tx.connection();
//! }
//! ```
//! ```compile_fail,E0616
//! fn steal(writer: api::db::Writer<'_>) {
//!     let _field = writer.connection;
//! }
//! ```

mod chain;
pub mod entities;
mod error;
mod fence;
mod freshness;
pub mod gathered;
mod keyset;
mod lists;
pub mod names;
mod open;
mod pages;
mod population;
mod scoped;
mod streams;
mod tx;
pub mod unfenced;
mod verify;

pub use chain::{GENESIS, Line, PersonalValue, hash, salted, values_about};
pub use error::DbError;
pub use fence::{Fenced, instance_node};
pub use freshness::{Hold, epoch};
pub use lists::one_of;
pub use open::{Db, Engine, Migrated, Synchronous};
pub use pages::COUNTS_SERVE;
pub use population::{Counted, Population};
pub use scoped::Scoped;
pub use streams::Wanted;
pub use tx::{Tx, Writer};
pub use verify::{Broken, Noted, Verified};
