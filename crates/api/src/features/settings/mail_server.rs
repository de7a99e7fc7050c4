use crate::{config::MailServer, db::Db, mail::MailServers, sealing::Sealing};

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
}
