//! Who is told what, in the transaction of the change [OP-7].

use chrono::{DateTime, Utc};
use domain::{EmailAddress, Language, RequestStatus};

use super::{store::Loaded, wire::full_name};
use crate::{
    db::{DbError, Writer},
    features::settings::Switches,
    mail::{Mail, PublicFace, Receiver, outbox},
    random::Random,
};

/// Puts mails about one request into the outbox.
#[derive(Debug)]
pub struct Post<'a> {
    pub writer: Writer<'a>,
    pub random: &'a dyn Random,
    pub now: DateTime<Utc>,
    pub switches: &'a Switches,
    pub request: &'a Loaded,
}

impl Post<'_> {
    /// Tells the site's team, and the requester where that is wished and allowed.
    pub async fn tell_of_new_request(&self, team: &str, requester_language: Language) -> Result<(), DbError> {
        if self.switches.mail_team_on_new_request {
            let receiver = self.receiver(team, self.switches.language);
            self.put(receiver.map(|receiver| Mail::NewRequest { receiver, request: self.face() })).await?;
        }
        if self.switches.confirm_to_requester && self.request.row.confirm_by_mail {
            let receiver = self.requester(requester_language);
            self.put(receiver.map(|receiver| Mail::Confirmation { receiver, request: self.face() })).await?;
        }
        Ok(())
    }

    /// Tells the requester where the request stands now.
    pub async fn tell_of_status(
        &self,
        status: RequestStatus,
        reason: Option<&str>,
        requester_language: Language,
    ) -> Result<(), DbError> {
        let receiver = self.requester(requester_language);
        let reason = reason.map(ToOwned::to_owned);
        self.put(receiver.map(|receiver| Mail::StatusChanged {
            receiver,
            request: self.face(),
            status,
            reason,
        }))
        .await
    }

    fn requester(&self, language: Language) -> Option<Receiver> {
        self.receiver(self.request.row.requester_email.as_deref()?, language)
    }

    fn receiver(&self, address: &str, language: Language) -> Option<Receiver> {
        let to = address.parse::<EmailAddress>().ok()?;
        Some(Receiver { to, language, organisation: self.switches.organisation_name.clone() })
    }

    fn face(&self) -> PublicFace {
        let row = &self.request.row;
        PublicFace {
            id: self.request.facts.id,
            reference: self.request.reference(),
            title: row.title.clone(),
            text: row.text.clone(),
            site: self.request.site_name.clone(),
            requester: full_name(&row.requester_first_name, &row.requester_last_name),
        }
    }

    async fn put(&self, mail: Option<Mail>) -> Result<(), DbError> {
        if let Some(mail) = mail {
            outbox::put(&self.writer, self.random, self.now, &mail).await?;
        }
        Ok(())
    }
}
