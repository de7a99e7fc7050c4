//! Who is told what, in the transaction of the change [OP-7].

use chrono::{DateTime, Utc};
use domain::{EmailAddress, Language, RequestStatus, fold_case};

use super::{store::Loaded, wire::full_name};
use crate::{
    db::{DbError, Writer, entities::user_account},
    features::{preferences::MailKind, settings::Switches},
    mail::{Mail, PublicFace, Receiver, outbox},
    random::Random,
    wire::LanguageWord,
};

/// Puts mails about one request into the outbox.
#[derive(Debug)]
pub struct Post<'a> {
    pub writer: Writer<'a>,
    pub random: &'a dyn Random,
    pub now: DateTime<Utc>,
    pub switches: &'a Switches,
    pub request: &'a Loaded,
    pub owner: &'a Owner,
}

/// Whose request it is, and what of it they want to read at their own address.
#[derive(Debug)]
pub struct Owner {
    pub account: user_account::Model,
    /// What they do without [PL-8].
    pub unwanted: Vec<MailKind>,
}

impl Owner {
    fn language(&self) -> Language {
        LanguageWord::stored(&self.account.language).into()
    }

    /// Whether a mail to that address is one of those they do without; another address is somebody else's.
    fn does_without(&self, kind: MailKind, address: &str) -> bool {
        self.unwanted.contains(&kind) && fold_case(address) == self.account.email_key
    }
}

impl Post<'_> {
    /// Tells the site's team, and the requester where that is wished and allowed.
    pub async fn tell_of_new_request(&self, team: &str) -> Result<(), DbError> {
        if self.switches.mail_team_on_new_request {
            let receiver = self.receiver(team, self.switches.language);
            self.put(receiver.map(|receiver| Mail::NewRequest { receiver, request: self.face() })).await?;
        }
        if self.switches.confirm_to_requester && self.request.row.confirm_by_mail {
            let receiver = self.requester(MailKind::Confirmation);
            self.put(receiver.map(|receiver| Mail::Confirmation { receiver, request: self.face() })).await?;
        }
        Ok(())
    }

    /// Tells the requester where the request stands now.
    pub async fn tell_of_status(&self, status: RequestStatus, reason: Option<&str>) -> Result<(), DbError> {
        let receiver = self.requester(MailKind::StatusChanged);
        let reason = reason.map(ToOwned::to_owned);
        self.put(receiver.map(|receiver| Mail::StatusChanged {
            receiver,
            request: self.face(),
            status,
            reason,
        }))
        .await
    }

    fn requester(&self, kind: MailKind) -> Option<Receiver> {
        let address = self.request.row.requester_email.as_deref()?;
        if self.owner.does_without(kind, address) {
            return None;
        }
        self.receiver(address, self.owner.language())
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
