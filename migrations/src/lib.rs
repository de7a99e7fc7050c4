//! The schema, as ordered changes that run on SQLite and on PostgreSQL alike. Forward only.

use sea_orm_migration::prelude::*;

mod audit_hash;
mod columns;
mod m0001_people_and_pyramid;
mod m0002_sessions;
mod m0003_requests;
mod m0004_what_happened_and_what_must_be_sent;
mod m0005_rights;
mod m0006_teams_at_work;
mod m0007_versions_of_rights;
mod m0008_axes_of_one_name;
mod m0009_teams_of_one_name;
mod m0010_accounts;
mod m0011_audit_chain;
mod m0012_terms;
mod m0013_resources;
mod m0014_preferences;
mod triggers;

/// The change that made a chain of the audit: whoever runs it seals the head afterwards.
pub const CHAINED: &str = "m0011_audit_chain";

/// Every change, oldest first.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_people_and_pyramid::Migration),
            Box::new(m0002_sessions::Migration),
            Box::new(m0003_requests::Migration),
            Box::new(m0004_what_happened_and_what_must_be_sent::Migration),
            Box::new(m0005_rights::Migration),
            Box::new(m0006_teams_at_work::Migration),
            Box::new(m0007_versions_of_rights::Migration),
            Box::new(m0008_axes_of_one_name::Migration),
            Box::new(m0009_teams_of_one_name::Migration),
            Box::new(m0010_accounts::Migration),
            Box::new(m0011_audit_chain::Migration),
            Box::new(m0012_terms::Migration),
            Box::new(m0013_resources::Migration),
            Box::new(m0014_preferences::Migration),
        ]
    }
}
