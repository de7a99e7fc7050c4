//! Who invited the people of a slice: an invitation lets nobody in whose sender could not touch the account any more.

use std::collections::HashMap;

use authz::{AccountChange, Actor};
use chrono::{DateTime, Utc};
use domain::fold_case;
use uuid::Uuid;

use crate::{
    db::{DbError, Tx, entities::user_account, unfenced::Because},
    features::links::Sent,
    identity::facts::{Whose, subjects},
};

/// Those who sent invitations that are good still.
#[derive(Debug)]
pub struct Senders(HashMap<Uuid, Actor>);

impl Senders {
    pub async fn read(
        tx: &Tx,
        actor: &Actor,
        sent: impl Iterator<Item = &Sent>,
        now: DateTime<Utc>,
    ) -> Result<Self, DbError> {
        let mut ids: Vec<Uuid> = sent.filter_map(|sent| sent.invitation.as_ref()?.by).collect();
        ids.sort_unstable();
        ids.dedup();
        let senders = if ids.is_empty() {
            Vec::new()
        } else {
            subjects(&tx.unfenced(Because::ItBelongsToWhatIsPermitted), Whose::These(&ids)).await?
        };
        let compiled = |subject| Actor::compile(subject, now, actor.stamp());
        Ok(Self(senders.iter().map(|subject| (subject.user.0, compiled(subject))).collect()))
    }

    /// Whether what was sent lets somebody in, at the address that they have.
    pub fn let_in(&self, sent: &Sent, account: &user_account::Model, change: &AccountChange) -> bool {
        sent.invitation.as_ref().is_some_and(|invitation| {
            let sender = invitation.by.and_then(|by| self.0.get(&by));
            // Who asked for it themselves needs nobody's leave.
            let may =
                invitation.by.is_none() || sender.is_some_and(|sender| sender.may_touch_user(change).is_ok());
            may && fold_case(&invitation.email) == account.email_key
        })
    }
}
