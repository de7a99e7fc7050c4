use chrono::{DateTime, Utc};

use crate::{
    config::MailServer,
    db::{Db, DbError},
    features::links,
    mail::MailServers,
    random::Random,
    sealing::Sealing,
};

/// The mail server in force: the configuration's, else the one of the settings.
#[derive(Debug, Clone)]
pub struct ConfiguredMail {
    pub configured: Option<MailServer>,
    pub db: Db,
    pub sealing: Sealing,
}

impl MailServers for ConfiguredMail {
    async fn current(&self) -> Option<MailServer> {
        if self.configured.is_some() {
            return self.configured.clone();
        }
        let stored = super::store::mail_server(&self.db, &self.sealing).await;
        stored
            .inspect_err(|error| tracing::warn!(%error, "the mail server's settings cannot be read"))
            .ok()
            .flatten()
    }

    async fn prepare(&self, random: &dyn Random, now: DateTime<Utc>) -> Result<(), DbError> {
        links::answer_asks(&self.db, &self.sealing, random, now).await
    }
}
